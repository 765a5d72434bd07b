"""Rows for tests of the library: documents, and books on a shelf."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Person
from suluh.library.actions.books import Arrival, add_book
from suluh.library.actions.documents import keep_document, unpack
from suluh.library.models import Book, BookReading, Document
from suluh.library.tests.files import pdf
from suluh.library.types import BookFacts, PageFacts, Unpacked
from suluh.organisation.models import Agency

NOW = datetime(2026, 9, 16, 1, 0, tzinfo=UTC)
_numbers = itertools.count(1)
CHAPTERS = (
    "Kepemimpinan yang melayani dimulai dari mendengarkan warga. " * 12,
    "Surat dinas yang baik singkat, jelas, dan sopan. " * 12,
    "Arsip yang tertata menghemat waktu pencarian. " * 12,
)


def document(at: Agency, *pages: str, name: str = "Pedoman.pdf", data: bytes = b"") -> Document:
    """A document of the agency, with a page for each text, or of that data."""
    content = data or pdf(*pages)
    book = unpack(content)
    with scoped(SYSTEM):
        return keep_document(
            tenant_id=at.pk, name=name, data=content, book=book, by_id=None, now=NOW
        )


def book(
    at: Agency, title: str = "Memimpin dengan mendengar", *, chapters: tuple[str, ...] = CHAPTERS,
    cover: bytes = b"", **facts: Any,
) -> Book:  # fmt: skip
    """A book of chapters, without a file being taken apart."""
    pages = [
        PageFacts(title=f"Bab {n}", text=text.strip(), html=f"<h2>Bab {n}</h2><p>{text}</p>")
        for n, text in enumerate(chapters, 1)
    ]
    arrival = Arrival(
        f"buku{next(_numbers)}.epub",
        str(next(_numbers)).encode(),
        Unpacked("epub", pages, cover=cover),
    )
    said = BookFacts(**{"title": title, "authors": "Rina Wulandari", "year": 2024, **facts})
    with scoped(SYSTEM):
        return add_book(tenant_id=at.pk, arrival=arrival, facts=said, by_id=None, now=NOW)


def read_through(of: Book, by: Person, *, calm: int = 2) -> BookReading:
    """The person has read the whole book, each page `calm` times as long as it asks for."""
    with scoped(SYSTEM):
        return BookReading.objects.create(
            tenant=of.tenant, book=of, person=by, page=of.pages,
            seconds={str(n): calm * asked for n, asked in enumerate(of.needed, 1)},
            begun_at=now() - timedelta(days=3), at=now() - timedelta(hours=1),
        )  # fmt: skip
