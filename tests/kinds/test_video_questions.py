"""Questions of the bank inside a video: put without their key, judged on the server, kept once."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import Client

from suluh.activities.quiz.models import Question
from suluh.activities.quiz.rules.writing import item_from
from suluh.activities.quiz.tests.make import questions
from suluh.activities.quiz.types import Sort
from suluh.activities.video.kind import KIND
from suluh.activities.video.models import Answer
from suluh.activities.video.queries.stops import answered
from suluh.activities.video.rules import setup as setups
from suluh.activities.video.tests import make
from suluh.activities.video.tests.make import TEN_MINUTES, Seat
from suluh.activities.video.types import Stop
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.queries.learning import inside_lesson
from suluh.delivery.tests import make as rows
from suluh.identity.models import Account
from tests import make as people

pytestmark = pytest.mark.django_db
CANARY = "Kenari-kunci"
CHOICE = item_from(Sort.SINGLE, text="Apa ibu kota?", lines="Medan\n*Jakarta", feedback=CANARY)
SEVERAL = item_from(Sort.MULTIPLE, text="Mana dua?", lines="*a\n*b\nc")


def seat(*, must_answer: bool = False) -> Seat:
    """A learner before a video with two questions, one at 30 seconds, one at a minute."""
    first, second = uuid4(), uuid4()  # a published version is frozen: the questions come after it
    made = make.seat(
        replace(TEN_MINUTES, stops=(Stop(30, first), Stop(60, second)), must_answer=must_answer)
    )
    with scoped(SYSTEM):
        for question, uuid in zip(
            questions(made.agency, CHOICE, SEVERAL), (first, second), strict=True
        ):
            Question.objects.filter(pk=question.pk).update(uuid=uuid)
    return made


def client_of(made: Seat) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=made.learner.person_id))
    return client


def url_of(made: Seat, number: int) -> str:
    return f"/pelatihan/{made.offering.uuid}/video/{made.lesson.key}/tanya/{number}/"


def count(made: Seat) -> int:
    with inside_lesson(made.lesson):
        return answered(made.lesson, setups.of(made.lesson.settings))


def test_no_key_reaches_the_browser_before_the_answer_and_the_first_one_stays() -> None:
    made = seat()
    client = client_of(made)
    before = (
        client.get(made.lesson.url).content.decode() + client.get(url_of(made, 1)).content.decode()
    )

    said = client.post(
        url_of(made, 1), {"jawaban": "0"}, headers={"X-Requested-With": "video"}
    ).content.decode()
    again = client.post(
        url_of(made, 1), {"jawaban": "1"}, headers={"X-Requested-With": "video"}
    ).content.decode()

    assert CANARY not in before
    assert "Apa ibu kota?" in before
    assert "Belum tepat." in said
    assert CANARY in said
    assert "Belum tepat." in again
    with scoped(SYSTEM):
        kept = Answer.objects.get()
    assert (kept.given, kept.is_right, count(made)) == (["0"], False, 1)


def test_several_choices_are_judged_whole_and_nothing_given_keeps_nothing() -> None:
    made = seat()
    client = client_of(made)

    client.post(url_of(made, 2), {})
    client.post(url_of(made, 2), {"jawaban": "9"})
    assert count(made) == 0
    page = client.post(url_of(made, 2), {"jawaban": ["0", "1"]}, follow=True).content.decode()

    assert "Tepat." in page
    assert count(made) == 1


def test_the_answer_belongs_to_the_wording_that_was_put() -> None:
    made = seat()
    client = client_of(made)
    client.post(url_of(made, 1), {"jawaban": "1"})
    with scoped(SYSTEM):
        found = Question.objects.get(text="Apa ibu kota?")
        found.versions.create(
            tenant=found.tenant, number=2, created_at=rows.NOW,
            data=found.versions.get().data | {"options": [["Medan", 100, ""], ["Jakarta", 0, ""]]},
        )  # fmt: skip
        Question.objects.filter(pk=found.pk).update(number=2)

    assert "Tepat." in client.get(url_of(made, 1)).content.decode()


@pytest.mark.parametrize("must_answer", [False, True])
def test_a_video_is_done_with_its_answers_where_they_are_asked_for(*, must_answer: bool) -> None:
    made = seat(must_answer=must_answer)
    hour = rows.NOW.replace(hour=rows.NOW.hour + 1)
    heard = made.tell([(0, 600)], at=hour)
    assert (heard.report.outcome is not None and heard.report.outcome.is_met) is not must_answer
    client = client_of(made)

    client.post(url_of(made, 1), {"jawaban": "0"})
    client.post(url_of(made, 2), {"jawaban": "0"})

    assert made.progress().state == "done"


def test_a_stop_that_is_not_there_looks_absent() -> None:
    made = seat()
    client = client_of(made)
    assert [client.get(url_of(made, number)).status_code for number in (0, 3)] == [404, 404]
    other = make.seat(TEN_MINUTES)
    assert client_of(other).get(url_of(made, 1)).status_code == 404


def posted(**more: str) -> QueryDict:
    """The editor's form, with these fields."""
    data = QueryDict(mutable=True)
    data.update({
        "source": "youtube", "youtube": "https://youtu.be/M7lc1UVf-VE", "length": "10:00",
        "share": "90", **more,
    })  # fmt: skip
    return data


def test_an_author_puts_questions_at_seconds_and_a_half_row_says_what_lacks() -> None:
    agency = people.agency()
    (question,) = questions(agency, CHOICE)
    with scoped(SYSTEM):
        form = KIND.editor(setups.to_data(TEN_MINUTES), tenant_id=agency.pk, data=posted(
            stop_0="1:05", question_0=str(question.uuid), stop_1="0:30", must_answer="on",
        ))  # fmt: skip
        assert "question_1" in form.errors
        form = KIND.editor(setups.to_data(TEN_MINUTES), tenant_id=agency.pk, data=posted(
            stop_0="1:05", question_0=str(question.uuid), must_answer="on",
        ))  # fmt: skip
        assert form.is_valid(), form.errors
        made = setups.read(form.settings())  # type: ignore[attr-defined]
    assert (made.stops, made.must_answer) == ((Stop(65, question.uuid),), True)
