"""ISBN: found in a text, checked by its last digit, kept as thirteen digits."""

from __future__ import annotations

import re

_LIKE = re.compile(r"(?<![\d])(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx](?!\d)")


def find_isbn(text: str) -> str:
    """The first true ISBN in the text, as thirteen digits; '' where there is none."""
    return next((found for part in _LIKE.findall(text) if (found := read_isbn(part))), "")


def read_isbn(text: str) -> str:
    """Thirteen digits of an ISBN written in any of its ways; '' where it is none."""
    plain = re.sub(r"[- ]", "", text).upper()
    if re.fullmatch(r"97[89]\d{10}", plain):
        return plain if _check_digit(plain[:12]) == plain[12] else ""
    if re.fullmatch(r"\d{9}[\dX]", plain) and _is_old(plain):
        return f"978{plain[:9]}{_check_digit(f'978{plain[:9]}')}"
    return ""


def _check_digit(twelve: str) -> str:
    weighed = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve))
    return str(-weighed % 10)


def _is_old(ten: str) -> bool:
    values = [10 if sign == "X" else int(sign) for sign in ten]
    return sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0
