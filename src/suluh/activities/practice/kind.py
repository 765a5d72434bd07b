"""The kind `practice`: a change made at one's own workplace, guided, examined, with its history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from suluh.activities.practice.actions.posting import receive
from suluh.activities.practice.forms import BriefForm
from suluh.activities.practice.queries.player import play
from suluh.activities.practice.queries.sheet import outcome_of
from suluh.activities.practice.rules import brief as briefs
from suluh.activities.practice.types import Brief
from suluh.content.types import Flaw, Lesson, Outcome, Play, Report


class PracticeKind:
    """A practice at work."""

    slug = "practice"
    icon = "route"

    @property
    def label(self) -> str:
        """The kind's name for people."""
        return _("Praktik kerja")

    @property
    def hint(self) -> str:
        """What it is good for."""
        return _(
            "Aktualisasi, RTL, atau aksi perubahan: rancangan, mentor dan coach, tahap dengan bukti,"
            " seminar."
        )

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
        """The task, who guides, milestones, how it is scored."""
        return BriefForm(data, brief=briefs.read(settings))

    def flaws(self, settings: dict[str, Any]) -> Sequence[Flaw]:
        """No task, nobody who guides, weights that are no whole."""
        return list(briefs.flaws(settings))

    def minutes(self, settings: dict[str, Any]) -> int:
        """The plan and its milestones."""
        return briefs.minutes_of(settings)

    def player(self, lesson: Lesson, *, now: datetime) -> Play:
        """The plan as it is written, or the milestones as they are done and judged."""
        return play(lesson, now=now)

    def receive(
        self, lesson: Lesson, *, data: QueryDict, files: MultiValueDict[str, Any], now: datetime
    ) -> Report:
        """Plan, evidence, words to the guides."""
        return receive(lesson=lesson, data=data, files=files, now=now)

    def evaluate(self, lesson: Lesson, *, now: datetime) -> Outcome:
        """All milestones approved, and judged where somebody judges."""
        return outcome_of(lesson)

    def desk_url(self, *, course: UUID, key: UUID) -> str:
        """Everybody at this practice."""
        return f"/kelola/kelas/{course}/praktik/{key}/"

    def export(self, settings: dict[str, Any]) -> dict[str, Any]:
        """Everything."""
        return briefs.to_data(briefs.read(settings))

    def import_(self, data: dict[str, Any]) -> dict[str, Any]:
        """The brief, if it is one."""
        return briefs.to_data(briefs.read(data))


KIND = PracticeKind()
