"""Which minutes of a course belong to which day, so that a daily cap can be applied. Pure.

An activity's minutes are spread over the days on which it was worked on, by the seconds of each.
JP are whole: what does not fill a JP on a day goes on to the next one, so that nobody loses minutes
by spreading them; what a day's cap cuts off does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from suluh.standards.jp import MINUTES_PER_JP


@dataclass(frozen=True, slots=True)
class Effort:
    """A done activity: the minutes it is worth, seconds by day, the day it was finished."""

    minutes: int
    seconds: Mapping[date, int]
    done_on: date


@dataclass(frozen=True, slots=True)
class DayOfLearning:
    """Minutes learnt on a day; `units` counts days where several were put together."""

    day: date
    minutes: int
    units: int = 1


def days_of(efforts: Iterable[Effort]) -> dict[date, int]:
    """Minutes by day; their sum is the sum of the activities' minutes."""
    found: dict[date, int] = defaultdict(int)
    for effort in efforts:
        for day, minutes in _spread(effort):
            found[day] += minutes
    return {day: found[day] for day in sorted(found) if found[day]}


def for_ledger(days: Mapping[date, int], *, cap_minutes: int, year: int) -> list[DayOfLearning]:
    """One line for each day of the year of completion; days before it go into its first line.

    JP belong to the calendar year in which a course is completed (docs/decisions/0020), while the
    cap holds for each day: the line of earlier days has `units`, and is cut to what they allow.
    """
    first = date(year, 1, 1)
    early = [minutes for day, minutes in days.items() if day <= first]
    found = [DayOfLearning(day, days[day]) for day in sorted(days) if day > first]
    if early:
        allowed = sum(min(minutes, cap_minutes) for minutes in early)
        found.insert(0, DayOfLearning(first, allowed, len(early)))
    return list(_carried(found, cap_minutes))


def with_sessions(
    lines: Sequence[DayOfLearning], minutes: int, *, cap_minutes: int
) -> tuple[list[DayOfLearning], int]:
    """The lines, and the minutes of sessions that no cap holds with what filled no JP in the last.

    So that nobody loses a JP because two forms are each rounded down.
    """
    if not lines or not minutes:
        return list(lines), minutes
    *before, last = lines
    is_cut = last.minutes > cap_minutes * last.units
    rest = 0 if is_cut else last.minutes % MINUTES_PER_JP
    kept = [replace(last, minutes=last.minutes - rest)] if last.minutes > rest else []
    return [*before, *kept], minutes + rest


def _carried(found: list[DayOfLearning], cap_minutes: int) -> Iterator[DayOfLearning]:
    """Each day keeps whole JP; the rest goes to the next, the last one keeps what is left."""
    rest = 0
    for place, line in enumerate(found):
        whole = line.minutes + rest
        is_last = place == len(found) - 1
        rest = 0 if is_last or whole > cap_minutes * line.units else whole % MINUTES_PER_JP
        if whole > rest:
            yield replace(line, minutes=whole - rest)


def _spread(effort: Effort) -> list[tuple[date, int]]:
    total = sum(effort.seconds.values())
    if total <= 0:
        return [(effort.done_on, effort.minutes)]
    given, spread = 0, []
    for day, seconds in sorted(effort.seconds.items())[:-1]:
        part = effort.minutes * seconds // total
        given += part
        spread.append((day, part))
    return [*spread, (max(effort.seconds), effort.minutes - given)]
