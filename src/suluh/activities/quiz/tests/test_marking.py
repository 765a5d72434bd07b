"""Answers that a person marks: found, marked by the rubric, told, and the course follows."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from suluh.activities.quiz.models import Attempt, Mark
from suluh.activities.quiz.rules.writing import item_from
from suluh.activities.quiz.tests import make
from suluh.activities.quiz.tests.make import CAPITAL, ESSAY, Desk
from suluh.activities.quiz.tests.test_attempts import post
from suluh.activities.quiz.types import Draw, Plan
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.tests import teaching
from suluh.ledger.models import JpEntry
from suluh.messaging.models import Notice
from suluh.organisation.models import Agency
from suluh.organisation.types import Role
from tests import make as people

pytestmark = pytest.mark.django_db
QUEUE, TESTS = "/kelola/tes/uraian/", "/kelola/tes/"
MARKS = {"points_0": "4", "points_1": "4", "comment": "Jelas dan runtut."}


def client_of(agency: Agency, role: Role = Role.TRAINER, unit: Any = None) -> Client:
    who, client = people.person(people.unit(agency)), Client()
    people.grant(who, role, agency, at=unit)
    people.sign_in(client, who)
    return client


def handed_in(*items: Any, plan: Plan | None = None) -> Desk:
    desk = make.desk(*items, plan=plan)
    post(desk, "mulai")
    places = [str(place) for place in range(len(items))]
    given: dict[str, Any] = {f"q{place}": "Uraian saya" for place in places}
    post(desk, "yakin", ada=places, **given)
    return desk


def sheet_of(desk: Desk, place: int = 0) -> str:
    (attempt,) = make.attempts(desk)
    return f"{QUEUE}{attempt.uuid}/{place}/"


def test_an_essay_test_completes_the_course_once_it_is_marked() -> None:
    desk = handed_in(ESSAY)
    trainer = client_of(desk.agency)
    assert "1 tes menunggu dinilai" in trainer.get(TESTS).content.decode()
    url = sheet_of(desk)
    assert url in trainer.get(QUEUE).content.decode()
    assert "Uraian saya" in trainer.get(url).content.decode()
    assert (make.place(desk).state, make.attempts(desk)[0].state) == ("registered", "submitted")

    answer = trainer.post(url, MARKS)

    assert answer["Location"] == QUEUE
    (attempt,) = make.attempts(desk)
    assert (attempt.state, attempt.score) == ("marked", 8_000)
    assert make.place(desk).state == "completed"
    with scoped(SYSTEM):
        assert JpEntry.objects.filter(person_id=desk.learner.person_id).exists()
        told = Notice.objects.filter(person_id=desk.learner.person_id)
        assert told.filter(link=f"/tes/{attempt.uuid}/hasil/").count() == 1
    assert url not in trainer.get(QUEUE).content.decode()
    assert url in trainer.get(f"{QUEUE}?status=dinilai").content.decode()


def test_below_the_pass_mark_the_course_stays_open() -> None:
    desk = handed_in(ESSAY)
    client_of(desk.agency).post(sheet_of(desk), MARKS | {"points_1": "0"})
    assert make.attempts(desk)[0].score == 4_000
    assert make.place(desk).state == "registered"


def test_a_guest_of_the_angkatan_marks_it_too() -> None:
    desk = handed_in(ESSAY)
    who, client = people.person(people.unit(people.agency("Instansi tamu"))), Client()
    people.second_factor(who)
    place = teaching.place(who, desk.offering)
    people.sign_in(client, who)
    url, queue = sheet_of(desk), f"{QUEUE}?tamu={place.uuid}"
    assert url in client.get(queue).content.decode()

    assert client.post(url, MARKS)["Location"] == queue

    assert make.place(desk).state == "completed"
    assert client.get(f"{queue}&status=dinilai").content.decode().count(url) == 1


def test_after_one_answer_comes_the_next() -> None:
    second = item_from(ESSAY.sort, text="Jelaskan lagi.", lines="Jelas = 4\nLengkap = 6")
    desk = handed_in(ESSAY, second)
    trainer = client_of(desk.agency)
    answer = trainer.post(sheet_of(desk, 0), MARKS)
    assert answer["Location"] == sheet_of(desk, 1)
    assert make.attempts(desk)[0].state == "submitted"
    trainer.post(sheet_of(desk, 1), MARKS)
    assert make.attempts(desk)[0].score == 8_000


def test_a_mark_that_stands_is_changed_with_a_reason_and_a_completion_stays() -> None:
    desk = handed_in(ESSAY)
    trainer, url = client_of(desk.agency), sheet_of(desk)
    trainer.post(url, MARKS)
    lower = MARKS | {"points_0": "0", "points_1": "0"}
    assert trainer.post(url, lower).status_code == 422
    assert trainer.post(url, lower | {"reason": "Salah orang"}).status_code == 302
    with scoped(SYSTEM):
        assert list(Mark.objects.values_list("share", "reason")) == [
            (8_000, ""), (0, "Salah orang"),
        ]  # fmt: skip
        events = DomainEvent.objects.filter(name="quiz.response.marked").order_by("id")
        assert [event.reason for event in events] == ["", "Salah orang"]
    assert (make.attempts(desk)[0].score, make.place(desk).state) == (0, "completed")


@pytest.mark.parametrize("wrong", [{"points_0": "5"}, {"points_1": "-1"}, {"points_0": ""}])
def test_points_beyond_the_rubric_are_refused(wrong: dict[str, str]) -> None:
    desk = handed_in(ESSAY)
    assert client_of(desk.agency).post(sheet_of(desk), MARKS | wrong).status_code == 422
    with scoped(SYSTEM):
        assert not Mark.objects.exists()


def test_only_who_marks_in_that_course_finds_the_answer() -> None:
    desk = handed_in(ESSAY)
    url = sheet_of(desk)
    other_unit = people.unit(desk.agency, "Unit lain")
    elsewhere = client_of(desk.agency, unit=other_unit)
    stranger, author = client_of(people.agency()), client_of(desk.agency, Role.AUTHOR)
    for client, code in ((elsewhere, 404), (stranger, 404), (author, 403)):
        assert (client.get(url).status_code, client.post(url, MARKS).status_code) == (code, code)
    assert url not in elsewhere.get(QUEUE).content.decode()
    assert url not in stranger.get(QUEUE).content.decode()


def test_an_answer_that_a_rule_marks_has_no_sheet() -> None:
    desk = handed_in(ESSAY, CAPITAL, plan=Plan(draws=(Draw(2),), is_shuffled=False))
    with scoped(SYSTEM):
        marked = Mark.objects.get().place
    assert client_of(desk.agency).get(sheet_of(desk, marked)).status_code == 404


def test_the_lists_cost_the_same_for_one_and_three(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    desk = handed_in(ESSAY)
    trainer = client_of(desk.agency)
    for url, count in ((QUEUE, 6), (TESTS, 6)):
        trainer.get(url)
        with django_assert_num_queries(count):
            trainer.get(url)
    with scoped(SYSTEM):
        first = Attempt.objects.get()
        for number in (2, 3):
            first.pk, first.number, first.uuid = None, number, uuid4()
            first.save(force_insert=True)
    for url, count in ((QUEUE, 6), (TESTS, 6)):
        with django_assert_num_queries(count):
            trainer.get(url)
