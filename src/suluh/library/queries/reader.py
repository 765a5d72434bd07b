"""What the reader shows: a page of a book, where one is in it, and one's own notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.safestring import mark_safe

from suluh.base.errors import NotFound
from suluh.library.models import Book, BookReading, DocumentPage, Note
from suluh.library.queries.documents import shown_pages
from suluh.library.queries.tickets import address_of
from suluh.library.rules import pace
from suluh.library.rules.crediting import LEAST_SHARE
from suluh.library.rules.marking import paragraphs, with_marks
from suluh.library.types import Coverage
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class Begun:
    """A book that somebody reads, and how much of it counts as read."""

    book: Book
    reading: BookReading
    covered: Coverage


def reading_of(book: Book, actor: Actor) -> BookReading | None:
    """How far the actor is; None before the first word from them."""
    return BookReading.reachable.filter(book=book, person_id=actor.person_id).first()


def coverage_of(book: Book, reading: BookReading | None) -> Coverage:
    """Which pages of the book count as read."""
    return pace.coverage(book.needed, reading.seconds if reading else {})


def begun_books(actor: Actor, *, most: int) -> list[Begun]:
    """What the actor is in the midst of, latest first; withdrawn books are left out."""
    rows = BookReading.reachable.select_related("book").filter(
        person_id=actor.person_id, book__withdrawn_at=None
    )
    found = [Begun(row.book, row, coverage_of(row.book, row)) for row in rows.order_by("-at")[:20]]
    return [each for each in found if each.covered.share < LEAST_SHARE][:most]


def page_context(book: Book, actor: Actor, *, number: int | None, now: datetime) -> dict[str, Any]:
    """One page with the ways to the next ones; `number` None is where they left off."""
    reading = reading_of(book, actor)
    asked = number if number is not None else (reading.page if reading else 1)
    at = min(max(asked, 1), max(book.pages, 1))
    covered = coverage_of(book, reading)
    notes = notes_on(book, actor, page=at)
    is_text = bool(reading and reading.is_text) and book.document.format == "pdf"
    return {
        "book": book, "reading": reading, "number": at, "total": book.pages, "is_text": is_text,
        "before": at - 1 if at > 1 else None, "after": at + 1 if at < book.pages else None,
        "titles": list(enumerate(book.titles, start=1)), "covered": covered, "notes": notes,
        "has_check": book.check_key is not None,
        "is_through": covered.share >= LEAST_SHARE and not (reading and reading.report_id),
        "missing": list(pace.ranges(covered.missing))[:8],
        "place": reading.place if reading and reading.page == at else 0,
        "size": reading.size if reading else 0, "is_pdf": book.document.format == "pdf",
        "page": _page(book, actor, at, notes=notes, now=now),
    }  # fmt: skip


def _page(
    book: Book, actor: Actor, number: int, *, notes: Sequence[Note], now: datetime
) -> dict[str, Any]:
    rows = DocumentPage.reachable.select_related("document")
    found = rows.filter(document_id=book.document_id, number=number).first()
    if found is None:
        raise NotFound
    address = address_of(
        book.document.uuid, tenant_id=book.tenant_id, person_id=actor.person_id, now=now
    )
    (shown,) = shown_pages([found], address)
    quotes = [note.quote for note in notes if note.quote]
    shown["picture_next"] = f"{address}{number + 1}/"
    if shown["html"]:
        shown["html"] = mark_safe(with_marks(shown["html"], quotes))  # noqa: S308 - clean before
    elif shown["text"]:
        marked = with_marks(paragraphs(shown["text"]), quotes)
        shown["text_html"] = mark_safe(marked)  # noqa: S308 - escaped there
    return shown


def notes_on(book: Book, actor: Actor, *, page: int | None = None) -> list[Note]:
    """The actor's notes in the book, or on one page of it, in reading order."""
    rows = Note.reachable.filter(book=book, person_id=actor.person_id)
    return list((rows.filter(page=page) if page is not None else rows).order_by("page", "id")[:500])


def get_note(actor: Actor, book: Book, note: UUID) -> Note:
    """One of the actor's own."""
    found = Note.reachable.filter(book=book, person_id=actor.person_id, uuid=note).first()
    if found is None:
        raise NotFound
    return found
