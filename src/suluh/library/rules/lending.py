"""When a copy is out, back by itself, or kept for who waits. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

KEPT_DAYS = 2  # a copy that came free is kept so long for the first who waits


def is_out(*, due_at: datetime, returned_at: datetime | None, now: datetime) -> bool:
    """Whether the copy is with its reader: neither given back nor past its date."""
    return returned_at is None and due_at > now


def is_kept(*, offered_at: datetime | None, now: datetime) -> bool:
    """Whether a copy is being kept for somebody who was told that it is free."""
    return offered_at is not None and offered_at + timedelta(days=KEPT_DAYS) > now


def is_lapsed(*, offered_at: datetime | None, now: datetime) -> bool:
    """Whether somebody was told and did not come."""
    return offered_at is not None and not is_kept(offered_at=offered_at, now=now)


def may_borrow(*, copies: int, out: int, ahead: int) -> bool:
    """Whether a copy is left, after those who asked earlier have theirs."""
    return copies - out - ahead > 0
