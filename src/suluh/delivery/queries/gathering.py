"""What an angkatan adds to a person's course: sessions with presence. Asked by place, also for many."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from suluh.base.clock import local_date
from suluh.delivery.models import Batch, Enrolment, Meeting, Offering, Presence
from suluh.delivery.rules.attendance import Sat, attendance_conditions, share_of
from suluh.delivery.types import Condition


@dataclass(frozen=True, slots=True)
class Gathering:
    """The sessions of an angkatan as one person's attendance sees them."""

    sessions: tuple[Sat, ...]
    least: int
    is_decided: bool
    days: dict[date, int]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What is asked besides the outline."""
        return attendance_conditions(self.sessions, least=self.least, is_decided=self.is_decided)

    @property
    def minutes(self) -> int:
        """Minutes of the whole timetable: who passes earns the curriculum."""
        return sum(self.days.values())

    @property
    def share(self) -> int:
        """Hundredths of a percent present."""
        return share_of(self.sessions)


def gathering_of(offering: Offering, place: Enrolment | None) -> Gathering | None:
    """That of one person; None where the course is no angkatan. Call it in the organiser's scope."""
    if not offering.has_end:
        return None
    return gatherings_of(offering, [place] if place else []).get(place.pk if place else 0)


def gatherings_of(offering: Offering, places: Sequence[Enrolment]) -> dict[int, Gathering]:
    """Those of many people of one angkatan, by place; 0 for nobody's. Three queries."""
    batch = Batch.reachable.filter(offering=offering).first()
    if batch is None:
        return {}
    meetings = list(Meeting.reachable.filter(offering=offering).order_by("starts_at", "id"))
    known: dict[int, dict[int, str]] = defaultdict(dict)
    if meetings and places:
        rows = Presence.objects.filter(enrolment__in=[place.pk for place in places])
        for enrolment, at, status in rows.values_list("enrolment_id", "meeting_id", "status"):
            known[enrolment][at] = status
    days: Counter[date] = Counter()
    for meeting in meetings:
        days[local_date(meeting.starts_at, offering.zone)] += meeting.minutes
    return {
        each: Gathering(
            tuple(_sat(meeting, known[each]) for meeting in meetings),
            batch.attendance_share,
            batch.is_decided,
            dict(days),
        )
        for each in (0, *(place.pk for place in places))
    }


def _sat(meeting: Meeting, known: dict[int, str]) -> Sat:
    return Sat(
        meeting.subject,
        meeting.minutes,
        is_held=meeting.roll_closed_at is not None,
        status=known.get(meeting.pk, ""),
    )
