"""Who sits in an event and who runs it; complaints and corrections waiting for a decision."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.delivery.models import Complaint, Correction, Enrolment, Offering
from suluh.organisation.queries.units import under
from suluh.organisation.rules.roles import Permission, can, reach
from suluh.organisation.types import Actor

SEATED = (
    Enrolment.State.REGISTERED,
    Enrolment.State.COMPLETED,
    Enrolment.State.NOT_COMPLETED,
)


@dataclass(frozen=True, slots=True)
class Seat:
    """A participant at an event."""

    offering: Offering
    enrolment: Enrolment


@contextmanager
def inside(offering: Offering, actor: Actor) -> Iterator[Offering]:
    """The scope of the organiser's agency, as this person."""
    with scoped(Scope(tenant_id=offering.tenant_id, person_id=actor.person_id)):
        yield offering


def get_seat(actor: Actor, uuid: UUID) -> Seat:
    """The actor's own place at the event; NotFound where there is none."""
    enrolment = (
        Enrolment.reachable.select_related("offering", "offering__tenant")
        .filter(offering__uuid=uuid, person_id=actor.person_id)
        .exclude(state__in=(Enrolment.State.CANCELLED, Enrolment.State.WAITING))
        .first()
    )
    if enrolment is None:
        raise NotFound
    return Seat(enrolment.offering, enrolment)


def get_run_event(
    actor: Actor, uuid: UUID, permission: Permission = Permission.ATTENDANCE_RUN
) -> Offering:
    """An event of the actor's agency that the actor may run; every other looks absent."""
    found = (
        Offering.objects.select_related("tenant", "unit", "form", "series")
        .filter(uuid=uuid, kind=Offering.Kind.EVENT)
        .first()
    )
    path = found.unit.path if found and found.unit else ""
    if found is None or not can(actor, permission, agency_id=found.tenant_id, unit_path=path):
        raise NotFound
    return found


def managed_complaints(
    actor: Actor, *, is_open: bool = True, search: str = ""
) -> QuerySet[Complaint]:
    """Complaints on events under the units for which the actor decides, oldest open one first."""
    assert actor.agency_id is not None
    paths = reach(actor, Permission.COMPLAINT_DECIDE, agency_id=actor.agency_id)
    rows = Complaint.objects.select_related("enrolment", "enrolment__offering")
    rows = rows.filter(under(paths, "enrolment__offering__unit"))
    if search:
        rows = rows.filter(
            Q(enrolment__name__icontains=search) | Q(enrolment__offering__title__icontains=search)
        )
    if is_open:
        return rows.filter(state=Complaint.State.OPEN).order_by("id")
    return rows.exclude(state=Complaint.State.OPEN).order_by("-decided_at", "-id")


def get_complaint(actor: Actor, uuid: UUID) -> Complaint:
    """A complaint that the actor may decide; every other looks absent."""
    if actor.agency_id is None:
        raise NotFound
    found = (
        Complaint.objects.select_related(
            "enrolment", "enrolment__offering", "enrolment__offering__unit"
        )
        .filter(uuid=uuid)
        .first()
    )
    if found is None:
        raise NotFound
    offering = found.enrolment.offering
    path = offering.unit.path if offering.unit else ""
    if not can(actor, Permission.COMPLAINT_DECIDE, agency_id=offering.tenant_id, unit_path=path):
        raise NotFound
    return found


def own_complaint(seat: Seat) -> Complaint | None:
    """The person's latest complaint about this event."""
    return Complaint.reachable.filter(enrolment=seat.enrolment).first()


def corrections_of(offering: Offering) -> list[Correction]:
    """Lists of people marked by hand, newest first."""
    return list(Correction.objects.filter(offering=offering)[:50])


def names_of(offering: Offering, people: list[int]) -> list[Enrolment]:
    """The registered people of a correction, by name."""
    rows = Enrolment.objects.filter(offering=offering, person_id__in=people)
    return list(rows.order_by("name", "id"))


def seated_by_nip(offering: Offering, numbers: Collection[str]) -> dict[str, int]:
    """Person ids by NIP of those who have a place at the event, whatever their agency."""
    with scoped(SYSTEM):
        rows = Enrolment.objects.filter(
            offering=offering, person__nip__in=list(numbers), state__in=SEATED
        )
        pairs = rows.values_list("person__nip", "person_id")
        return {nip: person for nip, person in pairs if nip}
