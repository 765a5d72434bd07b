"""The dashboard: who sees which place, figures that open their rows and equal a recount."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from suluh.base.clock import local_date, now
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Person
from suluh.messaging.models import Notice
from suluh.organisation.models import Unit
from suluh.organisation.types import Role
from suluh.reporting.actions import InvitedLately, NobodyBehind, invite_behind, send_invitations
from suluh.reporting.models import PersonRate
from suluh.reporting.projections import rebuild_agency
from suluh.reporting.queries.places import Place
from suluh.reporting.tests.test_projection import YEAR, learn
from suluh.standards.spreadsheet import read_rows
from tests import make

pytestmark = pytest.mark.django_db


class Province:
    """Two units, five people (two of them leaders): one at 20 JP, one at 10, three at 0."""

    def __init__(self) -> None:
        self.agency = make.agency()
        self.health, self.schools = (
            make.unit(self.agency, "Dinas Kesehatan"),
            make.unit(self.agency, "Dinas Pendidikan"),
        )
        self.people = [make.person(self.health, f"Orang {n}") for n in range(3)]
        self.leader = make.person(self.schools, "Pemimpin")
        self.head = make.person(self.health, "Kepala")
        make.grant(self.leader, Role.LEADER, self.agency)
        make.grant(self.head, Role.LEADER, self.agency, at=self.health)
        learn(self.people[0], self.agency, "a", minutes=900)
        learn(self.people[1], self.agency, "b", minutes=450)
        rebuild_agency(agency=self.agency, year=YEAR, now=now())

    @property
    def url(self) -> str:
        return f"/capaian/{self.agency.code}/"


@pytest.fixture
def province() -> Province:
    return Province()


def body(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_board_answers_in_its_heading(province: Province, client: Client) -> None:
    make.sign_in(client, province.leader)
    assert client.get("/capaian/").headers["Location"] == province.url
    page = body(client, province.url)
    assert "pegawai sudah mencapai 20 JP" in page
    assert "1 ÷ 5 × 100" in page
    assert page.index("Dinas Kesehatan") < page.index("Dinas Pendidikan")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("saring=belum", {"Orang 2", "Pemimpin", "Kepala"}),
        ("saring=tertinggal", {"Orang 1", "Orang 2", "Pemimpin", "Kepala"}),
        ("saring=tercapai", {"Orang 0"}),
        ("saring=mulai", {"Orang 0", "Orang 1"}),
        ("jp=600", {"Orang 1"}),
        ("status=PPPK", set()),
        ("jenis=2&sex=-", {"Orang 0", "Orang 1", "Orang 2", "Pemimpin", "Kepala"}),
        ("q=orang", {"Orang 0", "Orang 1", "Orang 2"}),
    ],
)
def test_each_figure_opens_its_rows(
    province: Province, client: Client, query: str, names: set[str]
) -> None:
    make.sign_in(client, province.leader)
    page = body(client, f"{province.url}pegawai/?{query}")
    assert set(re.findall(r'/capaian/pegawai/[^"]+">([^<]+)</a>', page)) == names


def test_a_unit_leader_stays_in_the_unit(province: Province, client: Client) -> None:
    make.sign_in(client, province.head)
    unit = f"/capaian/unit/{province.health.uuid}/"
    assert client.get("/capaian/").headers["Location"] == unit
    assert "1 ÷ 4 × 100" in body(client, unit)
    body(client, province.url, 404)
    body(client, f"/capaian/unit/{province.schools.uuid}/", 404)
    body(client, f"{province.url}pegawai/", 404)
    seen = body(client, f"{province.url}pegawai/?unit={province.health.uuid}")
    assert "Orang 0" in seen
    assert "Pemimpin" not in seen


def test_strangers_and_plain_people_see_nothing(province: Province, client: Client) -> None:
    stranger = make.person(make.unit(make.agency("Lain")))
    make.grant(stranger, Role.LEADER, make.agency("Ketiga"))
    for who in (stranger, province.people[0]):
        make.sign_in(client, who)
        body(client, province.url, 404)
        body(client, f"/capaian/pegawai/{province.people[1].uuid}/", 404)
        body(client, f"{province.url}capaian.xlsx", 404)
        body(client, "/capaian/nasional/", 403)


def test_the_nation_adds_up_all_agencies(province: Province, client: Client) -> None:
    other = make.unit(make.agency("Kota Lain"))
    national = make.person(other)
    make.grant(national, Role.NATIONAL)
    rebuild_agency(agency=other.tenant, year=YEAR, now=now())
    make.sign_in(client, national)
    page = body(client, "/capaian/nasional/")
    assert "1 ÷ 6 × 100" in page
    assert province.url in page
    assert "1 ÷ 5 × 100" in body(client, province.url)
    assert "Orang 1" in body(client, f"{province.url}pegawai/")
    assert "Pelatihan" in body(client, f"/capaian/pegawai/{province.people[1].uuid}/")


def test_one_person_is_shown_line_by_line(province: Province, client: Client) -> None:
    make.sign_in(client, province.head)
    assert "10 dari 20 JP" in body(client, f"/capaian/pegawai/{province.people[1].uuid}/")
    body(client, f"/capaian/pegawai/{province.leader.uuid}/", 404)


def test_only_one_kind_of_asn_may_be_counted(province: Province, client: Client) -> None:
    make.sign_in(client, province.leader)
    assert "pegawai PNS sudah" in body(client, f"{province.url}?penyebut=PNS")
    assert "Angka belum ada" in body(client, f"{province.url}?penyebut=PPPK")


def test_a_past_month_end_can_be_looked_at(province: Province, client: Client) -> None:
    make.sign_in(client, province.leader)
    page = body(client, f"{province.url}?per={YEAR}-01-31")
    if local_date(now(), "Asia/Jakarta").month > 1:
        assert "pegawai waktu itu" in page


def test_papers(province: Province, client: Client) -> None:
    make.sign_in(client, province.leader)
    assert client.get(f"{province.url}capaian.pdf").content[:5] == b"%PDF-"
    assert "Dinas Kesehatan" in body(client, f"{province.url}cetak/")
    rows = read_rows(client.get(f"{province.url}capaian.xlsx").getvalue())
    assert rows[1][1:4] == ["5", "1", "20"]
    assert len(rows) == 4
    people = read_rows(
        client.get(f"{province.url}capaian.xlsx?isi=pegawai&saring=belum").getvalue()
    )
    assert len(people) == 4


@pytest.mark.parametrize("count", [2, 4])
def test_pages_cost_the_same_for_one_and_three(
    client: Client, django_assert_num_queries: Any, count: int
) -> None:
    agency = make.agency()
    units = [make.unit(agency, f"Dinas {n}") for n in range(count)]
    leader = make.person(units[0])
    for unit in units:
        make.person(unit)
    make.grant(leader, Role.LEADER, agency)
    rebuild_agency(agency=agency, year=YEAR, now=now())
    make.sign_in(client, leader)
    client.get(f"/capaian/{agency.code}/")
    with django_assert_num_queries(9):
        client.get(f"/capaian/{agency.code}/")
    with django_assert_num_queries(8):
        client.get(f"/capaian/{agency.code}/pegawai/")


def test_people_behind_are_invited_once_a_week(province: Province, client: Client) -> None:
    actor = make.sign_in(client, province.leader)
    assert "Ajak 4 pegawai" in body(client, f"{province.url}ajak/")
    assert client.post(f"{province.url}ajak/").status_code == 302
    moment = now()
    given: dict[str, Any] = {"agency": province.agency.pk, "path": "", "year": YEAR, "after": 0}
    assert send_invitations(**given, asked_at=moment) is None
    send_invitations(**given, asked_at=moment)
    with scoped(SYSTEM):
        told = Notice.objects.filter(kind="invitation")
        assert told.count() == 4
        assert not told.filter(person=province.people[0]).exists()
    again = body(client, f"{province.url}ajak/")
    assert "Mereka baru saja diajak" in again
    assert "Ajak sekarang" not in again
    assert client.post(f"{province.url}ajak/").status_code == 409
    with scoped(SYSTEM), pytest.raises(InvitedLately):
        invite_behind(actor=actor, now=now(), place=Place(province.agency, province.health))


def test_where_everybody_has_arrived_nobody_is_invited(client: Client) -> None:
    unit = make.unit(make.agency())
    leader = make.person(unit)
    make.grant(leader, Role.LEADER, unit.tenant)
    learn(leader, unit.tenant, "a", minutes=900)
    rebuild_agency(agency=unit.tenant, year=YEAR, now=now())
    actor = make.sign_in(client, leader)
    with scoped(SYSTEM), pytest.raises(NobodyBehind):
        invite_behind(actor=actor, now=now(), place=Place(unit.tenant))


def test_all_units_of_an_agency_stand_on_one_page(province: Province, client: Client) -> None:
    for number in range(42):
        make.person(make.unit(province.agency, f"Badan {number:02}"))
    rebuild_agency(agency=province.agency, year=YEAR, now=now())
    make.sign_in(client, province.leader)
    page = body(client, f"{province.url}cetak/")
    assert page.count("<tr>") - 1 == 40
    assert "4 unit lain" in page


def test_who_may_look_may_not_always_invite(province: Province, client: Client) -> None:
    national = make.person(make.unit(make.agency("Pusat")))
    make.grant(national, Role.NATIONAL)
    make.sign_in(client, national)
    assert client.post(f"{province.url}ajak/").status_code == 403


def test_every_row_of_the_read_model_is_reachable(province: Province) -> None:
    with scoped(SYSTEM):
        assert PersonRate.objects.filter(tenant=province.agency).count() == 5
        assert isinstance(province.health, Unit)
        assert Person.objects.count() >= 5
