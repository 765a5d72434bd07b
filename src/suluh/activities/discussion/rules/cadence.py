"""On which morning which digest goes out."""

from __future__ import annotations

from datetime import date

from suluh.activities.discussion.types import Cadence

_MONDAY = 0


def due_in_the_morning(day: date) -> list[Cadence]:
    """The daily one every day, the weekly one on Mondays."""
    weekly = [Cadence.WEEKLY] if day.weekday() == _MONDAY else []
    return [Cadence.DAILY, *weekly]
