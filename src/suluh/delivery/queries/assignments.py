"""Assignments one by one: whom one concerns, and how far those people are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from suluh.base.errors import NotFound
from suluh.delivery.models import Assignment, Enrolment, Offering, OfferingAgency, SeatBucket
from suluh.delivery.queries.courses import assignable_course, assignments_of
from suluh.identity.models import Employment
from suluh.organisation.types import Actor

_State = Enrolment.State


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of an assignment stand where."""

    there: int
    idle: int
    begun: int
    completed: int
    late: int
    released: int


def get_assignment(actor: Actor, course: UUID, uuid: UUID) -> Assignment:
    """One assignment of the actor's agency within reach; absent otherwise."""
    rows = assignments_of(actor, assignable_course(actor, course)).select_related("offering")
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def first_names(staff: QuerySet[Employment], *, limit: int) -> tuple[str, ...]:
    """The first of them by name, with their unit: to see at a glance that the right ones are meant."""
    rows = staff.select_related("person", "unit").order_by("person__name", "id")[:limit]
    return tuple(f"{job.person.full_name} ({job.unit.name})" for job in rows)


def seats_left(offering: Offering, *, agency_id: int) -> int | None:
    """Seats that people of the agency could still take; None where they are not counted."""
    mine = OfferingAgency.reachable.filter(offering=offering, agency_id=agency_id)
    has_quota = mine.exclude(quota=None).exists()
    if not has_quota and offering.seats is None:
        return None
    pool = Q(agency_id=agency_id) if has_quota else Q(agency=None)
    buckets = SeatBucket.reachable.filter(pool, offering=offering)
    return int(buckets.aggregate(total=Sum("free"))["total"] or 0)


def standing_of_assignment(assignment: Assignment, *, today: date) -> Standing:
    """Its people by how far they are; one query."""
    found = _people(assignment).aggregate(
        there=Count("id", filter=~Q(state=_State.CANCELLED)),
        idle=Count("id", filter=Q(state__in=(_State.REGISTERED, _State.WAITING), started_at=None)),
        begun=Count("id", filter=Q(state=_State.REGISTERED, started_at__isnull=False)),
        completed=Count("id", filter=Q(state=_State.COMPLETED)),
        late=Count("id", filter=Q(state=_State.REGISTERED, due_on__lt=today)),
        released=Count("id", filter=Q(state=_State.CANCELLED)),
    )
    return Standing(**found)


def people_of_assignment(
    assignment: Assignment, *, text: str, state: str, today: date
) -> QuerySet[Enrolment]:
    """Its people by name, those released too; narrowed by name and by how far they are."""
    rows = _people(assignment)
    match state:
        case "belum":
            rows = rows.filter(state__in=(_State.REGISTERED, _State.WAITING), started_at=None)
        case "belajar":
            rows = rows.filter(started_at__isnull=False, state=_State.REGISTERED)
        case "selesai":
            rows = rows.filter(state=_State.COMPLETED)
        case "terlambat":
            rows = rows.filter(state=_State.REGISTERED, due_on__lt=today)
        case "dilepas":
            rows = rows.filter(state=_State.CANCELLED)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(unit_name__icontains=text))
    return rows.order_by("name", "id")


def _people(assignment: Assignment) -> QuerySet[Enrolment]:
    # The rows stand at the organiser; those of the assigning agency's people are open to it.
    return Enrolment.reachable.filter(assignment=assignment, home_id=assignment.tenant_id)
