"""Links that prove something: each kind has a salt of its own, so none serves for another."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core import signing

GUEST = "identity.guest"
NEW_EMAIL = "identity.new_email"
DEVICE = "identity.device"
ACTIVATION = "identity.activation"
_LIFE = {
    GUEST: timedelta(days=1),
    NEW_EMAIL: timedelta(days=1),
    DEVICE: timedelta(days=365),
    ACTIVATION: timedelta(days=7),
}


@dataclass(frozen=True, slots=True)
class GuestRequest:
    """What a guest wrote to get an account; travels in the link, not in a table."""

    name: str
    email: str
    organisation: str


def signed(purpose: str, content: object) -> str:
    """A token that says `content` for this purpose only."""
    return signing.dumps(content, salt=purpose, compress=True)


def activation_content(account: UUID, password: str) -> list[str]:
    """What an activation link says; a new password makes it say something else."""
    return [str(account), hashlib.sha256(password.encode()).hexdigest()[:16]]


def content_of(purpose: str, token: str) -> object | None:
    """What the token says; None where it is forged, too old, or made for another purpose."""
    try:
        content: object = signing.loads(token, salt=purpose, max_age=_LIFE[purpose])
    except signing.BadSignature:
        return None
    return content
