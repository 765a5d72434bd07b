"""Hiding commitments of log entries: HMAC-SHA-256 under a random opening over RFC 8785 JSON.

A bare hash of a NIP could be guessed; with a 32-byte opening the leaf says nothing until the
opening is shown, and says nothing for ever once the opening is destroyed.
"""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

import rfc8785

OPENING_BYTES = 32


def commit(opening: bytes, entry: Mapping[str, Any]) -> bytes:
    """The 32-byte commitment to an entry."""
    if len(opening) != OPENING_BYTES:
        raise ValueError("an opening has 32 bytes")
    return hmac.new(opening, rfc8785.dumps(dict(entry)), hashlib.sha256).digest()


def opens(commitment: bytes, opening: bytes, entry: Mapping[str, Any]) -> bool:
    """Whether this opening and entry are the ones committed to."""
    return len(opening) == OPENING_BYTES and hmac.compare_digest(commitment, commit(opening, entry))


def leaf_record(index: int, commitment: bytes, *, kind: str = "jp") -> bytes:
    """The public record at one place of the log, as RFC 8785 JSON."""
    record: dict[str, Any] = {"v": 1, "i": index, "c": commitment.hex()}
    if kind != "jp":
        record["t"] = kind
    return rfc8785.dumps(record)
