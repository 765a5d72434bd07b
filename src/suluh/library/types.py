"""Words of the library: a document as it was taken apart, what a file says of itself, coverage."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypedDict
from uuid import UUID


class PageFacts(TypedDict, total=False):
    """A page of a PDF (text, width, height) or a chapter of a book (title, html, text)."""

    title: str
    text: str
    html: str
    width: int
    height: int


class FileFacts(TypedDict, total=False):
    """What a file says of itself; whatever it does not say is absent."""

    title: str
    authors: str
    publisher: str
    year: int
    language: str
    isbn: str
    synopsis: str


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A document taken apart; `pictures` are a book's, by name, as WebP; so is `cover`, if any."""

    format: Literal["pdf", "epub"]
    pages: list[PageFacts]
    pictures: dict[str, bytes] = field(default_factory=dict)
    facts: FileFacts = field(default_factory=FileFacts)
    cover: bytes = b""


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


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What a librarian says of a book."""

    title: str
    authors: str = ""
    publisher: str = ""
    year: int | None = None
    language: str = "id"
    isbn: str = ""
    topic: str = "umum"
    synopsis: str = ""
    licence: str = "belum"
    licence_note: str = ""
    is_national: bool = False
    copies: int | None = None
    loan_days: int = 14
    check_key: UUID | None = None
