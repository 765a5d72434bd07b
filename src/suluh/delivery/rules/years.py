"""Names and dates of a yearly course in its next year. Pure."""

from __future__ import annotations

import re
from datetime import date

_YEAR = re.compile(r" \(20\d\d\)$")
LONGEST = 200


def titled(title: str, year: int) -> str:
    """The title with the year behind it, instead of the year it bore."""
    bare = _YEAR.sub("", title)[: LONGEST - 7]
    return f"{bare} ({year})"


def in_year(day: date, year: int) -> date:
    """The same day of another year; 29 February becomes the 28th."""
    if (day.month, day.day) == (2, 29):
        return date(year, 2, 28)
    return day.replace(year=year)
