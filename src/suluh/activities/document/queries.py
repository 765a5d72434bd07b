"""Reads of the kind: how far somebody has read, and what the player shows of the document."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from suluh.activities.document.models import Reading
from suluh.activities.document.rules import reading as rules
from suluh.content.types import Lesson
from suluh.library.models import DocumentPage
from suluh.library.queries.documents import first_pages, get_document_page, shown_pages
from suluh.library.queries.tickets import FILE, PAGES, address_of
from suluh.library.rules.pace import ranges

PREVIEWED = 10


def context_of(lesson: Lesson, *, now: datetime) -> dict[str, Any]:
    """What the player shows of the lesson's document."""
    pages = len(rules.needed(lesson.settings))
    reading = get_reading(lesson)
    number = min(max(reading.page if reading else 1, 1), max(pages, 1))
    if lesson.is_preview:
        found = first_pages(lesson.settings.get("document"), most=PREVIEWED)
    else:
        page = get_document_page(lesson.settings.get("document"), number)
        found = [page] if page else []
    address = _address(lesson, found, now)
    covered = rules.coverage(lesson.settings, reading.seconds if reading else {})
    return {
        "pages": shown_pages(found, address),
        "number": number,
        "total": pages,
        "numbers": range(1, pages + 1),
        "titles": list(enumerate(lesson.settings.get("titles") or [], start=1)),
        "covered": covered,
        "missing": list(ranges(covered.missing))[:8],
        "before": number - 1 if number > 1 else None,
        "after": number + 1 if number < pages else None,
        "is_text": lesson.position.get("mode") == "text",
        "file": _file(lesson, found, now),
        "picture": address,
    }


def get_reading(lesson: Lesson) -> Reading | None:
    """How far the lesson's person has read; None before the first word from them."""
    if lesson.enrolment_id is None:
        return None
    return Reading.objects.filter(
        enrolment_id=lesson.enrolment_id, activity_id=lesson.activity_id
    ).first()


def _address(lesson: Lesson, found: list[DocumentPage], now: datetime, what: str = PAGES) -> str:
    if not found:
        return ""
    uuid, person = found[0].document.uuid, lesson.person_id
    return address_of(uuid, tenant_id=lesson.tenant_id, person_id=person, now=now, what=what)


def _file(lesson: Lesson, found: list[DocumentPage], now: datetime) -> str:
    if not lesson.settings.get("download") or not found:
        return ""
    return f"{_address(lesson, found, now, FILE)}berkas/"
