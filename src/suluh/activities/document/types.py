"""Words of documents: one as it was taken apart, and how far somebody has read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypedDict


class PageFacts(TypedDict, total=False):
    """A page of a PDF (text, width, height) or a chapter of a book (title, html, text)."""

    title: str
    text: str
    html: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A document taken apart; `pictures` are a book's, by name, as WebP."""

    format: Literal["pdf", "epub"]
    pages: list[PageFacts]
    pictures: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many pages count as read, of how many; `missing` are page numbers, in order."""

    read: int
    pages: int
    missing: tuple[int, ...]

    @property
    def share(self) -> int:
        """Percent, rounded down: 100 only when all is read."""
        return 100 * self.read // max(self.pages, 1)


Settings = dict[str, Any]
