"""What a person can do at an event right now: one word that the page turns into a button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

ROOM_OPENS = timedelta(minutes=30)


class Door(StrEnum):
    """Where a person stands before an event."""

    CANCELLED = "cancelled"
    OVER = "over"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"
    ROOM = "room"
    REGISTERED = "registered"
    WAITING = "waiting"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    OPEN = "open"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Times:
    """When an event and its registration begin and end."""

    starts_at: datetime
    ends_at: datetime
    opens_at: datetime
    closes_at: datetime


def door_of(
    times: Times, *, offering_state: str, own_state: str, free: int | None, now: datetime
) -> Door:
    """The person's door; `free` None means seats without limit, `own_state` '' no place yet."""
    if offering_state == "cancelled":
        return Door.CANCELLED
    if own_state in ("completed", "not_completed"):
        return Door(own_state)
    if now >= times.ends_at:
        return Door.OVER
    if own_state == "registered":
        return Door.ROOM if now >= times.starts_at - ROOM_OPENS else Door.REGISTERED
    if own_state == "waiting":
        return Door.WAITING
    if now < times.opens_at:
        return Door.NOT_YET
    if now >= times.closes_at or offering_state != "published":
        return Door.CLOSED
    return Door.FULL if free is not None and free <= 0 else Door.OPEN
