"""Beginning and handing in the short way does what the long way does, or leaves it to the long way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from suluh.activities.quiz.actions import swift, taking
from suluh.activities.quiz.actions.bank import write_question
from suluh.activities.quiz.models import Attempt, Mark, Question, QuestionVersion
from suluh.activities.quiz.rules.items import from_data
from suluh.activities.quiz.rules.keys import right_answer
from suluh.activities.quiz.rules.writing import item_from
from suluh.activities.quiz.tests import make
from suluh.activities.quiz.tests.make import CAPITAL, CHOICE, ESSAY, Desk
from suluh.activities.quiz.tests.test_saving import signed_in
from suluh.activities.quiz.types import Draw, Entry, Plan, Sort
from suluh.base.clock import now
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.base.tests.pressing import Answer, press
from suluh.delivery.actions.settling import settle_places
from suluh.delivery.models import Offering, Progress
from suluh.delivery.tests import make as rows
from suluh.organisation.types import Role

pytestmark = pytest.mark.django_db
HALF = Plan(draws=(Draw(2),), minutes=30, attempts=1, remedial_attempts=1, remedial_hours=24)


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    """As in a process that just started."""
    swift._ITEMS.clear()
    swift._BANKS.clear()


def desk(*items: Any, plan: Plan = HALF) -> Desk:
    """A course that is open now, read by this process."""
    made = make.desk(*(items or (CAPITAL, CHOICE)), plan=plan)
    with scoped(SYSTEM):
        Offering.objects.filter(pk=made.offering.pk).update(starts_at=now() - timedelta(days=1))
    client = Client()
    cookies = signed_in(made.learner)
    client.cookies.load(cookies)
    client.get(made.lesson.url)
    return made


def do(desk: Desk, act: str, **form: str) -> Answer:
    open_ones = [each for each in make.attempts(desk) if each.state == "open"]
    data = {"aksi": act, "percobaan": str(open_ones[0].uuid) if open_ones else "", **form}
    return press(desk.lesson.url, data, cookies=signed_in(desk.learner))


def fill(desk: Desk, *, wrong: int = 0, missing: int = 0) -> None:
    """Answers in the attempt, all right but some."""
    attempt = make.attempts(desk)[-1]
    with scoped(SYSTEM):
        versions = {row.pk: from_data(row.data) for row in QuestionVersion.objects.all()}
        for place, (version, order) in enumerate(attempt.drawn[missing:], missing):
            answer = ["keliru"] if place < wrong else list(right_answer(versions[version], order))
            attempt.responses.create(
                tenant_id=attempt.tenant_id, place=place, answer=answer, given_at=now(),
                saved_at=now(),
            )  # fmt: skip


@pytest.fixture
def long_way(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Closes the short way."""

    def close() -> None:
        monkeypatch.setattr("suluh.delivery.hot_path.lesson_by_session", lambda **_given: None)

    return close


def whole(desk: Desk) -> tuple[Any, ...]:
    """Begin, answer half right, hand in; all that stays of it."""
    assert do(desk, "mulai").status == 302
    fill(desk, wrong=1)
    assert do(desk, "kirim").status == 302
    settle_places(now=now())
    (attempt,) = make.attempts(desk)
    with scoped(SYSTEM):
        marks = Mark.objects.filter(attempt=attempt).order_by("place")
        given = list(marks.values_list("place", "share", "points", "by_id", "reason", "earned"))
        events = sorted(
            DomainEvent.objects.filter(subject=attempt.uuid).values_list("name", flat=True)
        )
        step = Progress.objects.get(activity=attempt.activity)
    place = make.place(desk)
    assert attempt.ends_at is not None
    return (
        attempt.state, attempt.score, attempt.number, len(attempt.drawn), given, events,
        attempt.ends_at - attempt.started_at, (step.state, step.score, step.position),
        (place.state, place.progress),
    )  # fmt: skip


def test_it_leaves_what_the_long_way_leaves(
    long_way: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []

    def watched(name: str) -> Callable[..., Any]:
        act = getattr(taking, name)

        def run(**given: Any) -> Any:
            taken.append(name)
            return act(**given)

        return run

    for name in ("begin_swiftly", "hand_in_swiftly"):
        monkeypatch.setattr(taking, name, watched(name))
    short = whole(desk())
    assert taken == ["begin_swiftly", "hand_in_swiftly"]
    long_way()
    assert whole(desk()) == short
    assert short[:2] == ("marked", 5_000)
    assert len(taken) == 2


def test_a_passed_test_completes_the_course_within_the_next_batch() -> None:
    made = desk()
    do(made, "mulai")
    fill(made)
    assert do(made, "kirim").status == 302
    assert make.attempts(made)[0].score == 10_000
    assert settle_places(now=now()) == 1
    assert make.place(made).state == "completed"


def test_pressed_twice_is_one_attempt_and_one_result() -> None:
    made = desk()
    do(made, "mulai")
    do(made, "mulai")
    (attempt,) = make.attempts(made)
    fill(made)
    do(made, "kirim")
    again = do(made, "kirim", percobaan=str(attempt.uuid))
    assert again.status == 302
    with scoped(SYSTEM):
        assert Mark.objects.count() == 2
        assert Attempt.objects.count() == 1


def test_gaps_are_asked_about_and_sent_when_sure() -> None:
    made = desk()
    do(made, "mulai")
    fill(made, missing=1)
    do(made, "kirim")
    assert make.attempts(made)[0].state == "open"
    do(made, "yakin")
    assert make.attempts(made)[0].state == "marked"


def test_a_remedial_attempt_waits_here_too() -> None:
    made = desk()
    do(made, "mulai")
    do(made, "yakin")
    refused = do(made, "mulai")
    assert "Percobaan Anda sudah habis" in refused.text
    assert len(make.attempts(made)) == 1


def test_a_changed_question_is_drawn_as_it_is_now() -> None:
    made = desk(CAPITAL, plan=Plan(draws=(Draw(1),)))
    do(made, "mulai")
    do(made, "yakin")
    author = rows.actor(rows.unit(made.agency), Role.AUTHOR)
    other = item_from(Sort.SHORT, text="Apa ibu kota Jawa Timur?", lines="Surabaya")
    with scoped(rows.own(author)):
        write_question(actor=author, entry=Entry(other), question=Question.objects.get(), now=now())
    do(made, "mulai")
    first, second = make.attempts(made)
    assert first.drawn[0][0] != second.drawn[0][0]


def test_an_essay_waits_for_a_person() -> None:
    made = desk(ESSAY, plan=Plan(draws=(Draw(1),)))
    do(made, "mulai")
    fill(made)
    do(made, "kirim")
    (attempt,) = make.attempts(made)
    assert (attempt.state, attempt.score) == ("submitted", None)


def test_another_persons_attempt_is_left_alone() -> None:
    mine, theirs = desk(), desk()
    do(theirs, "mulai")
    (attempt,) = make.attempts(theirs)
    do(mine, "yakin", percobaan=str(attempt.uuid))
    assert make.attempts(theirs)[0].state == "open"
