"""What of reading may be told as self-study. Pure.

Counted are the server's seconds on pages that count as read, at most as long as calm reading takes:
a page that lay open over lunch is no learning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from suluh.library.rules.pace import CALM_WORDS_A_MINUTE, QUICK_WORDS_A_MINUTE

LEAST_SHARE = 90  # percent of the book
LEAST_WORDS = 50  # of the report: what was read, what is taken from it
LEAST_SCORE = 60_00  # of a check (hundredths of a percent), however low its own limit is
_CALM = QUICK_WORDS_A_MINUTE / CALM_WORDS_A_MINUTE


def most_minutes(asked: Sequence[int]) -> int:
    """Whole minutes that count at most: all of it, read calmly."""
    return sum(round(least * _CALM) for least in asked) // 60


def minutes_read(asked: Sequence[int], seconds: Mapping[str, int]) -> int:
    """Whole minutes that count."""
    total = sum(
        min(seconds.get(str(number), 0), round(least * _CALM))
        for number, least in enumerate(asked, 1)
        if seconds.get(str(number), 0) >= least
    )
    return total // 60
