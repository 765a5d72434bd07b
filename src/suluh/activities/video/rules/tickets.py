"""Tickets: the server's own note of when it showed a player to whom. A page that reads writes nothing.

Signed, so that nobody dates one back; bound to person and activity, so that nobody lends one.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.core import signing

LIFE = timedelta(days=7)  # a claim kept on a phone without signal may come that late
_SALT = "suluh.video.ticket"


def issue(*, person_id: int, activity_id: int, now: datetime) -> str:
    """A ticket for a player that opens now."""
    moment = int(now.timestamp() * 1000)
    return signing.dumps([person_id, activity_id, moment], salt=_SALT)


def opened_at(
    ticket: str, *, person_id: int, activity_id: int, now: datetime
) -> datetime | None:  # fmt: skip
    """When the ticket's player was shown; None where it is forged, foreign or too old."""
    try:
        person, activity, moment = signing.loads(ticket, salt=_SALT)
        opened = datetime.fromtimestamp(moment / 1000, tz=UTC)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if (person, activity) != (person_id, activity_id) or not now - LIFE <= opened <= now:
        return None
    return opened
