"""Writes of the kind: keeping what was read, and a document that somebody brings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from suluh.activities.document.models import Reading
from suluh.activities.document.rules import reading as rules
from suluh.base.uploads import Refused
from suluh.content.types import Lesson, Taken
from suluh.library.actions import documents
from suluh.library.rules.pace import credited
from suluh.organisation.types import Actor

LARGEST = 50 * 2**20


def take_document(
    *, actor: Actor, name: str, file: UploadedFile[Any], now: datetime
) -> Taken:  # fmt: skip
    """Settings with the document. Raises Refused or UnreadableDocument, which say why."""
    assert actor.agency_id is not None, "who writes a training has an agency"
    if (file.size or 0) > LARGEST:
        raise Refused(_("Berkas ini lebih dari 50 MB. Kecilkan, lalu unggah lagi."))
    data = file.read()
    book = documents.unpack(data)
    made = documents.keep_document(
        tenant_id=actor.agency_id, name=name, data=data, book=book, by_id=actor.person_id, now=now
    )
    facts = rules.settings_of(
        document=made.uuid, name=made.name, format=made.format, pages=book.pages
    )
    return Taken(rules.blank() | facts)


def read_on(*, lesson: Lesson, page: int, go: int, now: datetime, afresh: bool = False) -> Reading:
    """Credit the stay on `page` and go to page `go`; a word from another tab credits nothing.

    `afresh`: the reader was away (the page lay hidden); the stay begins now.
    """
    assert lesson.enrolment_id is not None, "in a preview nothing is kept"
    found, is_new = Reading.objects.select_for_update().get_or_create(
        enrolment_id=lesson.enrolment_id,
        activity_id=lesson.activity_id,
        defaults={"tenant_id": lesson.tenant_id, "person_id": lesson.person_id, "at": now},
    )
    asked = rules.needed(lesson.settings)
    if page == found.page and 0 < page <= len(asked) and not afresh:
        since = lesson.opened_seconds if is_new else (now - found.at).total_seconds()
        spent = credited(since=since, needed=asked[page - 1])
        found.seconds[str(page)] = found.seconds.get(str(page), 0) + spent
    found.page, found.at = min(max(go, 1), max(len(asked), 1)), now
    found.save(update_fields=["page", "seconds", "at"])
    return found
