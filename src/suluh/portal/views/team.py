"""The supervisor's page: JP of the team, reminders for many at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from suluh.base.clock import local_date, now
from suluh.base.paging import get_page
from suluh.identity.middleware import actor_of
from suluh.portal.actions import remind_people
from suluh.portal.queries import team as queries


@dataclass(frozen=True, slots=True)
class Facet:
    """One choice that narrows the list."""

    label: str
    url: str
    current: bool
    count: int | None = None


def team(request: HttpRequest) -> HttpResponse:
    """List of the team, fewest JP first."""
    actor = actor_of(request)
    year = local_date(now(), actor.zone).year
    wanted = queries.TeamFilter(
        text=request.GET.get("q", "").strip()[:80], state=request.GET.get("status", "")
    )
    rows = queries.team_of(actor, year=year, wanted=wanted)
    people, reached = queries.standing_of(actor, year=year)
    context = {
        "page": get_page(request, rows, size=25),
        "year": year,
        "people": people,
        "reached": reached,
        "wanted": wanted,
        "facets": _facets(wanted),
        "floor": queries.FLOOR_JP_MINOR,
        "keep": {"status": wanted.state},
    }
    return render(request, "portal/team.html", context)


def _facets(wanted: queries.TeamFilter) -> list[Facet]:
    choices = (
        ("", _("Semua")),
        (queries.BEHIND, _("Belum 20 JP")),
        (queries.NOT_STARTED, _("Belum mulai")),
        (queries.REACHED, _("Sudah 20 JP")),
    )
    return [
        Facet(label, f"?status={value}&q={wanted.text}", wanted.state == value)
        for value, label in choices
    ]


@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Remind the chosen people."""
    actor, moment = actor_of(request), now()
    sent = remind_people(
        actor=actor,
        uuids=request.POST.getlist("people"),
        year=local_date(moment, actor.zone).year,
        now=moment,
    )
    sentence = ngettext("%(n)s orang diingatkan.", "%(n)s orang diingatkan.", sent) % {"n": sent}
    messages.success(request, sentence if sent else _("Mereka sudah diingatkan minggu ini."))
    return redirect("team")
