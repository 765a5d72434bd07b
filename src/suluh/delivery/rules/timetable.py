"""A timetable: days, JP of its minutes, and what clashes with what. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from suluh.base.clock import local_date
from suluh.standards.jp import from_minutes, whole


@dataclass(frozen=True, slots=True)
class Slot:
    """A session as the rules see it; `offering` names the angkatan it belongs to."""

    uuid: UUID
    offering: UUID
    title: str
    subject: str
    starts_at: datetime
    ends_at: datetime
    room: str = ""
    trainers: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Clash:
    """Something wanted twice at once: `what` is `room`, `trainer` or `people`."""

    what: str
    name: str
    other: Slot


@dataclass(frozen=True, slots=True)
class Day:
    """The sessions of one day."""

    date: date
    slots: tuple[Slot, ...]

    @property
    def minutes(self) -> int:
        """All minutes of the day."""
        return sum(slot.minutes for slot in self.slots)


def days_of_slots(slots: Iterable[Slot], *, zone: str) -> tuple[Day, ...]:
    """Sessions by their day in the zone, in their order."""
    ordered = sorted(slots, key=lambda slot: (slot.starts_at, slot.subject))
    groups = groupby(ordered, key=lambda slot: local_date(slot.starts_at, zone))
    return tuple(Day(day, tuple(found)) for day, found in groups)


def minutes_by_day(slots: Iterable[Slot], *, zone: str) -> dict[date, int]:
    """Minutes of each day: JP with a daily cap are reckoned from them."""
    return {day.date: day.minutes for day in days_of_slots(slots, zone=zone)}


def jp_of(minutes: int) -> int:
    """Whole JP of the minutes, in hundredths; what fills no JP is not rounded up."""
    return whole(from_minutes(minutes))


def clashes_of(slot: Slot, others: Sequence[Slot]) -> tuple[Clash, ...]:
    """What the session wants while another has it: people of its angkatan, room, trainers."""
    return tuple(_clashes(slot, others))


def _clashes(slot: Slot, others: Sequence[Slot]) -> Iterator[Clash]:
    mine = {_plain(name): name for name in slot.trainers}
    for other in others:
        if other.uuid == slot.uuid or not _overlap(slot, other):
            continue
        if other.offering == slot.offering:
            yield Clash("people", other.title, other)
        if slot.room and _plain(slot.room) == _plain(other.room):
            yield Clash("room", slot.room, other)
        for name in other.trainers:
            if _plain(name) in mine:
                yield Clash("trainer", mine[_plain(name)], other)


def moved(slot: Slot, to: date, *, zone: str) -> tuple[datetime, datetime]:
    """The same hours of the clock on another day."""
    place = ZoneInfo(zone)
    starts = slot.starts_at.astimezone(place)
    lasts = slot.ends_at - slot.starts_at
    begins = datetime.combine(to, time(starts.hour, starts.minute), place)
    return begins, begins + lasts


def day_after(days: Sequence[Day], *, first: date) -> date:
    """Which day one most likely plans next: the one after the last planned."""
    return days[-1].date + timedelta(days=1) if days else first


def _overlap(one: Slot, other: Slot) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
