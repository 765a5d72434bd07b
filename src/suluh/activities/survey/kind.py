"""The kind `survey`: what delivery, the pages of an event and the outline of a training know of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from suluh.activities.survey import rules
from suluh.activities.survey.actions import prepare_survey
from suluh.activities.survey.forms import PlanForm, play
from suluh.activities.survey.queries import has_sent
from suluh.activities.survey.types import Plan
from suluh.content.types import Flaw, Lesson, Outcome, Play, Report
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.ports import Tab, Word
from suluh.delivery.queries.learning import may_mark
from suluh.delivery.queries.offerings import is_course_manager
from suluh.delivery.types import Condition
from suluh.organisation.types import Actor

_SEATED = (
    Enrolment.State.REGISTERED,
    Enrolment.State.COMPLETED,
    Enrolment.State.NOT_COMPLETED,
)


class SurveyKind:
    """The evaluation: of an event, or as an activity of a training."""

    slug = "survey"
    icon = "star"
    evaluation_counter = ""  # the form itself is no evidence

    @property
    def label(self) -> str:
        """The kind's name for people."""
        return _("Evaluasi")

    def on_publish(self, offering: Offering, *, now: datetime) -> None:
        """Make the default form."""
        prepare_survey(offering, now=now)

    def evaluation_times(self, offering: Offering) -> tuple[datetime, datetime] | None:
        """The form itself is no evidence."""
        return None

    def attest(self, offering: Offering, *, people: Sequence[int], word: Word) -> int:
        """Nothing: nobody answers for another."""
        return 0

    def conditions_of(
        self, offering: Offering, *, person_id: int, now: datetime
    ) -> Sequence[Condition]:
        """None: answers are kept without names."""
        return ()

    def organiser_tabs(self, offering: Offering, *, actor: Actor) -> Sequence[Tab]:
        """Form and results."""
        if not offering.has_evaluation:
            return []
        url = f"/kelola/acara/{offering.uuid}/evaluasi/"
        return [Tab("evaluasi", _("Evaluasi"), url, order=60)]

    def participant_links(
        self, offering: Offering, *, enrolment: Enrolment | None, now: datetime
    ) -> Sequence[Tab]:
        """The form, from shortly before the end."""
        if not offering.has_evaluation or enrolment is None or enrolment.state not in _SEATED:
            return []
        if not offering.starts_at <= now <= offering.ends_at + timedelta(days=7):
            return []
        url = f"/acara/{offering.uuid}/evaluasi/"
        return [Tab("evaluasi", _("Isi evaluasi"), url, order=40, icon="clipboard-check")]

    def live_url(self, offering: Offering) -> str:
        """None: people follow the event elsewhere."""
        return ""

    @property
    def hint(self) -> str:
        """What it is good for."""
        return _("Penilaian penyelenggaraan dan setiap pengajar, tanpa nama. Satu kali tiap orang.")

    def blank(self) -> dict[str, Any]:
        """No questions; the form proposes the usual ones."""
        return rules.plan_data(Plan())

    def editor(
        self,
        settings: dict[str, Any],
        *,
        tenant_id: int,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
    ) -> forms.Form:
        """The questions as lines of text."""
        return PlanForm(data, plan=rules.read_plan(settings))

    def flaws(self, settings: dict[str, Any]) -> Sequence[Flaw]:
        """Nothing is asked."""
        return list(rules.plan_flaws(rules.read_plan(settings)))

    def minutes(self, settings: dict[str, Any]) -> int:
        """Quick: nobody reads here."""
        return rules.plan_minutes(rules.read_plan(settings))

    def player(self, lesson: Lesson, *, now: datetime) -> Play:
        """The form, or that it was sent."""
        return play(lesson)

    def receive(
        self, lesson: Lesson, *, data: QueryDict, files: MultiValueDict[str, Any], now: datetime
    ) -> Report:
        """Nothing: answers go to a page of their own, where a form with a gap keeps what it holds."""
        return Report()

    def evaluate(self, lesson: Lesson, *, now: datetime) -> Outcome:
        """Answered or not; never what."""
        return rules.outcome(is_sent=has_sent(lesson))

    def export(self, settings: dict[str, Any]) -> dict[str, Any]:
        """The questions."""
        return rules.plan_data(rules.read_plan(settings))

    def import_(self, data: dict[str, Any]) -> dict[str, Any]:
        """The questions, if they are some."""
        return rules.plan_data(rules.read_plan(data))

    def batch_tabs(self, offering: Offering) -> Sequence[Tab]:
        """Results of the training's evaluations."""
        url = f"/kelola/kelas/{offering.uuid}/evaluasi/"
        return [Tab("evaluasi", _("Evaluasi"), url, order=60)]

    def course_links(
        self, offering: Offering, *, enrolment: Enrolment | None, actor: Actor
    ) -> Sequence[Tab]:
        """The results, for who runs the course or teaches in it."""
        if not (is_course_manager(actor, offering) or may_mark(actor, offering)):
            return []
        url = f"/kelola/kelas/{offering.uuid}/evaluasi/"
        return [Tab("evaluasi", _("Hasil evaluasi"), url, order=60, icon="star")]


KIND = SurveyKind()
