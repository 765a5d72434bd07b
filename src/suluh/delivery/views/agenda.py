"""My calendar: the list, and the feed that calendar programs subscribe to."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from suluh.base.clock import now
from suluh.base.paging import get_page
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.queries.agenda import Line, feed_entries, person_key
from suluh.delivery.queries.agenda import agenda as agenda_lines
from suluh.delivery.rules.calendar import to_ics
from suluh.identity.middleware import actor_of, own_scope

_SIGNER = Signer(salt="agenda", sep=".")


@require_GET
def agenda(request: HttpRequest) -> HttpResponse:
    """/agenda/: what is coming, soonest first; `?lampau` what was."""
    actor, moment = actor_of(request), now()
    past = "lampau" in request.GET
    page = get_page(request, agenda_lines(actor, now=moment, is_past=past))
    token = _SIGNER.sign(person_key(actor).hex)
    context = {
        "page": page,
        "lines": [Line(**values) for values in page.items],
        "past": past,
        "now": moment,
        "feed": f"{settings.BASE_URL}{reverse('agenda_feed', args=[token])}",
    }
    return render(request, "delivery/agenda.html", context)


@require_GET
@own_scope
def feed(_request: HttpRequest, token: str) -> HttpResponse:
    """/agenda/umpan/<token>.ics: the address is the key; whoever has it reads the calendar."""
    try:
        person = UUID(_SIGNER.unsign(token))
    except (BadSignature, ValueError) as error:
        raise Http404 from error
    with scoped(SYSTEM):
        entries = feed_entries(person, base=settings.BASE_URL)
    text = to_ics(entries, name=_("Agenda Suluh"), now=now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
