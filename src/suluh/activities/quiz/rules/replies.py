"""What the player's script is answered: by the server's clock, and nothing about keys or marks."""

from __future__ import annotations

import json
from datetime import datetime

from suluh.base import text

CLOSED = {"hasil": "tutup"}
BROKEN = {"hasil": "rusak"}


def saved(
    saved_at: datetime, ends_at: datetime | None, *, zone: str, language: str | None, now: datetime
) -> dict[str, object]:
    """Kept when, in words; how many seconds the test still runs (None: without limit); the clock."""
    left = None if ends_at is None else round(max(0.0, (ends_at - saved_at).total_seconds()), 1)
    at = text.clock(saved_at, zone, seconds=True, words=text.wording(language))
    clock = round(1000 * now.timestamp())
    return {"hasil": "tersimpan", "pada": at, "sisa": left, "kini": clock}


def as_bytes(reply: dict[str, object]) -> bytes:
    """The same as JSON."""
    return json.dumps(reply).encode()
