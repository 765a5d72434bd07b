"""/kelola/acara/<uuid>/kompetensi/: what an event raises, so that it is recommended."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from suluh.base.clock import now
from suluh.content.queries.carrying import usable_competencies
from suluh.delivery.actions.carrying import carry_competency, drop_competency
from suluh.delivery.forms.carrying import EventCompetencyForm
from suluh.delivery.queries.carrying import carried_by
from suluh.delivery.queries.offerings import get_managed_offering
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "POST"])
def competencies(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What it raises, and one more."""
    actor = actor_of(request)
    event = get_managed_offering(actor, uuid)
    form = EventCompetencyForm(
        request.POST or None, competencies=usable_competencies(event.tenant_id)
    )
    if request.method == "POST" and form.is_valid():
        carry_competency(actor=actor, uuid=uuid, now=now(), **form.cleaned_data)
        messages.success(request, _("Acara ini disarankan kepada yang membutuhkannya."))
        return redirect("event_competencies", uuid=uuid)
    context = {"event": event, "form": form, "carried": carried_by(event)}
    return render(request, "delivery/event_competencies.html", context)


@require_POST
def drop(request: HttpRequest, uuid: UUID, competency: UUID) -> HttpResponse:
    """POST: no more; it can be added again at once."""
    drop_competency(actor=actor_of(request), uuid=uuid, competency=competency, now=now())
    messages.success(request, _("Kompetensi dilepas dari acara ini."))
    return redirect("event_competencies", uuid=uuid)
