"""Reads of documents: pages, readings, and where pictures are stored."""

from __future__ import annotations

from uuid import UUID

from django.core.files.storage import default_storage

from suluh.activities.document.models import Document, DocumentPage, Reading
from suluh.base.errors import NotFound
from suluh.content.types import Lesson


def get_page(lesson: Lesson, number: int) -> DocumentPage | None:
    """A page of the lesson's document; None where there is none (any more)."""
    uuid = _uuid(lesson.settings.get("document"))
    rows = DocumentPage.objects.select_related("document")
    return rows.filter(document__uuid=uuid, number=number).first() if uuid else None


def pages_of(lesson: Lesson, *, most: int) -> list[DocumentPage]:
    """The first pages, for the author's preview."""
    uuid = _uuid(lesson.settings.get("document"))
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


def get_reading(lesson: Lesson) -> Reading | None:
    """How far the lesson's person has read; None before the first word from them."""
    if lesson.enrolment_id is None:
        return None
    return Reading.objects.filter(
        enrolment_id=lesson.enrolment_id, activity_id=lesson.activity_id
    ).first()


def has_page(document: UUID, number: int) -> bool:
    """Whether the document has so many pages."""
    return DocumentPage.objects.filter(document__uuid=document, number=number).exists()


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
