"""Approved items of people become lines of the agency's plan. Pure.

A named training is one line; what people wrote themselves is gathered by competency and form.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

UNITS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Wish:
    """An approved item as the rule looks at it."""

    person_id: int
    unit: str
    sort: str
    source: str
    title: str
    competency_id: int | None
    competency: str
    form_code: int
    form: str
    jp_minor: int
    cost: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Gathered:
    """A line made of wishes; `units` are the most frequent ones, `more` how many besides."""

    key: str
    title: str
    competency_id: int | None
    form_code: int
    people: int
    jp_minor: int
    budget: int
    starts_on: date
    ends_on: date
    units: tuple[str, ...]
    more: int


def gathered(wishes: Iterable[Wish]) -> list[Gathered]:
    """Lines by their key."""
    groups: dict[str, list[Wish]] = defaultdict(list)
    for wish in wishes:
        groups[key_of(wish)].append(wish)
    return [_line(key, group) for key, group in sorted(groups.items())]


def key_of(wish: Wish) -> str:
    """What a wish is gathered by."""
    if wish.source:
        return f"{wish.sort}:{wish.source}"
    return f"bentuk:{wish.form_code}:{wish.competency_id or 0}"


def _line(key: str, group: list[Wish]) -> Gathered:
    first = group[0]
    units = Counter(wish.unit for wish in group if wish.unit).most_common()
    named = first.title if first.source else _title(first)
    return Gathered(
        key=key,
        title=named,
        competency_id=first.competency_id,
        form_code=first.form_code,
        people=len({wish.person_id for wish in group}),
        jp_minor=max(wish.jp_minor for wish in group),
        budget=sum(wish.cost for wish in group),
        starts_on=min(wish.starts_on for wish in group),
        ends_on=max(wish.ends_on for wish in group),
        units=tuple(name for name, _count in units[:UNITS_NAMED]),
        more=max(0, len(units) - UNITS_NAMED),
    )


def _title(wish: Wish) -> str:
    return f"{wish.form}: {wish.competency}" if wish.competency else wish.form
