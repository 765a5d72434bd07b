"""What the player shows of a lesson's document."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.safestring import mark_safe

from suluh.activities.document.models import DocumentPage
from suluh.activities.document.queries.documents import get_page, get_reading, pages_of
from suluh.activities.document.queries.tickets import FILE, PAGES, address_of
from suluh.activities.document.rules import reading as rules
from suluh.activities.document.rules.unpack.clean import clean
from suluh.content.types import Lesson

PREVIEWED = 10


def context_of(lesson: Lesson, *, now: datetime) -> dict[str, Any]:
    """What the player shows of the lesson's document."""
    pages = len(rules.needed(lesson.settings))
    reading = get_reading(lesson)
    number = min(max(reading.page if reading else 1, 1), max(pages, 1))
    if lesson.is_preview:
        found = pages_of(lesson, most=PREVIEWED)
    else:
        page = get_page(lesson, number)
        found = [page] if page else []
    address = _address(lesson, found, now)
    covered = rules.coverage(lesson.settings, reading.seconds if reading else {})
    return {
        "pages": [_shown(page, address) for page in found],
        "number": number,
        "total": pages,
        "numbers": range(1, pages + 1),
        "titles": list(enumerate(lesson.settings.get("titles") or [], start=1)),
        "covered": covered,
        "missing": list(rules.ranges(covered.missing))[:8],
        "before": number - 1 if number > 1 else None,
        "after": number + 1 if number < pages else None,
        "is_text": lesson.position.get("mode") == "text",
        "file": _file(lesson, found, now),
        "picture": address,
    }


def _address(lesson: Lesson, found: list[DocumentPage], now: datetime, what: str = PAGES) -> str:
    if not found:
        return ""
    uuid, person = found[0].document.uuid, lesson.person_id
    return address_of(uuid, tenant_id=lesson.tenant_id, person_id=person, now=now, what=what)


def _file(lesson: Lesson, found: list[DocumentPage], now: datetime) -> str:
    if not lesson.settings.get("download") or not found:
        return ""
    return f"{_address(lesson, found, now, FILE)}berkas/"


def _shown(page: DocumentPage, address: str) -> dict[str, Any]:
    html = clean(page.html, address=address) if page.html else ""
    return {
        "number": page.number,
        "title": page.title,
        "html": mark_safe(html),  # noqa: S308 - sanitised by nh3 just now
        "text": page.text,
        "picture": f"{address}{page.number}/",
        "width": page.width or 1,
        "height": page.height or 1,
    }
