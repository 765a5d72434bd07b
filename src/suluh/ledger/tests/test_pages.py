"""Pages of the book: one's own lines, their story, strangers kept out, flat query counts."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.identity.models import Person
from suluh.ledger.actions import post_credits
from suluh.ledger.models import ConversionRule, JpEntry, TargetRule
from suluh.ledger.queries import my_year
from suluh.ledger.tests.conftest import NOW, credit
from suluh.organisation.models import Unit
from suluh.organisation.types import Role
from suluh.standards.spreadsheet import read_rows
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make.unit(make.agency())


@pytest.fixture
def learner(unit: Unit) -> Person:
    return make.person(unit)


def book(learner: Person, unit: Unit, *, count: int = 1, minutes: int = 150) -> list[JpEntry]:
    credits_ = [
        credit(learner, unit.tenant, activity_key=f"acara:{n}", title=f"Webinar {n}",
               form_code=3, minutes=minutes, unit_id=unit.id)
        for n in range(count)
    ]  # fmt: skip
    post_credits(credits=credits_, actor_id=None, now=NOW)
    with scoped(SYSTEM):
        return list(JpEntry.objects.filter(person=learner).order_by("line"))


def test_my_year_adds_up(unit: Unit, learner: Person, client: Client) -> None:
    book(learner, unit, count=2, minutes=450)
    actor = make.sign_in(client, learner)
    with scoped(Scope(tenant_id=actor.agency_id, person_id=actor.person_id)):
        year = my_year(actor, 2026)
    assert (year.jp_minor, year.entries, year.remaining_jp_minor) == (2000, 2, 0)
    assert (year.floor_jp_minor, year.is_reached) == (2000, True)
    assert year.parts == [("Pelatihan teknis", 2000)]


def test_my_year_takes_one_query(
    unit: Unit, learner: Person, client: Client, django_assert_num_queries: Any
) -> None:
    book(learner, unit, count=3)
    actor = make.sign_in(client, learner)
    with scoped(Scope(person_id=actor.person_id)), django_assert_num_queries(1):
        my_year(actor, 2026)


@pytest.mark.parametrize("count", [1, 3])
def test_the_book_costs_the_same_for_one_line_and_for_three(
    unit: Unit, learner: Person, client: Client, django_assert_num_queries: Any, count: int
) -> None:
    book(learner, unit, count=count)
    make.sign_in(client, learner)
    client.get("/buku-jp/?tahun=2026")
    with django_assert_num_queries(7):
        page = client.get("/buku-jp/?tahun=2026")
    assert page.content.decode().count("/buku-jp/0") == count


def test_the_book_without_lines_points_on(learner: Person, client: Client) -> None:
    make.sign_in(client, learner)
    assert "Belum ada JP tahun ini" in client.get("/buku-jp/?tahun=2020").content.decode()


def test_a_line_tells_its_story(unit: Unit, learner: Person, client: Client) -> None:
    entry = book(learner, unit)[0]
    make.sign_in(client, learner)
    page = client.get(f"/buku-jp/{entry.id}/").content.decode()
    assert "150 menit dibagi 45 menit = 3 JP, dibulatkan ke bawah." in page
    assert "Pedoman konversi" in page


def test_a_stranger_cannot_open_a_line(unit: Unit, learner: Person, client: Client) -> None:
    entry = book(learner, unit)[0]
    make.sign_in(client, make.person(unit))
    assert client.get(f"/buku-jp/{entry.id}/").status_code == 404
    make.sign_in(client, make.person(make.unit(make.agency())))
    assert client.get(f"/buku-jp/{entry.id}/").status_code == 404


def test_an_administrator_reads_the_lines_of_the_own_unit_only(
    unit: Unit, learner: Person, client: Client
) -> None:
    entry = book(learner, unit)[0]
    near, far = make.person(unit), make.person(make.unit(unit.tenant, "Dinas Lain"))
    make.grant(near, Role.UNIT_ADMIN, unit.tenant, at=unit)
    with scoped(SYSTEM):
        other = Unit.objects.get(name="Dinas Lain")
    make.grant(far, Role.UNIT_ADMIN, unit.tenant, at=other)
    make.sign_in(client, near)
    assert client.get(f"/buku-jp/{entry.id}/").status_code == 200
    make.sign_in(client, far)
    assert client.get(f"/buku-jp/{entry.id}/").status_code == 404


def test_the_export_holds_the_lines(unit: Unit, learner: Person, client: Client) -> None:
    book(learner, unit, count=2)
    make.sign_in(client, learner)
    answer = client.get("/buku-jp/unduh/?tahun=2026")
    rows = read_rows(BytesIO(answer.getvalue()).read())
    assert [(row[0], row[2], row[6]) for row in rows[1:]] == [
        ("1", "Webinar 0", "3"), ("2", "Webinar 1", "3"),
    ]  # fmt: skip


def test_everyone_signed_in_reads_the_law(learner: Person, client: Client) -> None:
    make.sign_in(client, learner)
    page = client.get("/aturan/").content.decode()
    assert "Seminar/konferensi/sarasehan" in page
    assert "PP 49/2018 Pasal 39-40" in page
    assert client.get("/aturan/bentuk/9/").status_code == 200
    assert client.get("/aturan/bentuk/9/baru/").status_code == 403


def test_the_national_role_adds_versions_and_never_writes_over(
    learner: Person, client: Client
) -> None:
    make.grant(learner, Role.NATIONAL)
    make.sign_in(client, learner)
    given = {
        "unit": "jam", "day": "5", "abroad": "50", "valid_from": "2030-01-01",
        "legal_basis": "Perlan baru", "certainty": "read", "reason": "Aturan baru terbit",
    }  # fmt: skip
    assert client.get("/aturan/bentuk/9/baru/").status_code == 200
    assert client.post("/aturan/bentuk/9/baru/", given).status_code == 302
    rules = ConversionRule.objects.filter(form_id=9).order_by("version")
    assert [(r.version, r.max_jp_minor_per_day) for r in rules] == [(1, 400), (2, 500)]
    past = client.post("/aturan/bentuk/9/baru/", given | {"valid_from": "2020-01-01"})
    assert "paling cepat hari ini" in past.content.decode()
    target = given | {"floor": "24", "ceiling": ""}
    assert client.post("/aturan/sasaran/PNS/baru/", target).status_code == 302
    assert TargetRule.objects.filter(status="PNS").count() == 2
    assert client.get("/aturan/sasaran/HONORER/baru/").status_code == 404
