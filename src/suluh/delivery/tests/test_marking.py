"""Marking: who reaches one learner's activity, and what a judgement does to the course."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.content import ports
from suluh.content.ports import activity_kinds
from suluh.content.tests import make as texts
from suluh.content.types import Lesson, Outcome
from suluh.delivery.actions import evaluate_again, record_result
from suluh.delivery.actions.learning import open_lesson
from suluh.delivery.actions.registration import register
from suluh.delivery.models import Enrolment, Offering, Progress
from suluh.delivery.queries.learning import get_lesson, marked_lesson
from suluh.delivery.tests import make
from suluh.delivery.tests.make import NOW
from suluh.ledger.models import JpEntry
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor, Role

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=4)


class Judged:
    """A kind whose evidence is what the test says."""

    says = Outcome(is_met=False)

    def evaluate(self, lesson: Lesson, *, now: object) -> Outcome:
        return self.says


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Judged:
    kind = Judged()
    monkeypatch.setitem(activity_kinds(), "uji", cast("ports.ActivityKind", kind))
    return kind


def _course(at: Agency, **more: Any) -> tuple[Offering, Actor, Lesson]:
    """A course of one judged activity, opened by Rina of another agency."""
    training = texts.training(at)
    offering = make.course(texts.published(training, {"kind": "uji"}, **more))
    rina = make.actor(make.unit(make.agency()))
    with scoped(SYSTEM):
        assert offering.version is not None
        key = offering.version.activities.get().key
    with scoped(make.own(rina)):
        register(actor=rina, offering_uuid=offering.uuid, now=NOW)
        lesson = open_lesson(actor=rina, offering_uuid=offering.uuid, key=key, now=NOW)[1]
    return offering, rina, lesson


def _place() -> Enrolment:
    with scoped(SYSTEM):
        return Enrolment.objects.get()


def _kept() -> Progress:
    with scoped(SYSTEM):
        return Progress.objects.get()


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ORGANISER, Role.AGENCY_ADMIN])
def test_who_may_mark_gets_the_lesson_as_the_learner_has_it(role: Role) -> None:
    home = make.agency("Penyelenggara")
    offering, rina, lesson = _course(home)
    marker = make.actor(make.unit(home), role)

    with scoped(make.own(rina)):
        hers = get_lesson(rina, offering.uuid, lesson.key, now=NOW)
    with scoped(make.own(marker)):
        assert marked_lesson(actor=marker, enrolment=_place().uuid, key=lesson.key) == hers


def test_to_everybody_else_it_looks_absent() -> None:
    home = make.agency("Penyelenggara")
    _offering, rina, lesson = _course(home)
    place = _place()
    elsewhere = make.unit(make.agency("Tetangga"))
    strangers = [
        rina,
        make.actor(make.unit(home), Role.AUTHOR, Role.REVIEWER, Role.SUPERVISOR),
        make.actor(elsewhere, Role.TRAINER, Role.ORGANISER, Role.AGENCY_ADMIN),
        make.actor(None),
    ]
    trainer = make.actor(make.unit(home), Role.TRAINER)

    def absent(who: Actor, enrolment: UUID, key: UUID) -> None:
        with scoped(make.own(who)), pytest.raises(NotFound):
            marked_lesson(actor=who, enrolment=enrolment, key=key)

    for stranger in strangers:
        absent(stranger, place.uuid, lesson.key)
    absent(trainer, uuid4(), lesson.key)
    absent(trainer, place.uuid, uuid4())
    with scoped(SYSTEM):
        Enrolment.objects.update(state=Enrolment.State.CANCELLED)
    absent(trainer, place.uuid, lesson.key)


def test_a_judgement_completes_the_course_once_and_leaves_the_learners_time_alone(
    judged: Judged,
) -> None:
    _offering, _rina, lesson = _course(make.agency("Penyelenggara"))

    evaluate_again(lesson=lesson, now=LATER)
    waiting = _place()
    judged.says = Outcome(is_met=True, score=80_00)
    evaluate_again(lesson=lesson, now=LATER)
    evaluate_again(lesson=lesson, now=LATER + timedelta(days=1))

    place, kept = _place(), _kept()
    assert (waiting.state, waiting.progress) == ("registered", 0)
    assert (place.state, place.progress, place.seen_at) == ("completed", 100, NOW)
    assert (kept.state, kept.score, kept.seconds, kept.done_at) == ("done", 80_00, 0, LATER)
    with scoped(SYSTEM):
        assert JpEntry.objects.count() == 1


def test_the_score_is_the_present_one_and_completion_stays(judged: Judged) -> None:
    _offering, _rina, lesson = _course(make.agency("Penyelenggara"))
    judged.says = Outcome(is_met=True, score=80_00)
    evaluate_again(lesson=lesson, now=NOW)

    judged.says = Outcome(is_met=False, score=40_00)
    evaluate_again(lesson=lesson, now=LATER)

    assert (_kept().score, _kept().state, _place().state) == (40_00, "done", "completed")


def test_a_better_score_may_be_what_the_course_waited_for(judged: Judged) -> None:
    _offering, rina, lesson = _course(make.agency("Penyelenggara"), completion={"mark": 70})
    with scoped(make.own(rina)):
        record_result(lesson=lesson, outcome=Outcome(is_met=True, score=50_00), now=NOW)
    before = _place()

    judged.says = Outcome(is_met=True, score=75_00)
    evaluate_again(lesson=lesson, now=LATER)

    assert (before.state, _place().state) == ("registered", "completed")


def test_a_preview_keeps_nothing(judged: Judged) -> None:
    preview = Lesson(1, uuid4(), "uji", "", {}, 0, "/", 1, 1, is_preview=True)

    assert evaluate_again(lesson=preview, now=NOW) is None
