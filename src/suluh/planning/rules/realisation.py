"""What of a plan came true, read from the JP ledger. Pure.

An entry of the ledger belongs to at most one item: first to the one of its title, then to an item
of one's own of its form within whose dates it lies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from suluh.standards.titles import likeness

ALIKE = 0.8
NAMED = {"pelatihan", "acara"}  # known by their title alone


@dataclass(frozen=True, slots=True)
class Planned:
    """An item as the rule looks at it."""

    item_id: int
    sort: str
    title: str
    form_code: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Earned:
    """A credit of the year that was not taken back."""

    title: str
    form_code: int
    jp_minor: int
    day: date


def realised(items: Sequence[Planned], entries: Sequence[Earned]) -> dict[int, list[Earned]]:
    """Entries by the item they fulfil; what fulfils none is left out."""
    found: dict[int, list[Earned]] = {item.item_id: [] for item in items}
    left = []
    for entry in entries:
        likest = max(items, key=lambda item: likeness(item.title, entry.title), default=None)
        if likest is not None and likeness(likest.title, entry.title) >= ALIKE:
            found[likest.item_id].append(entry)
        else:
            left.append(entry)
    for entry in left:
        fitting = next((item for item in items if _fits(item, entry, found[item.item_id])), None)
        if fitting is not None:
            found[fitting.item_id].append(entry)
    return found


def _fits(item: Planned, entry: Earned, has: list[Earned]) -> bool:
    return (
        item.sort not in NAMED
        and item.form_code == entry.form_code
        and item.starts_on <= entry.day <= item.ends_on
        and (not has or has[0].form_code == entry.form_code)
    )
