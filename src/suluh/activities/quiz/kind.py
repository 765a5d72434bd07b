"""The kind `quiz`: a test drawn from the bank."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from suluh.activities.quiz.actions.bringing import take_questions
from suluh.activities.quiz.actions.taking import receive, receive_swiftly
from suluh.activities.quiz.forms import PlanForm
from suluh.activities.quiz.queries import analysis, asking
from suluh.activities.quiz.queries.marking import waiting_in
from suluh.activities.quiz.queries.player import play
from suluh.activities.quiz.queries.results import outcome_of
from suluh.activities.quiz.rules import plan as plans
from suluh.activities.quiz.rules.exchange.formats import holds_questions
from suluh.activities.quiz.types import Plan
from suluh.base.uploads import ending_of
from suluh.content.types import Asked, Flaw, Judged, Lesson, Outcome, Play, Report, Taken
from suluh.delivery.models import Offering
from suluh.delivery.types import Gained
from suluh.organisation.types import Actor


class QuizKind:
    """A test."""

    slug = "quiz"
    icon = "clipboard-check"

    @property
    def label(self) -> str:
        """The kind's name for people."""
        return _("Tes")

    @property
    def hint(self) -> str:
        """What it is good for."""
        return _("Soal dari bank soal, dengan waktu dan nilai. Setiap jawaban tersimpan sendiri.")

    @property
    def queue_url(self) -> str:
        """The queue of answers that a person marks."""
        return reverse("quiz_queue")

    def waiting_in(self, offerings: Collection[int]) -> Mapping[int, int]:
        """Tests in which an answer waits for a person."""
        return waiting_in(offerings)

    def blank(self) -> dict[str, Any]:
        """No questions yet."""
        return plans.to_data(Plan())

    def editor(
        self,
        settings: dict[str, Any],
        *,
        tenant_id: int,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
    ) -> forms.Form:
        """Which questions, how long, how often, what is shown afterwards."""
        return PlanForm(data, plan=plans.read(settings))

    def flaws(self, settings: dict[str, Any]) -> Sequence[Flaw]:
        """No questions, too little time."""
        return list(plans.flaws(settings))

    def minutes(self, settings: dict[str, Any]) -> int:
        """The limit, or a guess from the number of questions."""
        return plans.minutes_of(settings)

    def player(self, lesson: Lesson, *, now: datetime) -> Play:
        """The door of the test, or the test itself where it runs."""
        return play(lesson, now=now)

    def receive(
        self, lesson: Lesson, *, data: QueryDict, files: MultiValueDict[str, Any], now: datetime
    ) -> Report:
        """Begin, answers, hand in."""
        return receive(lesson=lesson, data=data, now=now)

    def receive_swiftly(
        self, lesson: Lesson, *, data: dict[str, str], now: datetime
    ) -> Report | None:
        """Begin and hand in, when thousands do."""
        return receive_swiftly(lesson=lesson, data=data, now=now)

    def evaluate(self, lesson: Lesson, *, now: datetime) -> Outcome:
        """The best score so far."""
        return outcome_of(lesson)

    def desk_url(self, *, course: UUID, key: UUID) -> str:
        """Who is at the test, with more time for whom it is due."""
        return reverse("quiz_people", args=[course, key])

    def gained(self, offering: Offering) -> Gained | None:
        """From the first test of a course to its last."""
        return analysis.gained(offering)

    def questions(self) -> Sequence[tuple[UUID, str]]:
        """Questions of the bank that other kinds may put."""
        return asking.choosable()

    def ask(self, uuids: Sequence[UUID]) -> dict[UUID, Asked]:
        """The same as they are worded now."""
        return asking.ask(uuids)

    def judge(self, ref: int, answer: Sequence[str]) -> Judged:
        """What an answer is worth."""
        return asking.judge(ref, answer)

    def export(self, settings: dict[str, Any]) -> dict[str, Any]:
        """The rules; questions that are named one by one stay in the agency's bank."""
        return plans.to_data(plans.read(settings)) | {"fixed": []}

    def import_(self, data: dict[str, Any]) -> dict[str, Any]:
        """The rules, if they are some."""
        return plans.to_data(plans.read(data))

    @property
    def takes_words(self) -> str:
        """Files of questions."""
        return _("Soal: GIFT, Aiken, atau Moodle XML (.gift, .txt, .xml); masuk juga ke bank soal")

    def takes(self, name: str, head: bytes) -> bool:
        """By the ending; a text only where questions stand in it."""
        return holds_questions(ending_of(name), head)

    def take(
        self, *, actor: Actor, training: UUID, name: str, file: UploadedFile[Any],
        near: Mapping[str, str], now: datetime,
    ) -> Taken:  # fmt: skip
        """A test of the questions, which go into the bank."""
        return take_questions(actor=actor, name=name, file=file, now=now)


KIND = QuizKind()
