"""The unit map, the people behind a cell, and one person's map for those who lead them."""

from __future__ import annotations

from types import SimpleNamespace
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from suluh.base.clock import local_date, now
from suluh.base.errors import NotFound
from suluh.base.paging import Page, get_page
from suluh.competency import queries
from suluh.competency.models import Competency
from suluh.competency.queries import units
from suluh.competency.queries.dictionary import get_competency
from suluh.competency.queries.history import history
from suluh.competency.queries.law import map_law
from suluh.competency.queries.withdrawing import keeps_results
from suluh.competency.rules.match import match_in_words
from suluh.identity.middleware import actor_of

_SIZE = 30


@require_safe
def tops(request: HttpRequest) -> HttpResponse:
    """`/kompetensi/unit/`: straight to the one unit one leads, or the choice of several."""
    found = units.tops(actor_of(request))
    if len(found) == 1:
        return redirect("competency_unit", uuid=found[0].uuid)
    return render(request, "competency/unit_choice.html", {"units": found})


@require_safe
def unit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`/kompetensi/unit/<uuid>/`: competency by unit, how many meet their standard."""
    actor = actor_of(request)
    found = units.reached_unit(actor, uuid)
    family = request.GET.get("rumpun", Competency.Family.MANAGERIAL)
    if family not in Competency.Family.values:
        family = ""
    text = request.GET.get("q", "").strip()[:100]
    whole = units.unit_map(found, family=family)
    context = {
        "map": whole,
        "page": _page(request, [line for line in whole.lines if _matches(line, text)]),
        "search": text,
        "family": family,
        "facets": _facets(_families(), family, text, name="rumpun"),
        "above": found.parent if found.parent and _opens(request, found.parent.uuid) else None,
    }
    return render(request, "competency/unit.html", context)


@require_safe
def cell(request: HttpRequest, uuid: UUID, competency: UUID) -> HttpResponse:
    """The people behind a cell, by name."""
    actor = actor_of(request)
    found, asked = units.reached_unit(actor, uuid), get_competency(actor, competency)
    text, state = request.GET.get("q", "").strip()[:100], request.GET.get("status", "")
    states = [
        ("", _("Semua")), (units.SHORT, _("Kurang")), (units.UNMEASURED, _("Belum diukur")),
        (units.MET, _("Terpenuhi")),
    ]  # fmt: skip
    rows = units.people_behind(found, asked, text=text, state=state)
    context = {
        "unit": found, "competency": asked, "cell": units.cell_of(found, asked),
        "page": get_page(request, rows), "search": text, "state": state,
        "facets": _facets(states, state, text, name="status"),
    }  # fmt: skip
    return render(request, "competency/cell.html", context)


@require_safe
def person(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`/kompetensi/orang/<uuid>/`: the map of someone one leads."""
    actor = actor_of(request)
    job = units.reached_job(actor, uuid)
    today = local_date(now(), actor.zone)
    found = queries.gaps(job.person_id, today)
    context = {
        "map": found, "job": job, "opens_unit": _opens(request, job.unit.uuid),
        "words": match_in_words(found.match),
        "keeps": actor.agency_id if keeps_results(actor) else None,
        "law": map_law(today), "page": get_page(request, history(job.person_id), size=20),
    }  # fmt: skip
    return render(request, "competency/person.html", context)


def _matches(line: units.Line, text: str) -> bool:
    return not text or (line.unit is not None and text.lower() in line.unit.name.lower())


def _page(request: HttpRequest, lines: list[units.Line]) -> Page[units.Line]:
    raw = request.GET.get("halaman", "1")
    number = max(int(raw), 1) if raw.isdecimal() and len(raw) < 6 else 1
    start = (number - 1) * _SIZE
    query = request.GET.copy()
    query.pop("halaman", None)
    return Page(lines[start : start + _SIZE], number, len(lines) > start + _SIZE, query.urlencode())


def _opens(request: HttpRequest, unit: UUID) -> bool:
    try:
        units.reached_unit(actor_of(request), unit)
    except NotFound:
        return False
    return True


def _families() -> list[tuple[str, str]]:
    return [
        *((value, str(label)) for value, label in Competency.Family.choices),
        ("semua", _("Semua")),
    ]


def _facets(
    choices: list[tuple[str, str]], current: str, text: str, *, name: str
) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            label=label, url="?" + urlencode({"q": text, name: value}),
            current=value == current or (value == "semua" and not current), count=None,
        )
        for value, label in choices
    ]  # fmt: skip
