"""The training rate's formula, classes, pace and words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from suluh.reporting.types import Point

# JP classes of the histogram: name and first JP (hundredths) of each; the last is open.
CLASSES = (("0", 0), ("1–5", 1), ("6–12", 600), ("13–19", 1300), ("20–24", 2000), ("25+", 2500))
PASSED_FROM = 4
EVERYBODY = ""
DIMENSIONS = ("status", "jenis", "rank", "sex", "jp")
PACE_DAYS = 90


def class_of(jp_minor: int) -> str:
    """First JP (hundredths) of the class, as text: the value of dimension `jp`."""
    return str(max(first for _name, first in CLASSES if first <= max(jp_minor, 0)))


def class_range(value: str) -> tuple[int, int | None]:
    """From (included) and to (excluded) of a class, in hundredths; None is open."""
    starts = [first for _name, first in CLASSES]
    place = starts.index(int(value)) if value.isdecimal() and int(value) in starts else 0
    return starts[place], starts[place + 1] if place + 1 < len(starts) else None


def rank_group(rank: str) -> str:
    """Golongan of a rank: III of III/c."""
    return rank.partition("/")[0][:6]


def reckoning_day(year: int, today: date) -> date:
    """The day whose employment counts: today, or the last day of a past year."""
    return min(today, date(year, 12, 31))


def forecast(points: Sequence[Point], today: date) -> float | None:
    """The share on 31 December if the pace of the last 90 days goes on; None without a past."""
    past = [point for point in points if point.day <= today]
    if len(past) < 2:
        return None
    last = past[-1]
    since = today - timedelta(days=PACE_DAYS)
    earlier = [point for point in past[:-1] if point.day <= since]
    first = earlier[-1] if earlier else past[0]
    days = (last.day - first.day).days
    if days <= 0:
        return None
    pace = (last.sums.rate - first.sums.rate) / days
    left = (date(last.day.year, 12, 31) - last.day).days
    return max(0.0, min(1.0, last.sums.rate + pace * left))


def contributions(
    unit_path: str, values: dict[str, str], *, jp_minor: int
) -> list[tuple[int, str, str]]:
    """Keys (unit, dimension, value) of the sums that one person counts in; unit 0 is the agency."""
    units = [0, *(int(part) for part in unit_path.split("/") if part)]
    pairs = [("", ""), *values.items(), ("jp", class_of(jp_minor))]
    return [(unit, dimension, value) for unit in units for dimension, value in pairs]
