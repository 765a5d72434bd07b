"""The ticket to a live stream: which event, until when; signed by the web server. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

PURPOSE = b"suluh live stream"
LIFETIME = 6 * 60 * 60


def derive_key(secret_key: str) -> bytes:
    """The key that web and live server share, good for nothing else."""
    return hmac.new(secret_key.encode(), PURPOSE, hashlib.sha256).digest()


def make_token(key: bytes, *, offering: str, now: float) -> str:
    """A ticket for the event's stream."""
    told = json.dumps({"o": offering, "e": int(now) + LIFETIME}, separators=(",", ":"))
    body = _encode(told.encode())
    return f"{body}.{_encode(_mac(key, body))}"


def read_token(key: bytes, token: str, *, now: float) -> str | None:
    """The event a ticket is for; None for a forged, altered or expired one."""
    body, _, mac = token.partition(".")
    try:
        if not hmac.compare_digest(_decode(mac), _mac(key, body)):
            return None
        told = json.loads(_decode(body))
    except ValueError:
        return None
    return str(told["o"]) if told["e"] > now else None


def _mac(key: bytes, body: str) -> bytes:
    return hmac.new(key, PURPOSE + body.encode(), hashlib.sha256).digest()[:16]


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
