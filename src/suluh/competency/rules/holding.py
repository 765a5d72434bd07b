"""Which of a person's results counts on a day: weight first, then last or best, then raises. Pure.

Replaying the same results by the same rule gives the same levels; the projection of the unit map
does it in SQL and a property test holds both against each other.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from suluh.competency.types import Choice, Reached, SourceKind, SourceWeight


def held_on(
    results: Iterable[Reached],
    day: date,
    *,
    choice: Choice,
    weights: Mapping[SourceKind, SourceWeight],
) -> dict[int, Reached]:
    """The result that counts for each competency on `day`; without one the level is not known."""
    groups: dict[int, list[Reached]] = defaultdict(list)
    for result in results:
        if is_in_force(result, day) and _weight(weights, result).weight:
            groups[result.competency_id].append(result)
    return {key: _chosen(group, choice, weights) for key, group in groups.items()}


def is_in_force(result: Reached, day: date) -> bool:
    """Reached by that day and not yet expired; `expires_on` is the last day that counts."""
    return result.reached_on <= day and (result.expires_on is None or day <= result.expires_on)


def expiry(reached_on: date, months: int | None) -> date | None:
    """The last day a result counts: so many months on, the shorter month's last day at most."""
    if months is None:
        return None
    years, month = divmod(reached_on.month - 1 + months, 12)
    year, month = reached_on.year + years, month + 1
    return date(year, month, min(reached_on.day, calendar.monthrange(year, month)[1]))


def _chosen(
    group: list[Reached], choice: Choice, weights: Mapping[SourceKind, SourceWeight]
) -> Reached:
    """Of the heaviest measurements the last or best; then what came later and only raises."""
    measured = [result for result in group if not _weight(weights, result).raises_only]
    raising = [result for result in group if _weight(weights, result).raises_only]
    if not measured:
        return max(raising, key=_by_level)
    top = max(_weight(weights, result).weight for result in measured)
    heaviest = [result for result in measured if _weight(weights, result).weight == top]
    base = max(heaviest, key=_by_level if choice is Choice.BEST else _by_day)
    higher = [
        result
        for result in raising
        if result.level > base.level and (choice is Choice.BEST or _by_day(result) > _by_day(base))
    ]
    return max(higher, key=_by_level, default=base)


def _weight(weights: Mapping[SourceKind, SourceWeight], result: Reached) -> SourceWeight:
    return weights.get(result.source, SourceWeight(0))


def _by_day(result: Reached) -> tuple[date, str]:
    return result.reached_on, result.order


def _by_level(result: Reached) -> tuple[int, date, str]:
    return result.level, result.reached_on, result.order
