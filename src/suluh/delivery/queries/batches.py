"""Angkatan as organisers and participants read them: the batch itself, its timetable, clashes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from suluh.base.errors import NotFound
from suluh.delivery.models import Batch, Enrolment, Meeting, Offering
from suluh.delivery.queries.learning import get_room
from suluh.delivery.rules.timetable import Clash, Day, Slot, clashes_of, days_of_slots, jp_of
from suluh.organisation.queries.units import under
from suluh.organisation.rules.roles import Permission, can, reach
from suluh.organisation.types import Actor

AHEAD, BEHIND = timedelta(days=14), timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Timetable:
    """The whole timetable, with what clashes by session."""

    days: tuple[Day, ...]
    clashes: dict[UUID, tuple[Clash, ...]]
    meetings: dict[UUID, Meeting]

    @property
    def minutes(self) -> int:
        """All minutes."""
        return sum(day.minutes for day in self.days)

    @property
    def jp_minor(self) -> int:
        """Whole JP of all minutes."""
        return jp_of(self.minutes)


def get_managed_batch(
    actor: Actor, uuid: UUID, permission: Permission = Permission.TRAINING_PUBLISH
) -> Offering:
    """An angkatan with its `batch` for whoever holds the permission; every other looks absent."""
    rows = Offering.objects.select_related("form", "tenant", "unit", "version__training", "batch")
    found = rows.filter(uuid=uuid, batch__isnull=False).first()
    if found is None:
        raise NotFound
    path = found.unit.path if found.unit else ""
    if not can(actor, permission, agency_id=found.tenant_id, unit_path=path):
        raise NotFound
    return found


def is_batch(offering: Offering) -> bool:
    """Whether the course is an angkatan; one query."""
    return Batch.reachable.filter(offering=offering).exists()


def batch_of(offering: Offering) -> Batch | None:
    """What the course has besides as an angkatan."""
    return Batch.reachable.filter(offering=offering).first()


def meetings_of(offering: Offering) -> QuerySet[Meeting]:
    """Sessions in their order, wherever the scope reaches the offering."""
    return Meeting.reachable.filter(offering=offering).order_by("starts_at", "id")


def running_batches(actor: Actor, *, now: datetime) -> list[Offering]:
    """Angkatan of the actor's units that run, begin within two weeks, or wait to be closed."""
    if actor.agency_id is None:
        return []
    paths = reach(actor, Permission.TRAINING_PUBLISH, agency_id=actor.agency_id)
    rows = Offering.objects.filter(
        under(paths), tenant_id=actor.agency_id, batch__isnull=False, batch__closed_at=None,
        state=Offering.State.PUBLISHED, starts_at__lte=now + AHEAD, ends_at__gte=now - BEHIND,
    )  # fmt: skip
    return list(rows.order_by("starts_at", "id"))


def get_meeting(offering: Offering, uuid: UUID) -> Meeting:
    """A session of the angkatan."""
    found = Meeting.reachable.filter(offering=offering, uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def slot_of(meeting: Meeting, offering: Offering) -> Slot:
    """A session as the rules see it."""
    return Slot(
        uuid=meeting.uuid,
        offering=offering.uuid,
        title=offering.title,
        subject=meeting.subject,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        room=meeting.room,
        trainers=tuple(meeting.trainers),
    )


def slots_of_batch(offering: Offering) -> list[Slot]:
    """All sessions as the rules see them."""
    return [slot_of(meeting, offering) for meeting in meetings_of(offering)]


def get_timetable(offering: Offering) -> Timetable:
    """The organiser's timetable: what clashes anywhere in the agency is told. Two queries."""
    meetings = {meeting.uuid: meeting for meeting in meetings_of(offering)}
    slots = [slot_of(meeting, offering) for meeting in meetings.values()]
    others = busy_between(offering.tenant_id, slots)
    clashes = {slot.uuid: clashes_of(slot, others) for slot in slots}
    return Timetable(days_of_slots(slots, zone=offering.zone), clashes, meetings)


def get_own_timetable(actor: Actor, uuid: UUID) -> tuple[Offering, Enrolment, Timetable]:
    """The participant's timetable; absent for who has no place."""
    offering, mine = get_room(actor, uuid)
    meetings = {meeting.uuid: meeting for meeting in meetings_of(offering)}
    slots = [slot_of(meeting, offering) for meeting in meetings.values()]
    return offering, mine, Timetable(days_of_slots(slots, zone=offering.zone), {}, meetings)


def timetable_minutes(offering: Offering) -> int:
    """Minutes of all sessions; none where it has no days of its own."""
    if not offering.has_end or offering.pk is None:
        return 0
    times = meetings_of(offering).values_list("starts_at", "ends_at")
    return sum(int((ends - starts).total_seconds() // 60) for starts, ends in times)


def busy_between(tenant_id: int, slots: Iterable[Slot]) -> list[Slot]:
    """Every session of the agency that could meet one of these in time; one query."""
    found = list(slots)
    if not found:
        return []
    first, last = min(slot.starts_at for slot in found), max(slot.ends_at for slot in found)
    return [slot_of(meeting, meeting.offering) for meeting in _between(tenant_id, first, last)]


def _between(tenant_id: int, first: datetime, last: datetime) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(tenant_id=tenant_id, starts_at__lt=last, ends_at__gt=first)
    rows = rows.exclude(offering__state=Offering.State.CANCELLED)
    return rows.select_related("offering").order_by("starts_at", "id")
