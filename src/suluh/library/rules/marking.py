"""Marked passages shown in a page: each quotation is found in its words and wrapped in `<mark>`."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable, Sequence

_TAG = re.compile(r"(<[^>]*>)")
_SPACE = re.compile(r"\s+")


def paragraphs(text: str) -> str:
    """Plain text as harmless HTML."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    return "".join(f"<p>{entities.escape(part).replace(chr(10), '<br>')}</p>" for part in parts)


def with_marks(html: str, quotes: Iterable[str]) -> str:
    """The harmless HTML with every quotation marked, also where it runs through several elements."""
    pieces = _TAG.split(html)
    for quote in quotes:
        pieces = _TAG.split("".join(_mark(pieces, quote)))
    return "".join(pieces)


def _mark(pieces: Sequence[str], quote: str) -> list[str]:
    """Odd pieces are tags; the words between them are put together to look for the quotation."""
    words = "".join(pieces[::2])
    found = _pattern(quote).search(words)
    if not found:
        return list(pieces)
    made, at = [], 0
    for place, piece in enumerate(pieces):
        if place % 2:
            made.append(piece)
            continue
        start, end = max(found.start() - at, 0), min(found.end() - at, len(piece))
        inside = piece[start:end] if start < end else ""
        marked = f"<mark>{inside}</mark>" if inside.strip() else inside
        made.append(piece[:start] + marked + piece[end:] if start < end else piece)
        at += len(piece)
    return made


def _pattern(quote: str) -> re.Pattern[str]:
    """The quotation as it stands in HTML, however its spaces fall."""
    parts = [re.escape(entities.escape(part, quote=False)) for part in _SPACE.split(quote.strip())]
    return re.compile(r"\s*".join(parts))
