"""The audit trail of an agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from suluh.base.models import DomainEvent
from suluh.base.paging import get_page
from suluh.base.scope import Scope, scoped
from suluh.identity.middleware import actor_of, signed_in
from suluh.identity.queries.audit import get_events, names_of
from suluh.identity.queries.roles import agency_in_view, get_agencies
from suluh.identity.rules.audit_words import areas, details, in_words
from suluh.organisation.rules.roles import Permission
from suluh.organisation.types import Role


@dataclass(frozen=True, slots=True)
class Line:
    """One event as the page shows it."""

    at: datetime
    what: str
    who: str
    reason: str
    details: str


@require_safe
@signed_in
def audit(request: HttpRequest) -> HttpResponse:
    """`/audit/`: who did what in the agency, newest first."""
    actor, asked = actor_of(request), request.GET
    agency = agency_in_view(actor, Permission.AUDIT_VIEW, asked.get("instansi", ""))
    search, area = asked.get("q", "").strip(), asked.get("bidang", "")
    with scoped(Scope(tenant_id=agency.pk, person_id=actor.person_id)):
        rows = get_events(
            actor, agency_id=agency.pk, search=search, area=area,
            since=_day(asked.get("sejak", "")), until=_day(asked.get("sampai", "")),
            with_machine=asked.get("mesin") == "1",
        )  # fmt: skip
        page = get_page(request, rows)
        names = names_of([event.actor_id for event in page.items])
    context = {
        "page": page, "lines": [_line(event, names) for event in page.items], "agency": agency,
        "search": search, "area": area, "areas": areas(), "since": asked.get("sejak", ""),
        "until": asked.get("sampai", ""), "with_machine": asked.get("mesin") == "1",
        "agencies": get_agencies() if actor.holds(Role.NATIONAL) else (),
    }  # fmt: skip
    return render(request, "identity/audit.html", context)


def _line(event: DomainEvent, names: dict[int, str]) -> Line:
    who = names.get(event.actor_id, "") if event.actor_id else ""
    return Line(event.at, in_words(event.name), who, event.reason, details(event.data))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
