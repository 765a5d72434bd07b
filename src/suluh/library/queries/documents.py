"""Reads of documents: their pages, and where pictures are stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.utils.safestring import mark_safe

from suluh.base.errors import NotFound
from suluh.library.models import Document, DocumentPage
from suluh.library.rules.unpack.clean import clean

COVER = "cover"  # its name among the pictures


def get_document_page(document: object, number: int) -> DocumentPage | None:
    """A page of the document with that uuid; None where there is none (any more)."""
    uuid = _uuid(document)
    rows = DocumentPage.objects.select_related("document")
    return rows.filter(document__uuid=uuid, number=number).first() if uuid else None


def first_pages(document: object, *, most: int) -> list[DocumentPage]:
    """The first pages of the document with that uuid."""
    uuid = _uuid(document)
    if uuid is None:
        return []
    rows = DocumentPage.objects.select_related("document").filter(document__uuid=uuid)
    return list(rows.order_by("number")[:most])


def get_document(uuid: UUID) -> Document:
    """A document of the scope's agency."""
    found = Document.objects.filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def has_page(document: UUID, number: int) -> bool:
    """Whether the document has so many pages."""
    return DocumentPage.objects.filter(document__uuid=document, number=number).exists()


def shown_pages(pages: Sequence[DocumentPage], address: str) -> list[dict[str, Any]]:
    """What `library/parts/page.html` shows of each; pictures stand below `address`."""
    return [_shown(page, address) for page in pages]


def _shown(page: DocumentPage, address: str) -> dict[str, Any]:
    html = clean(page.html, address=address) if page.html else ""
    html = html.replace("<h1>", "<h2>").replace("</h1>", "</h2>")  # the page has one of its own
    return {
        "number": page.number,
        "title": page.title,
        "html": mark_safe(html),  # noqa: S308 - sanitised by nh3 just now
        "text": page.text,
        "picture": f"{address}{page.number}/",
        "width": page.width or 1,
        "height": page.height or 1,
    }


def picture_name(document: UUID, name: str) -> str:
    """Where a picture of the document is stored: `<number>`, or `g<n>` of a book's own."""
    return f"document-pages/{document}/{name}.webp"


def has_picture(document: UUID, name: str) -> bool:
    """Whether it has been drawn."""
    return bool(default_storage.exists(picture_name(document, name)))


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
