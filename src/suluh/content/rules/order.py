"""Moving things in an ordered list. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def moved(items: Sequence[T], item: T, *, to: int) -> list[T]:
    """The list with the item at another place; a place outside is the nearest end."""
    rest = [each for each in items if each != item]
    place = min(max(to, 0), len(rest))
    return [*rest[:place], item, *rest[place:]]
