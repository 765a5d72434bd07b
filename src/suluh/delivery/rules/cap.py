"""The daily limit of e-learning, told before it bites. Pure.

It holds for online access in one's own time alone: sessions of a timetable take nothing of it
(`actions/courses.py` says why), so nothing here asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from suluh.delivery.rules.learning_days import Effort, days_of, for_ledger
from suluh.standards.jp import HUNDREDTHS, MINUTES_PER_JP, from_minutes, whole


@dataclass(frozen=True, slots=True)
class Cap:
    """What the limit means for a course and a person.

    `limit`: JP a day (hundredths); `days`: how many days the whole course needs at least; `today`:
    JP of today, with what other trainings take of this day. `elsewhere` of them are booked,
    `begun` were learnt in trainings that are not finished, and will be booked for today.
    """

    limit: int
    days: int
    today: int
    elsewhere: int = 0
    begun: int = 0

    @property
    def matters(self) -> bool:
        """Whether the course cannot count whole today."""
        return self.days > 1 or self.elsewhere > 0 or self.begun > 0

    @property
    def is_reached(self) -> bool:
        """Whether more today would count for nothing."""
        return self.matters and self.today >= self.limit


def cap_of(
    efforts: Sequence[Effort],
    *,
    total: int,
    limit: int,
    today: date,
    elsewhere: int = 0,
    begun: Iterable[Sequence[Effort]] = (),
) -> Cap:
    """The limit for a course of `total` minutes, with what was done so far.

    `elsewhere`: JP that other trainings of this form booked today; `begun`: what was done in each
    of those that are not finished.
    """
    whole_course = whole(from_minutes(total))
    days = -(-whole_course // limit) if limit else 1
    others = sum(jp_on(today, each, limit=limit) for each in begun)
    others = min(others, max(0, limit - elsewhere))
    own = jp_on(today, efforts, limit=limit)
    return Cap(limit, days, min(own + elsewhere + others, limit), elsewhere, others)


def jp_on(day: date, efforts: Iterable[Effort], *, limit: int) -> int:
    """JP (hundredths) that the ledger would give a course for `day` if it were judged then.

    What `day` adds to the days before it. Asked of the function that books, so that what is
    foretold is what comes: whole JP, with the minutes that the day before left over. On 1 January
    one line of the ledger holds the days of last year too, which take nothing of this day.
    """
    days = {each: minutes for each, minutes in days_of(efforts).items() if each <= day}
    before = {each: minutes for each, minutes in days.items() if each < day}
    more = _booked(days, limit=limit, year=day.year) - _booked(before, limit=limit, year=day.year)
    return max(0, min(more, limit))


def _booked(days: Mapping[date, int], *, limit: int, year: int) -> int:
    minutes = limit * MINUTES_PER_JP // HUNDREDTHS
    lines = for_ledger(days, cap_minutes=minutes, year=year)
    return sum(min(whole(from_minutes(line.minutes)), limit * line.units) for line in lines)
