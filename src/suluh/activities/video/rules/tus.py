"""The core of tus 1.0 that we speak: headers read with care, what an upload may be.

Our site answers GET, HEAD and POST alone; PATCH and DELETE come as POST with X-HTTP-Method-Override,
as the protocol lets them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,checksum,termination"
ALGORITHMS = ("sha1", "sha256")
CHUNK_TYPE = "application/offset+octet-stream"
MOST_AT_ONCE = 4 * 1024**2
_NUMBER = re.compile(r"\d{1,15}", re.ASCII)


def number(text: str | None) -> int | None:
    """A length or an offset; None where it is none."""
    return int(text) if text and _NUMBER.fullmatch(text) else None


def metadata(text: str) -> Mapping[str, str]:
    """Upload-Metadata: names with base64 values; what cannot be read is left out."""
    found = {}
    for pair in text[:4_000].split(","):
        name, _space, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found


def is_whole(data: bytes, checksum: str) -> bool | None:
    """Whether the data is what was sent; None where the checksum cannot be understood."""
    name, _space, value = checksum.partition(" ")
    if name not in ALGORITHMS:
        return None
    try:
        return hashlib.new(name, data).digest() == base64.b64decode(value, validate=True)
    except binascii.Error:
        return None
