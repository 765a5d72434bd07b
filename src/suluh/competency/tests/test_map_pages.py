"""Pages of one's own map: the question at the top, the posts to aim for, the history."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import Attainment
from suluh.competency.tests import make
from suluh.competency.types import SourceKind
from suluh.identity.models import Person
from suluh.organisation.models import Position
from tests import make as town

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner() -> Person:
    person = town.person(town.unit(town.agency()))
    make.post_of(person, jenis="1", jenjang="Pengawas", name="Kepala Seksi Kurikulum")
    return person


def _text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def test_the_map_says_the_match_the_gaps_and_their_reckoning(
    learner: Person, client: Client
) -> None:
    for code in ("M.01", "M.02", "M.03", "M.04", "M.05", "M.06", "M.07"):
        make.reach(learner, code, level=3)
    make.reach(learner, "M.08", level=1, source=SourceKind.SUPERVISOR)
    town.sign_in(client, learner)
    page = _text(client, "/kompetensi/")
    assert "Kecocokan 83,3 %, 2 kompetensi perlu dinaikkan" in page
    assert "15 level tercapai ÷ 18 level standar × 100" in page
    assert "1 kompetensi belum ada hasilnya" in page
    assert 'class="radar"' in page
    assert "dari standar jenjang" in page
    assert page.index(">1</text>") < page.index(">9</text>")
    assert page.index("<li>Integritas") < page.index("<li>Pengambilan Keputusan")
    assert "hasil terakhir yang masih berlaku" in page


def test_without_a_standard_the_map_says_who_makes_one(learner: Person, client: Client) -> None:
    make.post_of(learner, jenis="2", jenjang="Tidak dikenal", name="Penata")
    town.sign_in(client, learner)
    page = _text(client, "/kompetensi/")
    assert "Belum ada standar kompetensi untuk jabatan ini" in page
    assert 'class="radar"' not in page


def test_one_can_aim_for_a_post_of_the_own_agency_only(learner: Person, client: Client) -> None:
    with scoped(SYSTEM):
        home = Position.objects.get(name="Kepala Seksi Kurikulum").tenant
        there = Position.objects.create(
            tenant=home, name="Camat", jenis="1", jenjang="Administrator"
        )
        foreign = Position.objects.create(
            tenant=town.agency(), name="Camat Asing", jenis="1", jenjang="Administrator"
        )
    make.reach(learner, "M.01", level=3)
    town.sign_in(client, learner)
    seen = _text(client, f"/kompetensi/?jabatan={there.uuid}")
    assert "Jika saya ingin menjadi Camat" in seen
    assert f'name="jabatan" value="{there.uuid}"' in seen  # from looking to the plan
    listed = _text(client, "/kompetensi/jabatan/?q=camat")
    assert "11,1 %" in listed
    assert "Camat Asing" not in listed
    for wrong in (foreign.uuid, uuid4(), "bukan-uuid"):
        assert client.get(f"/kompetensi/?jabatan={wrong}").status_code == 404
    assert "Tidak ada jabatan yang cocok" in _text(client, "/kompetensi/jabatan/?q=zzz")


def test_history_shows_what_counts_what_ran_out_and_what_was_withdrawn(
    learner: Person, client: Client
) -> None:
    make.reach(learner, "M.01", level=2, title="Uji pertama")
    make.reach(learner, "M.02", level=2, title="Uji lama", reached_on=date(2020, 1, 1))
    wrong = make.reach(learner, "M.03", level=5, title="Uji keliru")
    with scoped(SYSTEM):
        Attainment.objects.create(
            tenant_id=wrong.tenant_id, person=learner, competency_id=wrong.competency_id,
            kind="withdrawn", level=5, source="uji", key=wrong.key, reached_on=make.DAY,
            withdraws=wrong, reason="Salah orang.",
        )  # fmt: skip
    make.reach(town.person(town.unit(town.agency())), "M.04", title="Uji orang lain")
    town.sign_in(client, learner)
    page = _text(client, "/kompetensi/riwayat/")
    for word in ("Dihitung", "Kedaluwarsa", "Ditarik", "Salah orang."):
        assert word in page
    assert "Uji orang lain" not in page
    assert "Uji lama" not in _text(client, "/kompetensi/riwayat/?q=pertama")
    assert "Tidak ada hasil yang cocok" in _text(client, "/kompetensi/riwayat/?q=zzz")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/kompetensi/riwayat/", 12), ("/kompetensi/", 16), ("/kompetensi/jabatan/", 12)],
)
def test_pages_cost_the_same_however_long(
    learner: Person, client: Client, django_assert_max_num_queries: Any, *,
    count: int, address: str, queries: int,
) -> None:  # fmt: skip
    for number in range(count):
        make.reach(learner, f"M.0{number + 1}")
        with scoped(SYSTEM):
            home = Position.objects.get(name="Kepala Seksi Kurikulum").tenant
            Position.objects.create(tenant=home, name=f"Jabatan {number}", jenis="4")
    town.sign_in(client, learner)
    client.get(address)
    with django_assert_max_num_queries(queries):
        client.get(address)


def test_the_dictionary_is_read_by_family_name_and_level(learner: Person, client: Client) -> None:
    own, foreign = make.competency("T.90", _home(learner)), make.competency("T.91", town.agency())
    town.sign_in(client, learner)
    listed = _text(client, "/kompetensi/kamus/?rumpun=teknis")
    assert "Kompetensi T.90" in listed
    assert "Kompetensi T.91" not in listed
    assert "Integritas" not in listed
    assert "Tidak ada kompetensi yang cocok" in _text(client, "/kompetensi/kamus/?q=zzz")
    integrity = make.competency("M.01")
    page = _text(client, f"/kompetensi/kamus/{integrity.uuid}/")
    assert "Bertingkah laku sesuai dengan perkataan" in page
    assert "Level 5" in page
    assert client.get(f"/kompetensi/kamus/{integrity.uuid}/?versi=9").status_code == 404
    assert client.get(f"/kompetensi/kamus/{foreign.uuid}/").status_code == 404
    assert client.get(f"/kompetensi/kamus/{own.uuid}/").status_code == 200


def _home(person: Person) -> Any:
    with scoped(SYSTEM):
        return person.employments.get().tenant
