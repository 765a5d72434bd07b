"""Writing a timetable: add, change, remove a session; copy or move a whole day."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.base.clock import local_date
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.delivery.actions.batches import reckon
from suluh.delivery.actions.once import refuse_outline_twins
from suluh.delivery.models import Meeting, Offering
from suluh.delivery.queries.batches import get_managed_batch, get_meeting, meetings_of, slot_of
from suluh.delivery.rules.timetable import moved
from suluh.delivery.types import Held
from suluh.organisation.types import Actor


class OutsideDates(DomainError):
    """A session on a day that the angkatan does not have."""

    code = "outside_dates"
    sentence = _("Sesi harus berada di antara hari pertama dan hari terakhir angkatan.")


class RollTaken(DomainError):
    """A session whose roll was called stays where it was."""

    code = "roll_taken"
    sentence = _(
        "Kehadiran sesi ini sudah dicatat, jadi sesinya tidak dapat dihapus atau dipindah."
    )


class BatchClosed(DomainError):
    """What was decided and signed is not changed behind its paper."""

    code = "batch_closed"
    sentence = _("Angkatan ini sudah ditutup dengan berita acara, jadi tidak dapat diubah lagi.")


class NothingToCopy(DomainError):
    """The day has no session, or it is the same day."""

    code = "nothing_to_copy"
    sentence = _("Pilih hari yang berisi sesi, dan hari lain sebagai tujuannya.")


@dataclass(frozen=True, slots=True)
class Plan:
    """A session as it is planned."""

    starts_at: datetime
    ends_at: datetime
    subject: str
    room: str = ""
    link: str = ""
    trainers: list[str] = field(default_factory=list)


def add_meeting(*, actor: Actor, uuid: UUID, plan: Plan, now: datetime) -> Meeting:
    """Put a session into the timetable; clashes are warnings, they stop nothing.

    One that the outline holds already is refused: its JP would count twice.
    """
    offering = _open_batch(actor, uuid)
    _check(offering, plan.starts_at, plan.ends_at)
    refuse_outline_twins(offering, [Held(plan.subject, plan.starts_at, plan.ends_at)])
    made = Meeting.objects.create(tenant_id=offering.tenant_id, offering=offering, **asdict(plan))
    _record("delivery.meeting.added", actor, made, now=now)
    reckon(offering, now=now)
    return made


def change_meeting(
    *, actor: Actor, uuid: UUID, meeting: UUID, plan: Plan, now: datetime
) -> Meeting:
    """Change a session; when it takes place only while no roll was called."""
    offering = _open_batch(actor, uuid)
    found = _locked(offering, meeting)
    values = asdict(plan)
    before = {name: getattr(found, name) for name in values}
    if before == values:
        return found
    times = (before["starts_at"], before["ends_at"])
    if times != (plan.starts_at, plan.ends_at) and has_roll(found):
        raise RollTaken
    _check(offering, plan.starts_at, plan.ends_at)
    refuse_outline_twins(offering, [Held(plan.subject, plan.starts_at, plan.ends_at)])
    for name, value in values.items():
        setattr(found, name, value)
    found.save(update_fields=list(values))
    _record("delivery.meeting.changed", actor, found, now=now, before=_told(before))
    reckon(offering, now=now)
    return found


def remove_meeting(*, actor: Actor, uuid: UUID, meeting: UUID, now: datetime) -> None:
    """Take a session out; one whose roll was called stays."""
    offering = _open_batch(actor, uuid)
    found = _locked(offering, meeting)
    if has_roll(found):
        raise RollTaken
    _record("delivery.meeting.removed", actor, found, now=now)
    found.delete()
    reckon(offering, now=now)


def copy_day(*, actor: Actor, uuid: UUID, day: date, to: date, now: datetime) -> int:
    """Plan the sessions of a day once more on another; what stands there already is not doubled."""
    offering = _open_batch(actor, uuid)
    there = {(m.starts_at, m.subject) for m in meetings_of(offering)}
    made = []
    for meeting, starts, ends in _shifted(offering, day, to):
        if (starts, meeting.subject) not in there:
            made.append(
                Meeting(
                    tenant_id=offering.tenant_id, offering=offering, starts_at=starts, ends_at=ends,
                    subject=meeting.subject, room=meeting.room, link=meeting.link,
                    trainers=meeting.trainers,
                )
            )  # fmt: skip
    Meeting.objects.bulk_create(made)
    _record_day("delivery.meeting.day_copied", actor, offering, now=now, day=day, to=to)
    reckon(offering, now=now)
    return len(made)


def move_day(*, actor: Actor, uuid: UUID, day: date, to: date, now: datetime) -> int:
    """Move the sessions of a day to another; refused where one of them had its roll called."""
    offering = _open_batch(actor, uuid)
    found = _shifted(offering, day, to)
    for meeting, starts, ends in found:
        if has_roll(meeting):
            raise RollTaken
        meeting.starts_at, meeting.ends_at = starts, ends
    Meeting.objects.bulk_update([meeting for meeting, _s, _e in found], ["starts_at", "ends_at"])
    _record_day("delivery.meeting.day_moved", actor, offering, now=now, day=day, to=to)
    return len(found)


def has_roll(meeting: Meeting) -> bool:
    """Whether anybody's presence was noted."""
    return meeting.roll_closed_at is not None or meeting.presences.exists()


def _open_batch(actor: Actor, uuid: UUID) -> Offering:
    offering = get_managed_batch(actor, uuid)
    if offering.batch.closed_at is not None:
        raise BatchClosed
    return offering


def _locked(offering: Offering, meeting: UUID) -> Meeting:
    found = get_meeting(offering, meeting)
    return Meeting.objects.select_for_update().get(pk=found.pk)


def _check(offering: Offering, starts: datetime, ends: datetime) -> None:
    if starts < offering.starts_at or ends > offering.ends_at:
        raise OutsideDates


def _shifted(offering: Offering, day: date, to: date) -> list[tuple[Meeting, datetime, datetime]]:
    """The day's sessions with their times on the other day."""
    found = [m for m in meetings_of(offering) if local_date(m.starts_at, offering.zone) == day]
    if not found or day == to:
        raise NothingToCopy
    shifted = [(m, *moved(slot_of(m, offering), to, zone=offering.zone)) for m in found]
    for _meeting, starts, ends in shifted:
        _check(offering, starts, ends)
    refuse_outline_twins(offering, [Held(m.subject, starts, ends) for m, starts, ends in shifted])
    return shifted


def _told(values: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in values.items()}


def _record(
    name: str,
    actor: Actor,
    meeting: Meeting,
    *,
    now: datetime,
    before: dict[str, Any] | None = None,
) -> None:
    record_event(
        name, at=now, tenant_id=meeting.tenant_id, actor_id=actor.person_id, subject=meeting.uuid,
        data={
            "subject": meeting.subject, "starts_at": meeting.starts_at.isoformat(),
            "before": before or {},
        },
    )  # fmt: skip


def _record_day(
    name: str, actor: Actor, offering: Offering, *, now: datetime, day: date, to: date
) -> None:
    record_event(
        name, at=now, tenant_id=offering.tenant_id, actor_id=actor.person_id,
        subject=offering.uuid, data={"day": day.isoformat(), "to": to.isoformat()},
    )  # fmt: skip
