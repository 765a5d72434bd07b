"""From the indicators that were shown to a level. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def place(level: int, number: int) -> str:
    """Names an indicator of a version: its level and its place there, from 1."""
    return f"{level}.{number}"


def suggested(indicators: Mapping[int, int], observed: Collection[str]) -> int:
    """The highest level up to which every indicator was shown; 0 where not even the first was.

    `indicators`: how many each level has. A level without any is passed over.
    """
    reached = 0
    for level in sorted(indicators):
        wanted = [place(level, number) for number in range(1, indicators[level] + 1)]
        if not wanted:
            continue
        if not all(each in observed for each in wanted):
            break
        reached = level
    return reached
