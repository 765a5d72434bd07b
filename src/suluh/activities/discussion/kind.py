"""The kind `discussion`: people of a course talk about a question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from suluh.activities.discussion.forms import TopicForm
from suluh.activities.discussion.queries.player import outcome_of, play
from suluh.activities.discussion.rules import topic as topics
from suluh.activities.discussion.types import Topic
from suluh.content.types import Flaw, Lesson, Outcome, Play, Report
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.ports import Tab
from suluh.organisation.types import Actor


class DiscussionKind:
    """A discussion."""

    slug = "discussion"
    icon = "message-circle"

    @property
    def label(self) -> str:
        """The kind's name for people."""
        return _("Diskusi")

    @property
    def hint(self) -> str:
        """What it is good for."""
        return _("Pertanyaan yang dibahas bersama. Selesai bila dibaca, atau setelah ikut menulis.")

    def blank(self) -> dict[str, Any]:
        """Nothing to talk about yet; one post makes it done."""
        return topics.to_data(Topic())

    def editor(
        self,
        settings: dict[str, Any],
        *,
        tenant_id: int,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
    ) -> forms.Form:
        """The question, and what makes it done."""
        return TopicForm(data, initial=topics.to_data(topics.read(settings)))

    def flaws(self, settings: dict[str, Any]) -> Sequence[Flaw]:
        """Nothing to talk about."""
        return list(topics.flaws(topics.read(settings)))

    def minutes(self, settings: dict[str, Any]) -> int:
        """Reading and writing."""
        return topics.minutes_of(topics.read(settings))

    def player(self, lesson: Lesson, *, now: datetime) -> Play:
        """The question, what is missing, the threads, and a form for a new one."""
        return play(lesson, now=now)

    def receive(
        self, lesson: Lesson, *, data: QueryDict, files: MultiValueDict[str, Any], now: datetime
    ) -> Report:
        """The button "I have followed it"; posts come by their own pages."""
        if lesson.is_preview or "baca" not in data:
            return Report()
        position = lesson.position | {"read": True}
        outcome = outcome_of(lesson, has_pressed=True)
        return Report(position=position, outcome=outcome, sentence=outcome.sentence)

    def evaluate(self, lesson: Lesson, *, now: datetime) -> Outcome:
        """From one's own posts, or from having read."""
        return outcome_of(lesson, has_pressed=lesson.position.get("read") is True)

    def export(self, settings: dict[str, Any]) -> dict[str, Any]:
        """The question and the rule."""
        return topics.to_data(topics.read(settings))

    def import_(self, data: dict[str, Any]) -> dict[str, Any]:
        """The question and the rule, if they are some."""
        return topics.to_data(topics.read(data))

    def course_links(
        self, offering: Offering, *, enrolment: Enrolment | None, actor: Actor
    ) -> Sequence[Tab]:
        """The discussion of the whole course."""
        url = f"/pelatihan/{offering.uuid}/diskusi/"
        return [Tab("diskusi", _("Diskusi pelatihan"), url, order=40, icon="message-circle")]


KIND = DiscussionKind()
