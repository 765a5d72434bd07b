"""When the date by which an assigned course is to be done is spoken of, and to whom. Pure."""

from __future__ import annotations

from datetime import date, timedelta

WEEK_AHEAD = timedelta(days=7)
DAY_AHEAD = timedelta(days=1)
TO_SUPERVISOR = timedelta(days=1)  # the supervisor hears of it a day after the date
TO_LEADER = timedelta(days=7)
MOST_FOR_LATECOMERS = timedelta(days=30)


def due_for_latecomer(due_on: date, *, given_on: date, today: date, last: date | None) -> date:
    """By when somebody finishes who is taken in after the others.

    They get as many days as the first had, at most thirty: nobody is late on the day they come.
    Never earlier than the date of the others, and not after the `last` day of the course.
    """
    days = min(max(due_on - given_on, DAY_AHEAD), MOST_FOR_LATECOMERS)
    found = max(due_on, today + days)
    return max(min(found, last), due_on) if last else found


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


def goes_to_leader(due_on: date, today: date) -> bool:
    """Whether the unit's leader hears of it: a week after the date."""
    return today - due_on >= TO_LEADER
