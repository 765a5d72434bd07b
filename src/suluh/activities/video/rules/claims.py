"""What a player claims: read with care, and judged by the server's clock.

The clock is the only measure. Each player has a window of it, and the windows of one person never
overlap, in whatever course or agency: of what a player claims at most RATE times its window is kept.
Who claims more than IMPOSSIBLE times the age of the page cannot have watched it, whatever the line
did; then nothing of that player counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from suluh.activities.video.rules.spans import fill, length_of, union
from suluh.activities.video.types import Claim, Spans, Standing, Window

RATE = 1.5  # the fastest speed the player offers
IMPOSSIBLE = 2.0
GRACE = 500  # milliseconds: rounding of the player
MOST_SPANS = 400
LONGEST = 24 * 3600 * 1000
_SPANS = re.compile(r"\d{1,8}-\d{1,8}(,\d{1,8}-\d{1,8})*", re.ASCII)
_NUMBER = re.compile(r"\d{1,8}", re.ASCII)


def read(data: Mapping[str, str]) -> Claim | None:
    """The claim in a post; None where it is none."""
    try:
        play = UUID(str(data.get("putar", "")))
    except ValueError:
        return None
    text = str(data.get("rentang", ""))
    spans = _spans(text) if text else ()
    if spans is None:
        return None
    position = str(data.get("posisi", ""))
    at = int(position) if _NUMBER.fullmatch(position) else None
    tickets = [str(data.get(name, ""))[:500] for name in ("tanda", "sampai")]
    return Claim(play, tickets[0], spans, at, until=tickets[1])


def _spans(text: str) -> Spans | None:
    if len(text) > 20 * MOST_SPANS or not _SPANS.fullmatch(text):
        return None
    pairs = [pair.split("-") for pair in text.split(",")]
    spans = [(int(start), int(end)) for start, end in pairs]
    if len(spans) > MOST_SPANS or any(start >= end for start, end in spans):
        return None
    return union(spans)


def judge(claim: Claim, kept: Spans, window: Window, *, now: datetime) -> tuple[Standing, Spans]:
    """How the claim stands, and what is to be kept of this player.

    Of what is claimed as much is kept as the window allows; the rest may follow when it has grown.
    """
    asked = union(kept, claim.spans)
    open_for = int((now - window.opened).total_seconds() * 1000)
    if length_of(asked) > open_for * IMPOSSIBLE + GRACE:
        return Standing.REFUSED, kept
    most = int(window.milliseconds(now) * RATE)
    return Standing.MOVED if window.end else Standing.KEPT, fill(kept, asked, most)
