"""A class after it was opened: its facts are changed, or it is called off; who is in it is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from suluh.base.clock import local_date, midnight
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.jobs import enqueue
from suluh.delivery.actions.seats import fit_seats
from suluh.delivery.models import Batch, Meeting, Offering, Presence
from suluh.delivery.queries.courses import get_managed_course
from suluh.organisation.types import Actor

_FIELDS = ("title", "place", "seats", "starts_at", "ends_at", "registration_closes_at")


class ClassOver(DomainError):
    """A class that was closed by its berita acara, or called off, stays as it is."""

    code = "class_over"
    sentence = _("Kelas ini sudah ditutup atau dibatalkan, jadi tidak dapat diubah lagi.")


class SessionsOutside(DomainError):
    """Sessions of the timetable would lie outside the new days."""

    code = "sessions_outside"
    sentence = _(
        "Ada sesi jadwal di luar hari yang baru. Geser jadwalnya sekalian, atau pindahkan dulu di"
        " halaman Jadwal."
    )


class RollCalled(DomainError):
    """A timetable whose roll was called in part is not moved as a whole."""

    code = "roll_called"
    sentence = _("Kehadiran sudah dicatat, jadi jadwal tidak dapat digeser sekaligus.")


class AlreadyPassed(DomainError):
    """Somebody has completed the class: it did happen."""

    code = "already_passed"
    sentence = _("Sudah ada yang menyelesaikan kelas ini. Tutup pendaftarannya saja.")


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """What is said of a class; days are None where it is always open.

    `closes`: the last day of registration, None for as long as the class goes on. `shifts`: the
    timetable moves along with the first day.
    """

    title: str
    place: str = ""
    seats: int | None = None
    first: date | None = None
    last: date | None = None
    closes: date | None = None
    shifts: bool = False


def change_course(*, actor: Actor, uuid: UUID, facts: CourseFacts, now: datetime) -> Offering:
    """Change a class; more seats go to who waits, new days and places are told to who is in it.

    All or nothing. Records `delivery.course.changed`. Raises ClassOver, SessionsOutside, RollCalled,
    TooFewSeats.
    """
    with transaction.atomic():
        offering = locked_course(actor, uuid)
        before = {name: getattr(offering, name) for name in _FIELDS}
        first_before = local_date(offering.starts_at, offering.zone)
        _apply(offering, facts)
        changed = sorted(name for name in _FIELDS if getattr(offering, name) != before[name])
        if not changed:
            return offering
        offering.save(update_fields=[*changed])
        if facts.shifts and facts.first:
            _shift(offering, facts.first - first_before)
        _check_sessions(offering)
        fit_seats(offering=offering, now=now)
        record_event(
            "delivery.course.changed", at=now, tenant_id=offering.tenant_id,
            actor_id=actor.person_id, subject=offering.uuid, data={"fields": changed},
        )  # fmt: skip
        if {"starts_at", "ends_at", "place"} & set(changed):
            enqueue("delivery.tell_change", offering=str(uuid), at_time=now.isoformat())
    return offering


def cancel_course(*, actor: Actor, uuid: UUID, reason: str, now: datetime) -> Offering:
    """Call a class off with a reason that everybody in it is told; repeating is harmless.

    Nobody learns in it any more, and its duties end. Records `delivery.course.cancelled`. Raises
    ClassOver, AlreadyPassed.
    """
    offering = get_managed_course(actor, uuid)
    if offering.state == Offering.State.CANCELLED:
        return offering
    offering = locked_course(actor, uuid)
    if offering.completed:
        raise AlreadyPassed
    offering.state, offering.cancel_reason = Offering.State.CANCELLED, reason[:300]
    offering.save(update_fields=["state", "cancel_reason"])
    record_event(
        "delivery.course.cancelled", at=now, tenant_id=offering.tenant_id,
        actor_id=actor.person_id, subject=offering.uuid, reason=reason[:300],
        data={"title": offering.title},
    )  # fmt: skip
    enqueue("delivery.tell_change", offering=str(uuid), at_time=now.isoformat())
    return offering


def locked_course(actor: Actor, uuid: UUID) -> Offering:
    """A class that the actor may still change, locked against other changes."""
    known = get_managed_course(actor, uuid)
    offering = Offering.objects.select_for_update(of=("self",)).get(pk=known.pk)
    is_closed = Batch.objects.filter(offering=offering).exclude(closed_at=None).exists()
    if is_closed or offering.state == Offering.State.CANCELLED:
        raise ClassOver
    return offering


def _apply(offering: Offering, facts: CourseFacts) -> None:
    offering.title, offering.place, offering.seats = facts.title, facts.place, facts.seats
    if not offering.has_end or facts.first is None or facts.last is None:
        return
    offering.starts_at = midnight(facts.first, offering.zone)
    offering.ends_at = midnight(facts.last + timedelta(days=1), offering.zone)
    closes = facts.closes or facts.last
    if closes != closing_day(offering):  # one that was closed by hand today stays closed
        offering.registration_closes_at = midnight(closes + timedelta(days=1), offering.zone)


def closing_day(offering: Offering) -> date:
    """The last day on which one may register."""
    return local_date(offering.registration_closes_at - timedelta(seconds=1), offering.zone)


def _shift(offering: Offering, by: timedelta) -> None:
    """Move every session by whole days, at the same time of the day."""
    if not by:
        return
    if Presence.objects.filter(meeting__offering=offering).exists():
        raise RollCalled
    meetings = list(Meeting.objects.select_for_update().filter(offering=offering))
    for meeting in meetings:
        meeting.starts_at += by
        meeting.ends_at += by
    Meeting.objects.bulk_update(meetings, ["starts_at", "ends_at"])


def _check_sessions(offering: Offering) -> None:
    outside = Q(starts_at__lt=offering.starts_at) | Q(ends_at__gt=offering.ends_at)
    if Meeting.objects.filter(outside, offering=offering).exists():
        raise SessionsOutside
