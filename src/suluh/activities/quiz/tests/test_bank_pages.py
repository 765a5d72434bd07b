"""Pages of the bank: found, written, archived; the same number of queries however long."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from suluh.activities.quiz.forms import SORTS
from suluh.activities.quiz.models import Question
from suluh.activities.quiz.tests.make import CAPITAL, CHOICE, ESSAY, questions
from suluh.base.scope import SYSTEM, scoped
from suluh.organisation.types import Role
from tests import make

pytestmark = pytest.mark.django_db
BANK = "/kelola/bank-soal/"


@pytest.fixture
def home() -> Any:
    return make.agency()


def client_of(home: Any, role: Role) -> Client:
    who, client = make.person(make.unit(home)), Client()
    make.grant(who, role, home)
    make.sign_in(client, who)
    return client


def test_an_empty_bank_says_what_to_do(home: Any) -> None:
    text = client_of(home, Role.AUTHOR).get(BANK).content.decode()
    assert "Bank soal masih kosong" in text
    assert f'href="{BANK}baru/"' in text


@pytest.mark.parametrize("sort", [str(value.value) for value, _label in SORTS])
def test_a_question_of_each_type_has_its_form(home: Any, sort: str) -> None:
    assert client_of(home, Role.AUTHOR).get(f"{BANK}baru/?jenis={sort}").status_code == 200


def test_a_question_is_written_found_changed_and_archived(home: Any) -> None:
    client = client_of(home, Role.AUTHOR)
    given = {
        "text": "Berapa hari masa sanggah?", "lines": "lima\n*tujuh", "category": " Layanan / Umum ",
        "tags": "Sanggah, sanggah ,baru", "difficulty": "easy", "points": "2",
    }  # fmt: skip
    assert client.post(f"{BANK}baru/?jenis=single", given | {"lines": "lima"}).status_code == 422
    assert client.post(f"{BANK}baru/?jenis=single", given).status_code == 302
    with scoped(SYSTEM):
        made = Question.objects.get()
    assert (made.category, made.tags) == ("Layanan/Umum", ["sanggah", "baru"])
    url = f"{BANK}{made.uuid}/"

    assert client.post(url, given | {"lines": "lima\n*enam\ntujuh"}).status_code == 302
    assert "Versi 2" in client.get(url).content.decode()
    for query, is_found in (("?q=sanggah", True), ("?tanda=baru", True), ("?tingkat=hard", False)):
        assert (url in client.get(BANK + query).content.decode()) is is_found
    client.post(f"{url}arsip/", {"aksi": "arsipkan"})
    assert url not in client.get(BANK).content.decode()
    assert url in client.get(f"{BANK}?arsip=1").content.decode()
    client.post(f"{url}arsip/", {"aksi": "pulihkan"})
    assert url in client.get(BANK).content.decode()


def test_a_reviewer_reads_and_does_not_write_and_a_participant_finds_nothing(home: Any) -> None:
    url = f"{BANK}{questions(home, CAPITAL)[0].uuid}/"
    reviewer, nobody = client_of(home, Role.REVIEWER), client_of(home, Role.SUPERVISOR)
    assert "Bandung" in reviewer.get(url).content.decode()
    assert reviewer.post(url, {"text": "x"}).status_code == 403
    assert reviewer.post(f"{url}arsip/").status_code == 403
    assert (nobody.get(BANK).status_code, nobody.get(url).status_code) == (403, 403)


def test_the_list_costs_the_same_for_one_and_three(
    home: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(home, Role.AUTHOR)
    questions(home, CAPITAL)
    client.get(BANK)
    with django_assert_num_queries(8):
        client.get(BANK)
    questions(home, CHOICE, ESSAY)
    with django_assert_num_queries(8):
        client.get(BANK)
