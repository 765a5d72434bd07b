"""The kind `document`: a PDF or a book to read, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from suluh.activities.document.actions import read_on, take_document
from suluh.activities.document.forms import DocumentForm
from suluh.activities.document.queries import context_of, get_reading
from suluh.activities.document.rules import reading as rules
from suluh.base.uploads import ending_of
from suluh.content.types import Flaw, Lesson, Outcome, Play, Report, Taken
from suluh.organisation.types import Actor


class DocumentKind:
    """A document to read."""

    slug = "document"
    icon = "book-open"

    @property
    def label(self) -> str:
        """The kind's name for people."""
        return _("Dokumen")

    @property
    def hint(self) -> str:
        """What it is good for."""
        return _("PDF atau buku EPUB, dibaca per halaman. Selesai bila cukup banyak yang dibaca.")

    def blank(self) -> dict[str, Any]:
        """No document yet."""
        return rules.blank()

    def editor(
        self,
        settings: dict[str, Any],
        *,
        tenant_id: int,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
    ) -> forms.Form:
        """The file and two choices."""
        known = rules.blank() | settings
        return DocumentForm(data, files, kept=settings, tenant_id=tenant_id, initial=known)

    def flaws(self, settings: dict[str, Any]) -> Sequence[Flaw]:
        """Nothing uploaded, or hard to read for some."""
        return list(rules.flaws(settings))

    def minutes(self, settings: dict[str, Any]) -> int:
        """Calm reading."""
        return rules.minutes(settings)

    def player(self, lesson: Lesson, *, now: datetime) -> Play:
        """One page with the way to the next."""
        return Play(
            "document/player.html",
            context_of(lesson, now=now),
            script="library/read.js",
            style="library/document.css",
        )

    def receive(
        self, lesson: Lesson, *, data: QueryDict, files: MultiValueDict[str, Any], now: datetime
    ) -> Report:
        """From which page to which; the time is the server's."""
        if lesson.is_preview or lesson.enrolment_id is None:
            return Report()
        page = _number(data.get("page"))
        before = get_reading(lesson)
        row = read_on(
            lesson=lesson, page=page, go=_number(data.get("go")) or page, now=now,
            afresh="afresh" in data,
        )  # fmt: skip
        gained = sum(row.seconds.values()) - (sum(before.seconds.values()) if before else 0)
        outcome = rules.judge(lesson.settings, row.seconds)
        share = rules.coverage(lesson.settings, row.seconds).share
        mode = data.get("mode") or lesson.position.get("mode", "")
        position = {"page": row.page, "share": share, "mode": "text" if mode == "text" else ""}
        return Report(max(gained, 0), position, outcome)

    def evaluate(self, lesson: Lesson, *, now: datetime) -> Outcome:
        """From the seconds each page stood before the reader."""
        row = get_reading(lesson)
        return rules.judge(lesson.settings, row.seconds if row else {})

    def export(self, settings: dict[str, Any]) -> dict[str, Any]:
        """Facts and reference; the file itself stays with its agency."""
        return dict(settings)

    def import_(self, data: dict[str, Any]) -> dict[str, Any]:
        """Facts and reference, if they are such."""
        return rules.read(data)

    @property
    def takes_words(self) -> str:
        """What is read page by page."""
        return _("PDF dan buku EPUB, paling besar 50 MB")

    def takes(self, name: str, head: bytes) -> bool:
        """By the ending; what is inside is looked at when it is taken apart."""
        return ending_of(name) in {".pdf", ".epub"}

    def take(
        self, *, actor: Actor, training: UUID, name: str, file: UploadedFile[Any],
        near: Mapping[str, str], now: datetime,
    ) -> Taken:  # fmt: skip
        """The document, taken apart and kept."""
        return take_document(actor=actor, name=name, file=file, now=now)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 5 else 0


KIND = DocumentKind()
