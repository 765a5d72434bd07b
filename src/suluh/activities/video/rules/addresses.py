"""Short-lived addresses of a video's files, signed for one person.

They hold for some hours and are the same within a window of them, so that the browser's cache works.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core import signing

HOURS = 6
_SALT = "suluh.video.address"


def sign(clip: UUID, *, tenant_id: int, person_id: int, now: datetime) -> str:
    """The part of the address that opens a video's files to that person."""
    until = (int(now.timestamp()) // 3600 // HOURS + 2) * HOURS
    return signing.dumps([clip.hex, tenant_id, person_id, until], salt=_SALT)


def read(signed: str, *, person_id: int, now: datetime) -> tuple[UUID, int] | None:
    """The video and its agency; None where forged, over, or another person's."""
    try:
        clip, tenant_id, person, until = signing.loads(signed, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if person != person_id or now.timestamp() >= until * 3600:
        return None
    return UUID(clip), tenant_id
