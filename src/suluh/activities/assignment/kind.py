"""The kind `assignment`: work that is handed in and marked, or a journal."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from suluh.activities.assignment.actions.giving_back import give_back
from suluh.activities.assignment.actions.posting import receive
from suluh.activities.assignment.forms import BriefForm
from suluh.activities.assignment.queries.marking import waiting_in
from suluh.activities.assignment.queries.player import play
from suluh.activities.assignment.queries.work import outcome_of
from suluh.activities.assignment.rules import brief as briefs
from suluh.activities.assignment.types import Brief
from suluh.content.types import Flaw, Lesson, Outcome, Play, Report
from suluh.delivery.models import Offering


class AssignmentKind:
    """An assignment."""

    slug = "assignment"
    icon = "notebook-pen"

    @property
    def label(self) -> str:
        """The kind's name for people."""
        return _("Tugas")

    @property
    def hint(self) -> str:
        """What it is good for."""
        return _(
            "Teks atau berkas yang dikirim dan dinilai dengan rubrik; juga jurnal dan kelompok."
        )

    @property
    def queue_url(self) -> str:
        """The shared queue."""
        return reverse("marking")

    def waiting_in(self, offerings: Collection[int]) -> Mapping[int, int]:
        """Works that wait for a mark."""
        return waiting_in(offerings)

    def give_back(
        self, *, now: datetime, offering: Offering | None = None, person_id: int | None = None,
        actor_id: int | None = None,
    ) -> int:  # fmt: skip
        """Works whose taker may not mark them any more are free again."""
        return give_back(now=now, offering=offering, person_id=person_id, actor_id=actor_id)

    def blank(self) -> dict[str, Any]:
        """Nothing asked yet."""
        return briefs.to_data(Brief())

    def editor(
        self,
        settings: dict[str, Any],
        *,
        tenant_id: int,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
    ) -> forms.Form:
        """What to do, what is handed in, by when, how it is judged."""
        return BriefForm(data, brief=briefs.read(settings))

    def flaws(self, settings: dict[str, Any]) -> Sequence[Flaw]:
        """No task, nothing to hand in."""
        return list(briefs.flaws(settings))

    def minutes(self, settings: dict[str, Any]) -> int:
        """Reading and writing."""
        return briefs.minutes_of(settings)

    def player(self, lesson: Lesson, *, now: datetime) -> Play:
        """The task with the draft, or what was handed in and how it was judged."""
        return play(lesson, now=now)

    def receive(
        self, lesson: Lesson, *, data: QueryDict, files: MultiValueDict[str, Any], now: datetime
    ) -> Report:
        """Draft, files, team, hand in."""
        return receive(lesson=lesson, data=data, files=files, now=now)

    def evaluate(self, lesson: Lesson, *, now: datetime) -> Outcome:
        """Handed in, or marked."""
        return outcome_of(lesson)

    def export(self, settings: dict[str, Any]) -> dict[str, Any]:
        """Everything; a date belongs to one class and stays here."""
        return briefs.to_data(briefs.read(settings)) | {"due_on": ""}

    def import_(self, data: dict[str, Any]) -> dict[str, Any]:
        """The brief, if it is one."""
        return briefs.to_data(briefs.read(data))


KIND = AssignmentKind()
