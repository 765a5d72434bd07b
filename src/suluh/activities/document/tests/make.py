"""Rows for tests of documents."""

from __future__ import annotations

from suluh.activities.document.actions import keep_document, unpack
from suluh.activities.document.models import Document
from suluh.activities.document.tests.files import pdf
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests.make import NOW
from suluh.organisation.models import Agency


def document(at: Agency, *pages: str, name: str = "Pedoman.pdf", data: bytes = b"") -> Document:
    """A document of the agency, with a page for each text, or of that data."""
    content = data or pdf(*pages)
    book = unpack(content)
    with scoped(SYSTEM):
        return keep_document(
            tenant_id=at.pk, name=name, data=content, book=book, by_id=None, now=NOW
        )
