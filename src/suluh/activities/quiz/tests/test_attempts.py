"""Taking a test: begun once, kept by the server's clock, handed in once, nothing shown early."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from suluh.activities.quiz.actions.attempts import (
    AttemptClosed,
    BankTooSmall,
    NoAttemptLeft,
    hand_in,
    keep_answers,
)
from suluh.activities.quiz.actions.bank import write_question
from suluh.activities.quiz.actions.marks import mark_by_hand
from suluh.activities.quiz.kind import KIND
from suluh.activities.quiz.models import Mark, Question, Response
from suluh.activities.quiz.queries.bank import usage_of
from suluh.activities.quiz.queries.results import result_of
from suluh.activities.quiz.rules.review import sight_of
from suluh.activities.quiz.rules.writing import item_from
from suluh.activities.quiz.tests import make
from suluh.activities.quiz.tests.make import CAPITAL, CHOICE, ESSAY, Desk
from suluh.activities.quiz.types import Draw, Entry, Plan, Review, Sort
from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.content.types import Report
from suluh.delivery.actions.learning import record
from suluh.delivery.queries.learning import inside_lesson
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW
from suluh.organisation.types import Role

pytestmark = pytest.mark.django_db


def post(desk: Desk, act: str, at: datetime = NOW, **fields: Any) -> Report:
    """What the player posts, kept as delivery keeps it."""
    data = QueryDict(mutable=True)
    data["aksi"] = act
    open_ones = [a for a in make.attempts(desk) if a.state == "open"]
    data["percobaan"] = fields.pop("percobaan", str(open_ones[0].uuid) if open_ones else "")
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    with inside_lesson(desk.lesson):
        report = KIND.receive(desk.lesson, data=data, files=MultiValueDict(), now=at)
    record(lesson=desk.lesson, report=report, now=at)
    return report


def answers(desk: Desk) -> dict[int, list[str]]:
    with scoped(SYSTEM):
        return dict(Response.objects.order_by("place").values_list("place", "answer"))


def test_begun_twice_is_one_attempt_and_handed_in_twice_is_one_result() -> None:
    desk = make.desk()
    post(desk, "mulai")
    post(desk, "mulai")
    (attempt,) = make.attempts(desk)
    assert attempt.ends_at == NOW + timedelta(minutes=30)

    report = post(desk, "kirim", ada=["0"], q0="bandung")
    post(desk, "kirim", ada=["0"], q0="Surabaya", percobaan=str(attempt.uuid))

    (attempt,) = make.attempts(desk)
    assert report.outcome is not None
    assert (attempt.state, attempt.score) == ("marked", 10_000)
    assert make.place(desk).state == "completed"
    assert answers(desk) == {0: ["bandung"]}


def test_unanswered_questions_are_asked_about_before_it_is_sent() -> None:
    desk = make.desk(CAPITAL, CHOICE)
    post(desk, "mulai")
    report = post(desk, "kirim", ada=["0", "1"], q0="")
    assert make.attempts(desk)[0].state == "open"
    assert report.position == {"confirm": str(make.attempts(desk)[0].uuid)}
    post(desk, "yakin", ada=["0", "1"], q0="")
    assert make.attempts(desk)[0].state == "marked"


@pytest.mark.parametrize(("seconds", "kept"), [(-1, True), (0, True), (10, True), (11, False)])
def test_nothing_is_taken_after_deadline_and_grace(seconds: int, kept: bool) -> None:  # noqa: FBT001
    desk = make.desk()
    post(desk, "mulai")
    (attempt,) = make.attempts(desk)
    late = NOW + timedelta(minutes=30, seconds=seconds)
    with inside_lesson(desk.lesson):
        given = {"attempt": attempt.uuid, "person_id": desk.learner.person_id, "now": late}
        if kept:
            found = keep_answers(given={0: (("Bandung",), 0)}, **given)  # type: ignore[arg-type]
            assert (found.saved_at, found.ends_at) == (late, attempt.ends_at)
        else:
            with pytest.raises(AttemptClosed):
                keep_answers(given={0: (("Bandung",), 0)}, **given)  # type: ignore[arg-type]
    assert answers(desk) == ({0: ["Bandung"]} if kept else {})


def test_what_was_saved_in_time_counts_though_it_is_handed_in_late() -> None:
    desk = make.desk()
    post(desk, "mulai")
    post(desk, "simpan", ada=["0"], q0="Bandung")
    post(desk, "yakin", NOW + timedelta(hours=5), ada=["0"], q0="Surabaya")
    (attempt,) = make.attempts(desk)
    assert (attempt.score, answers(desk)) == (10_000, {0: ["Bandung"]})
    assert attempt.submitted_at == NOW + timedelta(minutes=30, seconds=10)


def test_an_answer_that_waited_on_a_device_does_not_overwrite_a_newer_one() -> None:
    desk = make.desk()
    post(desk, "mulai")
    (attempt,) = make.attempts(desk)
    own = {"attempt": attempt.uuid, "person_id": desk.learner.person_id}
    with inside_lesson(desk.lesson):
        for at, text, age in ((120, "baru", 0), (180, "lama", 170_000), (185, "terbaru", 1_000)):
            now = NOW + timedelta(seconds=at)
            keep_answers(given={0: ((text,), age)}, now=now, **own)  # type: ignore[arg-type]
            found = Response.objects.get().answer
            assert found == [{"lama": "baru"}.get(text, text)]


def test_nothing_is_taken_once_handed_in_nor_from_another_person() -> None:
    desk = make.desk()
    post(desk, "mulai")
    (attempt,) = make.attempts(desk)
    with inside_lesson(desk.lesson):
        with pytest.raises(NotFound):
            keep_answers(attempt=attempt.uuid, person_id=0, given={0: (("x",), 0)}, now=NOW)
        hand_in(attempt=attempt.uuid, person_id=desk.learner.person_id, now=NOW)
        with pytest.raises(AttemptClosed):
            keep_answers(
                attempt=attempt.uuid, person_id=desk.learner.person_id,
                given={0: (("x",), 0)}, now=NOW,
            )  # fmt: skip


def test_attempts_run_out_and_an_empty_bank_says_so() -> None:
    desk = make.desk(plan=Plan(draws=(Draw(1),), attempts=1))
    post(desk, "mulai")
    post(desk, "yakin")
    with pytest.raises(NoAttemptLeft):
        post(desk, "mulai")
    nobody = make.desk(plan=Plan(draws=(Draw(1, "Tidak ada"),)))
    with pytest.raises(BankTooSmall):
        post(nobody, "mulai")


def test_the_best_attempt_stands() -> None:
    desk = make.desk()
    for answer in ("Medan", "Bandung", "Medan"):
        post(desk, "mulai")
        post(desk, "yakin", ada=["0"], q0=answer)
    with inside_lesson(desk.lesson):
        assert KIND.evaluate(desk.lesson, now=NOW).score == 10_000


def test_an_essay_waits_for_a_person_and_the_marks_stay() -> None:
    desk = make.desk(ESSAY)
    post(desk, "mulai")
    report = post(desk, "yakin", ada=["0"], q0="Uraian saya")
    (attempt,) = make.attempts(desk)
    assert (attempt.state, attempt.score) == ("submitted", None)
    assert report.outcome is not None
    assert not report.outcome.is_met
    with inside_lesson(desk.lesson):
        for earned in (5, 8):
            mark_by_hand(
                attempt=attempt, place=0, earned=earned, by_id=1, comment="Baik",
                reason="Nilai penilai", now=NOW,
            )  # fmt: skip
        assert list(Mark.objects.values_list("share", flat=True)) == [5_000, 8_000]
    assert make.attempts(desk)[0].score == 8_000


def test_a_changed_question_leaves_running_tests_as_they_were() -> None:
    desk = make.desk()
    post(desk, "mulai")
    author = rows.actor(rows.unit(desk.agency), Role.AUTHOR)
    other = item_from(Sort.SHORT, text="Apa ibu kota Jawa Timur?", lines="Surabaya")
    with scoped(rows.own(author)):
        question = Question.objects.get()
        write_question(actor=author, entry=Entry(other), question=question, now=NOW)
        write_question(actor=author, entry=Entry(other), question=question, now=NOW)
        assert question.versions.count() == 2
    post(desk, "yakin", ada=["0"], q0="Bandung")
    assert make.attempts(desk)[0].score == 10_000


def test_only_who_writes_trainings_writes_questions() -> None:
    at = rows.agency()
    for role in (Role.REVIEWER, Role.SUPERVISOR):
        nobody = rows.actor(rows.unit(at), role)
        with scoped(rows.own(nobody)), pytest.raises(NotAllowed):
            write_question(actor=nobody, entry=Entry(CAPITAL), now=NOW)


def test_figures_of_a_question_come_from_the_marks() -> None:
    desk = make.desk(CAPITAL, CHOICE)
    for answer in ("Bandung", "Medan"):
        post(desk, "mulai")
        post(desk, "yakin", ada=["0", "1"], q0=answer, q1=answer)
    with scoped(SYSTEM):
        question = Question.objects.get(sort="short")
        found = usage_of([question.pk])[question.pk]
    assert (found.asked, found.percent) == (2, 50)


def test_what_is_released_follows_the_rule() -> None:
    for review in Review:
        plan = Plan(review=review)
        assert sight_of(plan, is_handed_in=False, is_last=True) == sight_of(
            Plan(review=Review.NOTHING), is_handed_in=True, is_last=True
        )
    at_end = Plan(review=Review.ALL_AT_END)
    assert not sight_of(at_end, is_handed_in=True, is_last=False).keys
    assert sight_of(at_end, is_handed_in=True, is_last=True).keys


def test_a_score_is_hidden_where_the_rule_says_so() -> None:
    desk = make.desk(plan=Plan(draws=(Draw(1),), review=Review.NOTHING))
    post(desk, "mulai")
    post(desk, "yakin", ada=["0"], q0="Bandung")
    (attempt,) = make.attempts(desk)
    with inside_lesson(desk.lesson):
        found = result_of(attempt, Plan(review=Review.NOTHING), is_last=True)
    assert (found.score, found.lines, found.is_passed) == (None, (), None)
