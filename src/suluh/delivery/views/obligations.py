"""The supervisor's page of open obligations: who owes which course or path by when; remind many at once."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from suluh.base.clock import local_date, now
from suluh.base.paging import get_page
from suluh.delivery.actions.obligations import remind_chosen
from suluh.delivery.queries.obligations import (
    DONE,
    IDLE,
    LATE,
    SOON,
    ObligationCounts,
    counts_of_obligations,
    obligations,
)
from suluh.delivery.queries.setup import is_uuid
from suluh.delivery.views.courses import Link
from suluh.identity.middleware import actor_of


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """/kewajiban/: open obligations, nearest date first."""
    actor = actor_of(request)
    today = local_date(now(), actor.zone)
    text, state = request.GET.get("q", "").strip()[:80], request.GET.get("status", "")
    counts = counts_of_obligations(actor, today=today)
    rows = obligations(actor, text=text, state=state, today=today)
    context = {
        "page": get_page(request, rows, size=25),
        "counts": counts,
        "text": text,
        "state": state,
        "today": today,
        "facets": _facets(text, state, counts),
        "keep": {"status": state},
    }
    return render(request, "delivery/obligations.html", context)


@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Remind the chosen ones."""
    chosen = [UUID(each) for each in request.POST.getlist("kewajiban") if is_uuid(each)]
    sent = remind_chosen(actor=actor_of(request), uuids=chosen, now=now())
    sentence = ngettext("%(n)d pengingat terkirim.", "%(n)d pengingat terkirim.", sent)
    told = sentence % {"n": sent} if sent else _("Mereka sudah diingatkan minggu ini.")
    messages.success(request, told)
    return redirect("obligations")


def _facets(text: str, state: str, counts: ObligationCounts) -> list[Link]:
    choices = [
        ("", _("Semua yang terbuka"), counts.open),
        (LATE, _("Lewat batas waktu"), counts.late),
        (SOON, _("Tujuh hari lagi"), counts.soon),
        (IDLE, _("Belum mulai"), counts.idle),
        (DONE, _("Selesai"), counts.done),
    ]
    return [
        Link(label, f"?q={text}&status={key}", key == state, count=count)
        for key, label, count in choices
    ]
