"""Choosing questions one by one: found, added once, taken out, only while the test is a draft."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from suluh.activities.quiz.models import Question
from suluh.activities.quiz.rules import plan as plans
from suluh.activities.quiz.tests.make import CAPITAL, CHOICE, ESSAY, questions
from suluh.activities.quiz.types import Draw, Plan
from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Activity, Training
from suluh.content.tests import make as texts
from suluh.organisation.types import Role
from tests import make

pytestmark = pytest.mark.django_db
TEST = {"kind": "quiz", "settings": plans.to_data(Plan(draws=(Draw(1),)))}


@pytest.fixture
def home() -> Any:
    return make.agency()


def client_of(home: Any, role: Role = Role.AUTHOR) -> Client:
    who, client = make.person(make.unit(home)), Client()
    make.grant(who, role, home)
    make.sign_in(client, who)
    return client


def draft(home: Any) -> tuple[Training, UUID, str]:
    training = texts.training(home)
    version = texts.version(training, TEST)
    with scoped(SYSTEM):
        key = version.activities.get().key
    return training, key, f"/kelola/pelatihan/{training.uuid}/kegiatan/{key}/soal/"


def fixed(key: UUID) -> list[UUID]:
    with scoped(SYSTEM):
        return list(plans.read(Activity.objects.get(key=key).settings).fixed)


def test_questions_are_added_once_in_their_order_and_taken_out(home: Any) -> None:
    client, (_training, key, url) = client_of(home), draft(home)
    first, second = questions(home, CAPITAL, CHOICE)
    for chosen in (second, first, second):
        client.post(url, {"tambah": [str(chosen.uuid)]})
    assert fixed(key) == [second.uuid, first.uuid]
    page = client.get(url).content.decode()
    assert "2 soal tetap di tes ini" in page
    question_page = client.get(f"/kelola/bank-soal/{first.uuid}/").content.decode()
    assert "Soal tetap di tes" in question_page
    for _twice in range(2):
        client.post(url, {"lepas": str(second.uuid)})
    assert fixed(key) == [first.uuid]
    edit = client.get(url.replace("soal/", "")).content.decode()
    assert url in edit


def test_it_is_searched_and_narrowed(home: Any) -> None:
    client, (_training, _key, url) = client_of(home), draft(home)
    questions(home, CAPITAL, tags=("jabar",), difficulty="easy")
    questions(home, CHOICE)
    for query, is_found in (
        ("?q=ibu+kota", True),
        ("?tanda=jabar", True),
        ("?tingkat=hard", False),
    ):
        assert ("Apa ibu kota" in client.get(url + query).content.decode()) is is_found


def test_strangers_questions_do_not_enter(home: Any) -> None:
    client, (_training, key, url) = client_of(home), draft(home)
    (theirs,) = questions(make.agency(), CAPITAL)
    client.post(url, {"tambah": [str(theirs.uuid), "bukan-uuid"]})
    assert fixed(key) == []
    assert "Apa ibu kota" not in client.get(url).content.decode()


def test_only_writers_and_only_drafts(home: Any) -> None:
    _training, key, url = draft(home)
    (mine,) = questions(home, CAPITAL)
    reviewer, stranger = client_of(home, Role.REVIEWER), client_of(make.agency())
    assert reviewer.post(url, {"tambah": str(mine.uuid)}).status_code == 403
    assert (stranger.get(url).status_code, stranger.post(url).status_code) == (404, 404)
    published = texts.published(texts.training(home), TEST)
    with scoped(SYSTEM):
        activity, training = published.activities.get(), published.training.uuid
    frozen = f"/kelola/pelatihan/{training}/kegiatan/{activity.key}/soal/"
    assert client_of(home).get(frozen).status_code == 404
    assert fixed(key) == []


def test_the_list_costs_the_same_for_one_and_three(
    home: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, (_training, _key, url) = client_of(home), draft(home)
    questions(home, CAPITAL)
    client.get(url)
    with django_assert_num_queries(12):
        client.get(url)
    questions(home, CHOICE, ESSAY)
    with scoped(SYSTEM):
        assert Question.objects.count() == 3
    with django_assert_num_queries(12):
        client.get(url)


AIKEN = """Di mana nomor surat ditulis?
A. Di bawah kop
B. Di lampiran
ANSWER: A

Siapa yang menandatangani?
A. Kurir
B. Pejabat
ANSWER: B
"""


def test_several_questions_written_at_once_stand_in_bank_and_test(home: Any) -> None:
    client, (_training, key, url) = client_of(home), draft(home)

    refused = client.post(url, {"tulis": "Ini bukan soal."})
    for _turn in "ab":
        client.post(url, {"tulis": AIKEN})

    with scoped(SYSTEM):
        asked = Question.objects.order_by("pk").values_list("uuid", "category", "text")
        uuids, categories, words = zip(*asked, strict=True)
    assert refused.status_code == 422
    assert "Ini bukan soal." in refused.content.decode()
    assert words == ("Di mana nomor surat ditulis?", "Siapa yang menandatangani?")
    assert set(categories) == {"Halaman 1"}
    assert fixed(key) == list(uuids)
    assert client_of(home, Role.REVIEWER).post(url, {"tulis": AIKEN}).status_code in {403, 404}
