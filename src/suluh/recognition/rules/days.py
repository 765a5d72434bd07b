"""How much was learnt on which day, and the credits that follow. Pure.

Where the law caps a day, an activity of several days is booked day by day: only so does a cap of a
day hold against what the day already has from elsewhere.
"""

from __future__ import annotations

from datetime import date, timedelta

from suluh.standards.jp import HUNDREDTHS, MINUTES_PER_JP, from_minutes, whole


def shares(jp_minor: int, starts_on: date, ends_on: date) -> list[tuple[date, int]]:
    """Whole JP (hundredths) by day, as even as can be, the first days first; no day without."""
    whole = jp_minor // HUNDREDTHS
    span = (ends_on - starts_on).days + 1
    count = min(span, whole)
    if count <= 0:
        return []
    each, more = divmod(whole, count)
    return [
        (starts_on + timedelta(days=number), (each + (number < more)) * HUNDREDTHS)
        for number in range(count)
    ]


def minutes_of(jp_minor: int) -> int:
    """Minutes that so many JP stand for."""
    return jp_minor * MINUTES_PER_JP // HUNDREDTHS


def minutes_as_jp(minutes: int) -> int:
    """Whole JP (hundredths) in so many minutes, rounded down."""
    return whole(from_minutes(max(0, minutes)))
