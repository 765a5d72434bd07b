"""Keys, marks and feedback reach no browser before their release (R28): canaries in every question.

Each question carries words that only its key, its feedback or its rubric has. Everything that the
server says to the learner's browser is kept, headers included, and searched.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from suluh.activities.quiz.actions.attempts import ordered
from suluh.activities.quiz.models import Attempt
from suluh.activities.quiz.rules.keys import right_answer
from suluh.activities.quiz.rules.writing import item_from
from suluh.activities.quiz.tests import make
from suluh.activities.quiz.tests.make import Desk
from suluh.activities.quiz.types import Candidate, Draw, Item, Plan, Review, Sort
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Offering
from suluh.identity.models import Account

pytestmark = pytest.mark.django_db
WORD = "Kenari"
WHY = f"{WORD}-bahas"
LINES = {  # what is shown is plain; the canary stands where only the key is
    Sort.SINGLE: ("Pilih.", "*betul\nkeliru\nsalah"),
    Sort.MULTIPLE: ("Pilih semua.", "*satu\n*dua\ntiga\nempat"),
    Sort.TRUE_FALSE: ("Benarkah?", "Benar"),
    Sort.MATCHING: ("Jodohkan.", "a = satu\nb = dua\nc = tiga\n= empat"),
    Sort.ORDERING: ("Urutkan.", "pertama\nkedua\nketiga\nkeempat\nkelima"),
    Sort.NUMERIC: ("Berapa?", "731945,25 ± 0,25"),
    Sort.SHORT: ("Isian?", f"{WORD}-kunci\n{WORD}-lain*"),
    Sort.CLOZE: (f"Isi [[{WORD}-isian]] dan [[{WORD}-dua]] ini.", ""),
    Sort.ESSAY: ("Uraikan.", f"{WORD}-rubrik = 5"),
    Sort.HOTSPOT: ("Tunjuk.", f"{WORD}-daerah = 10 20 30 8"),
}
NUMBERS = ("731945", "731.945")


def item(sort: Sort) -> Item:
    text, lines = LINES[sort]
    made = item_from(sort, text=text, lines=lines, feedback=WHY)
    is_hotspot = sort is Sort.HOTSPOT
    return replace(made, picture=str(uuid4()), alt="Sebuah surat") if is_hotspot else made


@dataclass
class Wire:
    """The learner's browser, with everything it was told."""

    desk: Desk
    client: Client = field(default_factory=Client)
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client.force_login(Account.objects.get(pk=self.desk.learner.account_id))

    def get(self, url: str) -> str:
        return self._keep(self.client.get(url))

    def post(self, url: str, **data: object) -> str:
        return self._keep(self.client.post(url, data))

    def _keep(self, reply: object) -> str:
        content = reply.content.decode()  # type: ignore[attr-defined]
        self.heard.append(f"{reply.headers}\n{content}")  # type: ignore[attr-defined]
        return str(content)

    @property
    def leaks(self) -> list[str]:
        return [each for each in self.heard if WORD in each or any(n in each for n in NUMBERS)]


def wire(*sorts: Sort, review: Review, shuffle: bool = True) -> Wire:
    """A test of these questions, and of one more that stays unanswered, in a course open now."""
    items = [*(item(sort) for sort in sorts), make.CAPITAL]
    plan = Plan(
        draws=(Draw(len(items)),), minutes=30, attempts=2, review=review, is_shuffled=shuffle
    )
    desk = make.desk(*items, plan=plan)
    with scoped(SYSTEM):
        Offering.objects.filter(pk=desk.offering.pk).update(starts_at=now() - timedelta(days=1))
    return Wire(desk)


def take(line: Wire) -> Attempt:
    """Every page and every answer of a whole test up to handing in."""
    url = line.desk.lesson.url
    for address in (f"/pelatihan/{line.desk.offering.uuid}/", url, "/"):
        line.get(address)
    line.post(url, aksi="mulai")
    (attempt,) = make.attempts(line.desk)
    save, own = f"/tes/{attempt.uuid}/", {"percobaan": str(attempt.uuid)}
    line.get(url)
    for text in ("{}", "rusak", '{"0": {"a": ["0"], "u": 5}}', '{"999": {"a": ["x"]}}'):
        line.post(save, jawaban=text)
    line.get(f"{save}hasil/")
    line.post(url, aksi="simpan", ada=["0"], q0="0", **own)
    line.get(url)
    line.post(url, aksi="kirim", **own)
    line.get(url)
    line.post(url, aksi="habis", **own)
    line.get(f"/pelatihan/{line.desk.offering.uuid}/belajar/")
    return attempt


@pytest.mark.parametrize("sort", list(Sort))
def test_no_key_and_no_feedback_of_any_type_before_it_is_handed_in(sort: Sort) -> None:
    line = wire(sort, review=Review.ALL)
    take(line)
    assert len(line.heard) == 16
    assert line.leaks == []
    assert make.attempts(line.desk)[0].state == "open"


@pytest.mark.parametrize("review", list(Review))
def test_afterwards_only_what_the_rule_releases(review: Review) -> None:
    line = wire(*LINES, review=review)
    attempt = take(line)
    line.post(line.desk.lesson.url, aksi="yakin", percobaan=str(attempt.uuid))
    line.get(line.desk.lesson.url)
    assert line.leaks == []
    result = line.get(f"/tes/{attempt.uuid}/hasil/")
    assert (WORD in result) is (review is Review.ALL)
    late = line.client.post(f"/tes/{attempt.uuid}/", {"jawaban": '{"0": {"a": ["x"]}}'})
    assert late.status_code == 409


def test_keys_at_the_end_wait_for_the_last_attempt() -> None:
    line = wire(Sort.SHORT, review=Review.ALL_AT_END)
    seen = []
    for _turn in range(2):
        line.post(line.desk.lesson.url, aksi="mulai")
        attempt = make.attempts(line.desk)[-1]
        line.post(line.desk.lesson.url, aksi="yakin", percobaan=str(attempt.uuid))
        page = line.get(f"/tes/{attempt.uuid}/hasil/")
        seen.append([word in page for word in (WHY, "setelah percobaan terakhir", "mencoba lagi")])
    assert seen == [[False, True, True], [True, False, False]]


def orders(sort: Sort) -> list[tuple[int, ...]]:
    """In which order the parts of such a question are shown to forty people."""
    asked = item(sort)
    candidate = Candidate(uuid4(), 1, "", (), "easy")
    drawn = [
        ordered(Plan(is_shuffled=sort is not Sort.ORDERING), [candidate], seed, items={1: asked})
        for seed in map(str, range(40))
    ]
    return [tuple(order) for ((_version, order),) in drawn]


@pytest.mark.parametrize("sort", [Sort.SINGLE, Sort.MULTIPLE, Sort.MATCHING, Sort.ORDERING])
def test_the_order_in_which_parts_are_shown_says_nothing_about_the_key(sort: Sort) -> None:
    found = orders(sort)
    keys = {right_answer(item(sort), order) for order in found}
    assert len(set(found)) > 5
    assert len(keys) > 2
    most = max(found.count(order) for order in found)
    assert most < 20
