"""Cut scores: which level a score reaches. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise


def level_of(score: int | None, cuts: Iterable[tuple[int, int]]) -> int | None:
    """The highest level whose cut the score reaches; None below all of them, or unmarked."""
    if score is None:
        return None
    return max((level for level, from_score in cuts if score >= from_score), default=None)


def are_rising(cuts: Mapping[int, int]) -> bool:
    """Whether each higher level asks for a higher score: else a level could never be reached."""
    scores = [cuts[level] for level in sorted(cuts)]
    return all(low < high for low, high in pairwise(scores))
