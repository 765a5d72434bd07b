"""Open obligations: assigned courses of the people somebody leads, nearest date first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from suluh.base.errors import NotAllowed
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.criteria import serving
from suluh.delivery.rules.deadlines import WEEK_AHEAD
from suluh.identity.models import Employment
from suluh.organisation.rules.roles import ROLE_TABLE, Permission, reach
from suluh.organisation.types import Actor

LATE, SOON, IDLE, DONE = "lewat", "pekan-ini", "belum", "selesai"
_State = Enrolment.State
_OPEN = Q(state__in=(_State.REGISTERED, _State.WAITING))


@dataclass(frozen=True, slots=True)
class ObligationCounts:
    """How many obligations stand where."""

    open: int
    late: int
    soon: int
    idle: int
    done: int


def obligations(
    actor: Actor, *, text: str = "", state: str = "", today: date
) -> QuerySet[Enrolment]:
    """Assigned courses of the actor's people that are still open (or done), nearest date first."""
    rows = _all(actor).select_related("offering", "assignment", "person")
    match state:
        case "lewat":
            rows = rows.filter(_OPEN, due_on__lt=today)
        case "pekan-ini":
            rows = rows.filter(_OPEN, due_on__range=(today, today + WEEK_AHEAD))
        case "belum":
            rows = rows.filter(_OPEN, started_at=None)
        case "selesai":
            rows = rows.filter(state=_State.COMPLETED)
        case _:
            rows = rows.filter(_OPEN)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(offering__title__icontains=text))
    return rows.order_by("due_on", "name", "id")


def counts_of_obligations(actor: Actor, *, today: date) -> ObligationCounts:
    """Figures of the page; one query."""
    week = (today, today + WEEK_AHEAD)
    found = _all(actor).aggregate(
        open=Count("id", filter=_OPEN),
        late=Count("id", filter=_OPEN & Q(due_on__lt=today)),
        soon=Count("id", filter=_OPEN & Q(due_on__range=week)),
        idle=Count("id", filter=_OPEN & Q(started_at=None)),
        done=Count("id", filter=Q(state=_State.COMPLETED)),
    )
    return ObligationCounts(**found)


def chosen_obligations(actor: Actor, uuids: Collection[UUID]) -> list[Enrolment]:
    """Those of the chosen rows that are open and of the actor's own people."""
    rows = _all(actor).filter(_OPEN, uuid__in=list(uuids)).select_related("offering", "person")
    return list(rows.order_by("id"))


def due_places(*, today: date) -> QuerySet[Enrolment]:
    """Assigned places whose date comes within a week or is past by less than ninety days. Wide.

    Of those who serve at the agency that assigned them: its dates mean nothing to the next one.
    """
    return Enrolment.objects.filter(
        Exists(serving(OuterRef("person_id"), at=OuterRef("assignment__tenant_id"))),
        state=_State.REGISTERED,
        assignment__isnull=False,
        due_on__lte=today + WEEK_AHEAD,
        due_on__gt=today - timedelta(days=90),
        offering__state=Offering.State.PUBLISHED,
    ).select_related("offering", "person", "home")


def _all(actor: Actor) -> QuerySet[Enrolment]:
    if not actor.holds(*ROLE_TABLE[Permission.TEAM_VIEW]) or actor.agency_id is None:
        raise NotAllowed
    mine = Q(supervisor_id=actor.person_id)
    for path in reach(actor, Permission.TEAM_VIEW, agency_id=actor.agency_id):
        mine |= Q(unit__path__startswith=path) if path else Q(tenant_id=actor.agency_id)
    staff = Employment.objects.filter(mine, valid_to=None, person_id=OuterRef("person_id"))
    rows = Enrolment.reachable.filter(
        Exists(staff), home_id=actor.agency_id, assignment__isnull=False
    )
    rows = rows.exclude(offering__state=Offering.State.CANCELLED)
    return rows.exclude(person_id=actor.person_id).exclude(state=_State.CANCELLED)
