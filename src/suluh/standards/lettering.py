"""Marks of ordered lists that are no numbers: a, A, i and I, as HTML names their kinds."""

from __future__ import annotations

import re
from typing import Any

from suluh.standards.words import roman

MOST_LETTERS, MOST_ROMAN = 26, 89
_NAMED = {
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I",
}  # fmt: skip
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)


def number_of(kind: str, value: int) -> str:
    """How the item of that place is marked; in figures for a kind that is none of these."""
    if kind in {"a", "A"}:
        return chr(ord(kind) + value - 1)
    if kind in {"i", "I"}:
        return roman(value) if kind == "I" else roman(value).lower()
    return str(value)


def is_lettered(kind: str, value: int) -> bool:
    """Whether the kind has a mark for that place."""
    most = {"a": MOST_LETTERS, "A": MOST_LETTERS, "i": MOST_ROMAN, "I": MOST_ROMAN}.get(kind, 0)
    return 0 < value <= most


def roman_value(text: str) -> int:
    """The number that these small letters write; 0 for letters that are none in good order."""
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}.get(sign, 0) for sign in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    total = sum(-one if one < other else one for one, other in pairs)
    return total if 0 < total <= MOST_ROMAN and roman(total).lower() == text else 0


def list_kind(element: Any) -> str:
    """The kind of a list in HTML, by its attribute or its style; '' for figures."""
    kind = str(element.get("type", "")).strip()
    if kind in set("aAiI"):
        return kind
    styled = _STYLE.search(element.get("style", ""))
    return _NAMED.get(styled[1].lower(), "") if styled else ""
