"""When a delivery is tried again."""

from __future__ import annotations

from datetime import timedelta

MAX_ATTEMPTS = 6
BATCH = 500
# A worker that died while sending gave no outcome: its letters are due again after this long.
CLAIM = timedelta(minutes=10)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after the given number of failed attempts: 1, 4, 16 … minutes."""
    return timedelta(minutes=4 ** max(attempts - 1, 0))
