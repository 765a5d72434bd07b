"""Sessions whose time is over."""

from __future__ import annotations

from datetime import datetime

from suluh.identity.models import Session


def forget_expired_sessions(*, now: datetime) -> int:
    """Delete sessions that have expired; gives how many."""
    gone, _each = Session.objects.filter(expire_date__lt=now).delete()
    return gone
