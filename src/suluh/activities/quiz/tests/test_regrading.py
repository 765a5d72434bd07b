"""Marking again: foreseen, with a reason, logged; upwards at once, downwards never by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from suluh.activities.quiz.jobs import regrade_question
from suluh.activities.quiz.models import Mark, Question, Regrade, RegradeLine
from suluh.activities.quiz.queries.results import result_of
from suluh.activities.quiz.rules.grading import grade
from suluh.activities.quiz.rules.keys import right_answer
from suluh.activities.quiz.rules.regrading import Way, is_comparable, new_share
from suluh.activities.quiz.rules.writing import item_from
from suluh.activities.quiz.tests import make
from suluh.activities.quiz.tests.make import CAPITAL, CHOICE, ESSAY, Desk
from suluh.activities.quiz.tests.test_attempts import post
from suluh.activities.quiz.types import Item, Plan, Review, Sort
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.queries.learning import inside_lesson
from suluh.ledger.models import JpEntry
from suluh.messaging.models import Notice
from suluh.organisation.types import Role
from tests import make as people

pytestmark = pytest.mark.django_db
BANK = "/kelola/bank-soal/"


def taken(answer: str, item: Item = CAPITAL) -> Desk:
    desk = make.desk(item)
    post(desk, "mulai")
    post(desk, "yakin", ada=["0"], q0=answer)
    return desk


def organiser(desk: Desk) -> Client:
    who, client = people.person(people.unit(desk.agency)), Client()
    people.grant(who, Role.ORGANISER, desk.agency)
    people.sign_in(client, who)
    return client


def question() -> Question:
    with scoped(SYSTEM):
        return Question.objects.get()


def rekey(client: Client, lines: str) -> None:
    given = {"text": CAPITAL.text, "lines": lines, "difficulty": "medium", "points": "1"}
    assert client.post(f"{BANK}{question().uuid}/", given).status_code == 302


def regrade(client: Client, way: str = "kunci", **more: Any) -> Regrade | None:
    url = f"{BANK}{question().uuid}/nilai-ulang/?cara={way}"
    client.post(url, {"reason": "Kunci salah", **more})
    with scoped(SYSTEM):
        found = Regrade.objects.order_by("-id").first()
    if found:
        for _twice in range(2):
            regrade_question(regrade=str(found.uuid))
        with scoped(SYSTEM):
            found.refresh_from_db()
    return found


def test_whoever_was_right_all_along_passes_at_once() -> None:
    desk = taken("Cimahi")
    client = organiser(desk)
    rekey(client, "Bandung\nCimahi")
    page = client.get(f"{BANK}{question().uuid}/nilai-ulang/").content.decode()
    assert "1 nilai naik, 0 turun" in page
    assert "kini lulus" in page
    assert make.attempts(desk)[0].score == 0

    found = regrade(client)

    assert found is not None
    assert found.counts == {"changed": 1, "gained": 1, "lost": 0, "passed": 1, "failed": 0}
    assert (make.attempts(desk)[0].score, make.place(desk).state) == (10_000, "completed")
    with scoped(SYSTEM):
        assert list(Mark.objects.values_list("share", "reason")) == [
            (0, ""), (10_000, "Kunci salah"),
        ]  # fmt: skip
        assert JpEntry.objects.filter(person_id=desk.learner.person_id).count() == 1
        told = Notice.objects.filter(person_id=desk.learner.person_id)
        assert told.filter(title="Nilai tes Anda dihitung ulang").count() == 1
    page = client.get(f"{BANK}nilai-ulang/{found.uuid}/").content.decode()
    assert "1 nilai diubah" in page


def test_whoever_would_fall_keeps_completion_and_jp_and_is_named() -> None:
    desk = taken("Bandung")
    client = organiser(desk)
    rekey(client, "Cimahi")
    found = regrade(client)
    assert found is not None
    assert found.counts == {"changed": 1, "gained": 0, "lost": 1, "passed": 0, "failed": 1}
    assert (make.attempts(desk)[0].score, make.place(desk).state) == (0, "completed")
    with scoped(SYSTEM):
        assert JpEntry.objects.filter(person_id=desk.learner.person_id).count() == 1
    page = client.get(f"{BANK}nilai-ulang/{found.uuid}/").content.decode()
    assert "kelulusannya tetap" in page


def test_a_struck_out_question_is_right_for_everybody() -> None:
    desk = taken("Medan")
    found = regrade(organiser(desk), "batal")
    assert found is not None
    assert found.counts["passed"] == 1
    assert make.attempts(desk)[0].score == 10_000


def test_without_reason_or_change_nothing_is_done() -> None:
    desk = taken("Bandung")
    client = organiser(desk)
    assert regrade(client) is None
    rekey(client, "Cimahi")
    assert regrade(client, reason="") is None
    assert make.attempts(desk)[0].score == 10_000


def test_other_choices_than_were_shown_stay_out_and_are_counted() -> None:
    desk = taken("0", CHOICE)
    client = organiser(desk)
    given = {"text": "Pilih", "lines": "*lain\nbeda", "difficulty": "easy", "points": "1"}
    client.post(f"{BANK}{question().uuid}/", given)
    page = client.get(f"{BANK}{question().uuid}/nilai-ulang/").content.decode()
    assert "1 jawaban tidak dapat dinilai" in page


def test_only_learners_within_reach_are_touched() -> None:
    desk = taken("Cimahi")
    rekey(organiser(desk), "Cimahi")
    who, client = people.person(people.unit(desk.agency)), Client()
    people.grant(who, Role.ORGANISER, desk.agency, at=people.unit(desk.agency, "Unit lain"))
    people.sign_in(client, who)
    page = client.get(f"{BANK}{question().uuid}/nilai-ulang/").content.decode()
    assert "Tidak ada nilai yang berubah" in page
    assert regrade(client) is None


def test_the_log_is_for_ever() -> None:
    regrade(organiser(taken("Medan")), "batal")
    with scoped(SYSTEM):
        line = RegradeLine.objects.get()
        line.share_after = 0
        with pytest.raises(Exception, match=r"permission denied|append-only"):
            line.save()


def test_a_released_key_is_the_one_it_was_marked_by() -> None:
    desk = taken("Cimahi")
    client = organiser(desk)
    rekey(client, "Cimahi")
    regrade(client)
    with inside_lesson(desk.lesson):
        result = result_of(make.attempts(desk)[0], Plan(review=Review.ALL), is_last=True)
    assert result.lines[0].key == ("Cimahi",)


MATCH = item_from(Sort.MATCHING, text="?", lines="a = satu\nb = dua\n= tiga")
MATCHED = item_from(Sort.MATCHING, text="?", lines="a = dua\nb = satu\n= tiga")
ORDER = item_from(Sort.ORDERING, text="?", lines="satu\ndua\ntiga")
ORDERED = item_from(Sort.ORDERING, text="?", lines="tiga\nsatu\ndua")


@pytest.mark.parametrize(("asked", "now"), [(MATCH, MATCHED), (ORDER, ORDERED), (CHOICE, CHOICE)])
@pytest.mark.parametrize("order", [[0, 1, 2], [2, 0, 1], [1, 2, 0]])
def test_the_former_right_answer_is_marked_by_the_present_key(
    asked: Item, now: Item, order: list[int]
) -> None:
    answer = right_answer(asked, order)
    share = new_share(Way.KEY, asked=asked, now=now, order=order, answer=answer)
    assert share == (10_000 if asked == now else 0)
    assert grade(asked, order, answer) == 10_000


def test_what_can_be_compared() -> None:
    assert is_comparable(CAPITAL, item_from(Sort.SHORT, text="Lain?", lines="Medan"))
    assert not is_comparable(CHOICE, item_from(Sort.SINGLE, text="?", lines="*a\nb\nc"))
    assert not is_comparable(CHOICE, CAPITAL)
    assert not is_comparable(ESSAY, ESSAY)
