"""By when, and how late."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from suluh.activities.assignment.types import Brief, Late
from suluh.content.types import COMPLETE_SCORE

_DAY = timedelta(days=1)


def due_at(brief: Brief, *, opened_at: datetime, zone: str) -> datetime | None:
    """The end of the day by which to hand in, in the course's zone; None for no date."""
    place = ZoneInfo(zone)
    days = [brief.due_on] if brief.due_on else []
    if brief.due_days:
        days.append((opened_at.astimezone(place) + timedelta(days=brief.due_days)).date())
    if not days:
        return None
    return datetime.combine(min(days), time(23, 59, 59), place)


def days_late(due: datetime | None, at: datetime) -> int:
    """Begun days after the date; 0 in time."""
    return ceil((at - due) / _DAY) if due is not None and at > due else 0


def is_closed(brief: Brief, due: datetime | None, at: datetime) -> bool:
    """Whether nothing is taken any more."""
    return brief.late is Late.REFUSED and days_late(due, at) > 0


def after_lateness(brief: Brief, score: int, late_days: int) -> int:
    """The score with what the days cost."""
    if brief.late is not Late.MINUS:
        return score
    return score * max(0, 100 - brief.late_percent * late_days) * 100 // COMPLETE_SCORE
