"""Dates of milestones: reminded before, once after, and no more once the evidence is there."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from suluh.activities.practice.actions.reminding import remind_milestones
from suluh.activities.practice.models import Milestone
from suluh.activities.practice.tests import make
from suluh.activities.practice.tests.acting import cast
from suluh.base.scope import SYSTEM, scoped
from suluh.messaging.models import Notice
from suluh.organisation.types import Actor

pytestmark = pytest.mark.django_db
MORNING = time(8, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


def running() -> tuple[make.Desk, Actor, Actor, Milestone]:
    """A practice that runs: desk, learner, mentor, and its first step, alone."""
    desk = make.desk()
    learner, mentor, coach = cast(desk)
    make.agreed(desk, learner, mentor, coach)
    first, *others = make.steps()
    with scoped(SYSTEM):
        Milestone.objects.filter(pk__in=[each.pk for each in others]).update(state="approved")
    return desk, learner, mentor, first


def at(step: Milestone, days: int) -> datetime:
    """The morning so many days from the step's date."""
    return datetime.combine(step.due_on + timedelta(days=days), MORNING)


def told(who: Actor) -> list[str]:
    with scoped(SYSTEM):
        rows = Notice.objects.filter(person_id=who.person_id, kind="reminder").order_by("id")
        return list(rows.values_list("title", flat=True))


def test_the_learner_hears_a_week_a_day_before_and_after_and_the_mentor_what_is_late() -> None:
    _desk, learner, mentor, step = running()

    sent = [remind_milestones(now=at(step, days)) for days in (-8, -7, -6, -1, 0, 1, 2)]

    assert sent == [0, 1, 0, 1, 0, 2, 0]
    assert told(learner) == [
        f"Tahap segera: {step.title}", f"Tahap segera: {step.title}",
        f"Tahap lewat tanggal: {step.title}",
    ]  # fmt: skip
    assert [step.title in title for title in told(mentor)] == [True]


@pytest.mark.parametrize("state", ["sent", "approved"])
def test_a_step_that_does_not_wait_for_the_learner_is_not_spoken_of(state: str) -> None:
    _desk, learner, _mentor, step = running()
    with scoped(SYSTEM):
        Milestone.objects.filter(pk=step.pk).update(state=state)

    assert remind_milestones(now=at(step, 1)) == 0
    assert told(learner) == []


def test_a_plan_that_was_not_approved_has_no_dates_yet() -> None:
    desk = make.desk()
    learner = desk.learner()
    desk.post(learner, "simpan")
    step = make.steps()[0]

    assert remind_milestones(now=at(step, 1)) == 0
