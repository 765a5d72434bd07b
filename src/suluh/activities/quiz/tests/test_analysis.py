"""Figures of a test as worked examples, gain, and flags: found, rarely false, never a penalty."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from suluh.activities.quiz.models import Attempt
from suluh.activities.quiz.rules.analysis import Score, correlation, figures, gain, tails
from suluh.activities.quiz.rules.canonical import canonical
from suluh.activities.quiz.rules.flags import PaperFacts, alike, fast
from suluh.activities.quiz.rules.writing import item_from
from suluh.activities.quiz.tests import make
from suluh.activities.quiz.tests.make import CAPITAL, CHOICE, Desk
from suluh.activities.quiz.tests.test_attempts import post
from suluh.activities.quiz.types import Sort
from suluh.base.scope import SYSTEM, scoped
from suluh.organisation.types import Role
from tests import make as people

TESTS = "/kelola/tes/"


def test_figures_of_a_question_by_hand() -> None:
    """Ten people; the five strongest are right, the others wrong, and all those took choice 1."""
    scores = [Score(float(n >= 5), n / 10, (0 if n >= 5 else 1,)) for n in range(10)]
    found = figures(scores, options=3)
    assert (found.answers, found.difficulty, found.upper_lower) == (10, 0.5, 1.0)
    assert found.point_biserial == pytest.approx(0.8703883)
    assert [(p.all, p.upper, p.lower, p.is_idle) for p in found.picked] == [
        (0.5, 1.0, 0.0, False), (0.5, 0.0, 1.0, False), (0.0, 0.0, 0.0, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("shares", "verdict"),
    [
        ([0] * 5 + [1] * 5, "good"),
        ([1] * 5 + [0] * 5, "key"),
        ([1] * 10, "easy"),
        ([0] * 8 + [1] * 2, "hard"),
        ([1, 0, 1, 0, 1, 0, 1, 0, 1, 1], "weak"),
        ([1] * 9, "few"),
    ],
)
def test_what_the_figures_say(shares: list[int], verdict: str) -> None:
    scores = [Score(float(share), place / 10) for place, share in enumerate(shares)]
    assert figures(scores).verdict == verdict


def test_the_tails_are_27_percent_and_no_spread_gives_no_figure() -> None:
    scores = [Score(1.0, n / 100) for n in range(100)]
    upper, lower = tails(scores)
    assert (len(upper), len(lower), min(s.rest for s in upper), max(s.rest for s in lower)) == (
        27, 27, 0.73, 0.26,
    )  # fmt: skip
    assert correlation([(1.0, 0.1), (1.0, 0.9)]) is None


def test_gain_of_a_group_and_of_each() -> None:
    found = gain([(4_000, 7_000), (6_000, 10_000), (10_000, 10_000), (5_000, 5_500)])
    assert (found.before, found.after, found.points) == (6_250, 8_125, 1_875)
    assert found.normalised == pytest.approx(0.5)
    assert (found.band, found.bands, found.full) == ("medium", (1, 1, 1), 1)
    assert gain([]).normalised is None
    nothing = gain([(10_000, 10_000)])
    assert (nothing.normalised, nothing.bands, nothing.full) == (None, (0, 0, 0), 1)


QUESTIONS, PEOPLE, COPIERS = 40, 500, 20


def papers(dice: random.Random) -> list[PaperFacts]:
    """People who work alone, each as good as they are; the first ones copy from their neighbour."""
    made: list[PaperFacts] = []
    for person in range(PEOPLE):
        skill = dice.uniform(0.45, 0.95)
        answers = {}
        for question in range(QUESTIONS):
            wrong = dice.choices("bcd", (5, 3, 2))[0]
            answers[question] = ("a", True) if dice.random() < skill else (wrong, False)
        is_copy = person < COPIERS and person % 2 == 1
        if is_copy:
            answers = {q: given for q, given in made[-1].answers.items() if dice.random() < 0.95}
        seconds = 5.0 if is_copy else dice.uniform(20, 90)
        score = sum(right for _given, right in answers.values()) * 10_000 // QUESTIONS
        made.append(PaperFacts(person, person, answers, seconds, max(score, 7_000 * is_copy)))
    return made


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_who_copied_is_found_and_hardly_anybody_else(seed: int) -> None:
    """Of 500 papers 20 belong to people who shared: nine of ten are found, one of a hundred falsely."""
    facts = papers(random.Random(seed))
    pairs = {(row.first, row.second) for row in alike(facts)}
    planted = {pair for pair in pairwise(range(COPIERS)) if pair[0] % 2 == 0}
    weak = [p for p in planted if sum(not r for _g, r in facts[p[0]].answers.values()) >= 6]
    falsely = {attempt for pair in pairs - planted for attempt in pair}
    assert len(pairs & set(weak)) >= 0.9 * len(weak)
    assert len(falsely) <= 0.01 * PEOPLE
    quick = {row.attempt_id for row in fast(facts, pass_score=7_000)}
    assert quick == {person for person in range(COPIERS) if person % 2 == 1}


def test_two_tries_of_one_person_are_no_pair() -> None:
    answers = dict.fromkeys(range(12), ("b", False))
    facts = [PaperFacts(n, 7, answers, 30.0, 0) for n in (1, 2)]
    assert alike(facts) == []


@pytest.mark.parametrize(
    ("item", "first", "second"),
    [
        (CHOICE, ((0, 1, 2), ("1",)), ((1, 0, 2), ("0",))),
        (CAPITAL, ((), ("Kota  Bandung",)), ((), ("kota bandung",))),
        (item_from(Sort.ORDERING, text="?", lines="a\nb\nc"), ((0, 1, 2), ("2", "1", "3")),
         ((1, 2, 0), ("1", "3", "2"))),
        (item_from(Sort.MATCHING, text="?", lines="a = 1\nb = 2"), ((0, 1), ("1", "0")),
         ((1, 0), ("0", "1"))),
    ],
)  # fmt: skip
def test_the_same_answer_is_the_same_however_it_was_shown(item, first, second) -> None:  # type: ignore[no-untyped-def]
    assert canonical(item, *first) == canonical(item, *second) != ""


def trainer(desk: Desk) -> Client:
    who, client = people.person(people.unit(desk.agency)), Client()
    people.grant(who, Role.TRAINER, desk.agency)
    people.sign_in(client, who)
    return client


def taken() -> tuple[Desk, str]:
    desk = make.desk(CAPITAL, CHOICE)
    post(desk, "mulai")
    post(desk, "yakin", ada=["0", "1"], q0="Bandung", q1="Bandung")
    return desk, f"{TESTS}{desk.lesson.key}/"


@pytest.mark.django_db
def test_the_page_of_a_test_shows_its_questions_and_no_penalty() -> None:
    desk, url = taken()
    client = trainer(desk)
    assert url in client.get(TESTS).content.decode()
    page = client.get(url).content.decode()
    assert "Apa ibu kota Jawa Barat?" in page
    assert "Tidak ada yang mencolok." in page
    assert "Ini bukan bukti." in page
    narrowed = client.get(f"{url}?q=jawa+barat").content.decode()
    assert ("Apa ibu kota" in narrowed, "Pilih yang benar" in narrowed) == (True, False)


@pytest.mark.django_db
def test_only_who_marks_there_sees_it() -> None:
    desk, url = taken()
    stranger = trainer(Desk(desk.learner, desk.lesson, desk.offering, people.agency()))
    assert stranger.get(url).status_code == 404
    nobody = Client()
    people.sign_in(nobody, people.person(people.unit(desk.agency)))
    assert nobody.get(url).status_code == 403


@pytest.mark.django_db
def test_the_page_costs_the_same_for_one_and_three(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    desk, url = taken()
    client = trainer(desk)
    client.get(url)
    with django_assert_num_queries(11):
        client.get(url)
    for _more in range(2):
        post(desk, "mulai")
        post(desk, "yakin", ada=["0", "1"], q0="Bandung")
    with scoped(SYSTEM):
        assert Attempt.objects.count() == 3
    with django_assert_num_queries(11):
        client.get(url)
