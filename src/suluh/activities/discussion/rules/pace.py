"""How much one person may write at once: enough for anybody who thinks, too little for a flood."""

from __future__ import annotations

from datetime import timedelta

POSTS_AT_ONCE, SPAN = 10, timedelta(minutes=5)
POSTS_A_DAY = 150
FLAGS_A_DAY = 20
MOST_MENTIONED = 10
LONGEST_POST = 20_000


def is_too_fast(*, recent: int, today: int) -> bool:
    """Whether one more post must wait."""
    return recent >= POSTS_AT_ONCE or today >= POSTS_A_DAY
