"""The dashboard: nation, agency, unit; on screen and for paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from suluh.base.paging import get_page
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.middleware import actor_of, signed_in
from suluh.organisation.rules.roles import Permission, can, require
from suluh.organisation.types import Actor
from suluh.reporting.queries import boards
from suluh.reporting.queries.boards import Slice
from suluh.reporting.queries.places import Place, find_place, first_place, inside
from suluh.reporting.rules import CLASSES, PASSED_FROM
from suluh.reporting.views.asked import Asked, asked_of

ROWS = 25


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """`/capaian/`: to the place the actor's role is about."""
    return redirect(first_place(actor_of(request)))


@require_safe
@signed_in
def nation(request: HttpRequest) -> HttpResponse:
    """`/capaian/nasional/`: all agencies together, ranked."""
    require(actor_of(request), Permission.RATE_VIEW_NATION)
    asked = asked_of(request)
    with scoped(SYSTEM):
        board, slices = boards.nation_rates(year=asked.year, today=asked.today, only=asked.only)
    context = _context(request, asked, slices) | {"board": board}
    return render(request, "reporting/nation.html", context)


@require_safe
@signed_in
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """`/capaian/<code>/`: an agency."""
    actor = actor_of(request)
    return _board_page(request, actor, find_place(actor, code=code))


@require_safe
@signed_in
def unit(request: HttpRequest, unit: UUID) -> HttpResponse:
    """`/capaian/unit/<uuid>/`: a unit with all below it."""
    actor = actor_of(request)
    return _board_page(request, actor, find_place(actor, unit=unit))


def _board_page(request: HttpRequest, actor: Actor, place: Place) -> HttpResponse:
    asked = asked_of(request)
    with inside(actor, place):
        board = boards.get_board(place, year=asked.year, today=asked.today, only=asked.only)
        slices = boards.unit_slices(place, year=asked.year, only=asked.only)
    past = next((point for point in board.points if point.day == asked.day), None)
    context = _context(request, asked, slices) | {
        "board": board,
        "place": place,
        "past": past if past and past.day < asked.today else None,
        "may_invite": can(
            actor, Permission.RATE_INVITE, agency_id=place.agency.pk, unit_path=place.path
        ),
        "sees_agency": can(actor, Permission.RATE_VIEW, agency_id=place.agency.pk),
        "sees_nation": can(actor, Permission.RATE_VIEW_NATION),
    }
    return render(request, "reporting/board.html", context)


def _context(request: HttpRequest, asked: Asked, slices: list[Slice]) -> dict[str, Any]:
    search = request.GET.get("q", "").strip()
    shown = [one for one in slices if search.lower() in one.name.lower()]
    return {
        "asked": asked,
        "search": search,
        "page": get_page(request, shown, size=ROWS),  # type: ignore[arg-type]
        "passed_from": PASSED_FROM,
        "class_links": CLASSES,
    }
