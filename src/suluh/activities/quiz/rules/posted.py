"""Answers as the player's script sends them: `{"3": {"a": ["0"], "u": 1200}}`, trusted in nothing."""

from __future__ import annotations

import json
from typing import TypeGuard

from suluh.activities.quiz.types import Answer

MOST_PLACES, MOST_PARTS, LONGEST_PART = 200, 60, 20_000


def read(text: str) -> dict[int, tuple[Answer, int]] | None:
    """Place, answer, and for how many milliseconds it waited on the device; None where malformed.

    Nothing at all is well formed: the script only asks how much time is left.
    """
    try:
        data = json.loads(text)
    except ValueError:
        return None
    if not isinstance(data, dict) or len(data) > MOST_PLACES:
        return None
    made: dict[int, tuple[Answer, int]] = {}
    for place, given in data.items():
        if not place.isdecimal() or len(place) > 3 or not isinstance(given, dict):
            return None
        parts, age = given.get("a"), given.get("u", 0)
        if not _are_parts(parts) or not isinstance(age, int) or isinstance(age, bool):
            return None
        made[int(place)] = (tuple(parts), min(max(age, 0), 10**9))
    return made


def _are_parts(parts: object) -> TypeGuard[list[str]]:
    return (
        isinstance(parts, list)
        and len(parts) <= MOST_PARTS
        and all(isinstance(part, str) and len(part) <= LONGEST_PART for part in parts)
    )
