"""Moving one of several things up or down. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def moved(things: Sequence[T], thing: T, *, by: int) -> list[T]:
    """The things with one of them `by` places further down (negative: up), as far as there is room."""
    others = [each for each in things if each != thing]
    place = min(max(list(things).index(thing) + by, 0), len(others))
    return [*others[:place], thing, *others[place:]]
