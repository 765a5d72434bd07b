"""The kind `page`: a page to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from suluh.activities.page import rules
from suluh.activities.page.actions import DOCUMENTS, take_document, take_picture, take_text
from suluh.activities.page.forms import PageForm
from suluh.base.uploads import ending_of
from suluh.content.rules import richtext
from suluh.content.rules.bringing import PICTURES
from suluh.content.types import Flaw, Lesson, Outcome, Play, Report, Taken, Told
from suluh.organisation.types import Actor


class PageKind:
    """A page to read."""

    slug = "page"
    icon = "file-text"
    is_light = True

    @property
    def label(self) -> str:
        """The kind's name for people."""
        return _("Halaman")

    @property
    def hint(self) -> str:
        """What it is good for."""
        return _("Teks dengan judul, daftar, tabel, dan gambar. Selesai bila dibaca sampai akhir.")

    def blank(self) -> dict[str, Any]:
        """An empty text."""
        return {"text": ""}

    def editor(
        self,
        settings: dict[str, Any],
        *,
        tenant_id: int,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
    ) -> forms.Form:
        """The text in a large field."""
        return PageForm(data, files, initial={"text": rules.text_of(settings)})

    def flaws(self, settings: dict[str, Any]) -> Sequence[Flaw]:
        """Empty, or hard to read for some."""
        return list(rules.flaws(settings))

    def mend(self, settings: dict[str, Any], what: str) -> dict[str, Any]:
        """Links named by their site, headings one level at a time."""
        return rules.mend(settings, what)

    def minutes(self, settings: dict[str, Any]) -> int:
        """Calm reading."""
        return richtext.reading_minutes(rules.text_of(settings))

    def player(self, lesson: Lesson, *, now: datetime) -> Play:
        """The text, and the button at its end."""
        needed = rules.seconds_needed(lesson.settings)
        html = richtext.to_html(rules.text_of(lesson.settings))
        context = {
            "html": mark_safe(html),  # noqa: S308 - sanitised by nh3
            "needed": needed,
            "left": max(0, needed - lesson.opened_seconds),
            "share": lesson.position.get("share", 0),
        }
        return Play("page/player.html", context, script="page/read.js")

    def receive(
        self, lesson: Lesson, *, data: QueryDict, files: MultiValueDict[str, Any], now: datetime
    ) -> Report:
        """How far the reader came, and the button."""
        told = self.told(lesson.settings, data)
        position = lesson.position | told.patch
        if told.needed is None:
            return Report(told.seconds, position)
        outcome = rules.judge(replace(lesson, position=position))
        return Report(told.seconds, position, outcome, outcome.sentence)

    def told(self, settings: dict[str, Any], data: Mapping[str, str]) -> Told:
        """The same of a post alone."""
        return rules.told(settings, data)

    def evaluate(self, lesson: Lesson, *, now: datetime) -> Outcome:
        """From time and end."""
        return rules.judge(lesson)

    def export(self, settings: dict[str, Any]) -> dict[str, Any]:
        """The text."""
        return {"text": rules.text_of(settings)}

    def import_(self, data: dict[str, Any]) -> dict[str, Any]:
        """The text, if it is one."""
        return rules.read(data)

    @property
    def takes_words(self) -> str:
        """Texts, and pictures that stand in none."""
        return _(
            "Word (.docx), PowerPoint (.pptx), LibreOffice (.odt), halaman web (.html), tulisan"
            " (.md, .txt), gambar (.jpg, .png, .webp)"
        )

    def takes(self, name: str, head: bytes) -> bool:
        """By the ending."""
        return ending_of(name) in {*DOCUMENTS, ".md", ".txt", *PICTURES}

    def take(
        self, *, actor: Actor, training: UUID, name: str, file: UploadedFile[Any],
        near: Mapping[str, str], now: datetime,
    ) -> Taken:  # fmt: skip
        """A page with the text, or with the picture alone."""
        if ending_of(name) in PICTURES:
            return take_picture(actor=actor, training=training, file=file, now=now)
        if ending_of(name) in DOCUMENTS:
            return take_document(
                actor=actor, training=training, name=name, file=file, near=near, now=now
            )
        return take_text(file=file, near=near)


KIND = PageKind()
