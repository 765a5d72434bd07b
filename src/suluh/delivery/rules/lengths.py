"""How long an event is: minutes of learning, days."""

from __future__ import annotations

from datetime import datetime

from suluh.base.clock import local_date


def learning_minutes(starts_at: datetime, ends_at: datetime, *, break_minutes: int = 0) -> int:
    """Whole minutes between start and end, less the breaks; never below zero."""
    return max(int((ends_at - starts_at).total_seconds() // 60) - break_minutes, 0)


def day_count(starts_at: datetime, ends_at: datetime, *, zone: str) -> int:
    """Calendar days in the zone that the event touches."""
    return (local_date(ends_at, zone) - local_date(starts_at, zone)).days + 1
