"""Public identifiers: UUIDv7 made here, so that they sort by time on any PostgreSQL."""

from __future__ import annotations

import secrets
import time
import uuid


def uuid7() -> uuid.UUID:
    """Time-ordered UUID of RFC 9562 section 5.7: 48 bits of milliseconds, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80
    random = secrets.randbits(74)
    value |= 0x7 << 76 | random >> 62 << 64
    value |= 0b10 << 62 | random & (1 << 62) - 1
    return uuid.UUID(int=value)
