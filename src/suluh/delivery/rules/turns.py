"""Whose turn it is in a rotation: who has waited longest speaks next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Turn:
    """How often and when last a unit had (or will have) its turn."""

    unit_id: int
    name: str
    count: int = 0
    last: date | None = None


def in_order(turns: Iterable[Turn]) -> list[Turn]:
    """Units, next in turn first: never spoken, then longest ago, then fewest, then by name."""
    return sorted(turns, key=lambda t: (t.last or date.min, t.count, t.name))
