"""The address by which one person answers in one topic by mail.

`balas+<sign>@…`; the sign holds the topic, the person's code, and a seal over both by the site's key.
It is letters and digits alone, of either case, and fits the 64 signs that an address has before
its @. Whoever does not have the key cannot make one, for nobody and for no topic.
"""

from __future__ import annotations

from base64 import b32decode, b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from secrets import token_hex
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_SALT = "suluh.activities.discussion.address"
_THREAD, _CODE, _SEAL = 16, 8, 10


@dataclass(frozen=True, slots=True)
class Sign:
    """What an address says: this topic, the person of this code."""

    thread: UUID
    code: str


def new_code() -> str:
    """A code that nobody guesses."""
    return token_hex(_CODE)


def takes_letters() -> bool:
    """Whether letters reach the site at all."""
    return bool(settings.MAIL_DROP) and "@" in settings.MAIL_REPLY


def reply_address(thread: UUID, code: str) -> str:
    """The address; '' where the site takes no letters."""
    local, _at, host = settings.MAIL_REPLY.partition("@")
    if not takes_letters():
        return ""
    body = thread.bytes + bytes.fromhex(code)
    sign = b32encode(body + _seal(body, settings.SECRET_KEY)).decode().rstrip("=").lower()
    return f"{local}+{sign}@{host}"


def sign_of(addresses: Iterable[str]) -> Sign | None:
    """What the first true address says; None where there is none."""
    local, _at, host = str(settings.MAIL_REPLY).lower().partition("@")
    for address in addresses:
        name, _plus, sign = address.lower().partition("+")
        if name == local and sign.endswith(f"@{host}"):
            found = _read(sign.removesuffix(f"@{host}"))
            if found is not None:
                return found
    return None


def _read(sign: str) -> Sign | None:
    try:
        data = b32decode(sign.upper() + "=" * (-len(sign) % 8))
    except ValueError:
        return None
    body, seal = data[:-_SEAL], data[-_SEAL:]
    if len(body) != _THREAD + _CODE:
        return None
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not any(constant_time_compare(seal, _seal(body, key)) for key in keys):
        return None
    return Sign(UUID(bytes=body[:_THREAD]), body[_THREAD:].hex())


def _seal(body: bytes, key: str) -> bytes:
    return salted_hmac(_SALT, body, secret=key, algorithm="sha256").digest()[:_SEAL]
