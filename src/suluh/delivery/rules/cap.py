"""The daily limit of e-learning, told before it bites. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from suluh.delivery.rules.learning_days import Effort, days_of
from suluh.standards.jp import HUNDREDTHS, MINUTES_PER_JP, from_minutes, whole


@dataclass(frozen=True, slots=True)
class Cap:
    """What the limit means for a course and a person.

    `limit`: JP a day (hundredths); `days`: how many days the whole course needs at least; `today`:
    JP of today, with what other trainings booked for this day.
    """

    limit: int
    days: int
    today: int
    elsewhere: int = 0

    @property
    def matters(self) -> bool:
        """Whether the course cannot count whole today."""
        return self.days > 1 or self.elsewhere > 0

    @property
    def is_reached(self) -> bool:
        """Whether more today would count for nothing."""
        return self.matters and self.today >= self.limit


def cap_of(
    efforts: Sequence[Effort], *, total: int, limit: int, today: date, elsewhere: int = 0
) -> Cap:
    """The limit for a course of `total` minutes, with what was done so far.

    `elsewhere`: JP that other trainings of this form booked today.
    """
    minutes = days_of(efforts).get(today, 0)
    whole_course = whole(from_minutes(total))
    days = -(-whole_course // limit) if limit else 1
    today_jp = min(minutes * HUNDREDTHS // MINUTES_PER_JP + elsewhere, limit)
    return Cap(limit, days, today_jp, elsewhere)
