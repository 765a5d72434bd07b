"""Answers as the player's script sends them: `{"3": {"a": ["0"], "u": 1200}}`, trusted in nothing.

`u` is for how long the answer waited on the device until it was sent. How long it then was on its
way is told by `kirim`, the server's clock as the page knew it when it sent: what was held up for
seconds must not look newer than what was answered meanwhile.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TypeGuard

from suluh.activities.quiz.types import Answer

LONGEST_WAY = 600_000
MOST_PLACES, MOST_PARTS, LONGEST_PART = 200, 60, 20_000


def read(
    text: str, *, sent: str = "", now: datetime | None = None
) -> dict[int, tuple[Answer, int]] | None:
    """Place, answer, and how many milliseconds old it is; None where malformed.

    Nothing at all is well formed: the script only asks how much time is left.
    """
    try:
        data = json.loads(text)
    except ValueError:
        return None
    if not isinstance(data, dict) or len(data) > MOST_PLACES:
        return None
    on_its_way = delay(sent, now)
    made: dict[int, tuple[Answer, int]] = {}
    for place, given in data.items():
        if not place.isdecimal() or len(place) > 3 or not isinstance(given, dict):
            return None
        parts, age = given.get("a"), given.get("u", 0)
        if not _are_parts(parts) or not isinstance(age, int) or isinstance(age, bool):
            return None
        made[int(place)] = (tuple(parts), min(max(age, 0) + on_its_way, 10**9))
    return made


def delay(sent: str, now: datetime | None) -> int:
    """Milliseconds on the way; 0 where the page said nothing, or a moment that is still to come."""
    if now is None or not sent.isdecimal() or len(sent) > 15:
        return 0
    return min(max(round(1000 * now.timestamp()) - int(sent), 0), LONGEST_WAY)


def _are_parts(parts: object) -> TypeGuard[list[str]]:
    return (
        isinstance(parts, list)
        and len(parts) <= MOST_PARTS
        and all(isinstance(part, str) and len(part) <= LONGEST_PART for part in parts)
    )
