"""When the date by which an assigned course is to be done is spoken of, and to whom. Pure."""

from __future__ import annotations

from datetime import date, timedelta

WEEK_AHEAD = timedelta(days=7)
DAY_AHEAD = timedelta(days=1)
TO_SUPERVISOR = timedelta(days=1)
TO_LEADER = timedelta(days=7)


def reminder_of(due_on: date, today: date) -> str:
    """Which reminder the person is due today: '7', '1', 'lewat', or '' for none.

    The name becomes part of the notice's key: each is sent once, and a day without the job is made
    up for on the next.
    """
    left = due_on - today
    if left < timedelta(0):
        return "lewat"
    if left <= DAY_AHEAD:
        return "1"
    return "7" if left <= WEEK_AHEAD else ""


def goes_to_supervisor(due_on: date, today: date) -> bool:
    """Whether the supervisor hears of it: a day after the date."""
    return today - due_on >= TO_SUPERVISOR


def goes_to_leader(due_on: date, today: date) -> bool:
    """Whether the unit's leader hears of it: a week after the date."""
    return today - due_on >= TO_LEADER
