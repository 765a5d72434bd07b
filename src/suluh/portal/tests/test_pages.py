"""Home, desk and team: what they show, to whom, at what cost."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Employment, Person
from suluh.ledger.actions import post_credits
from suluh.ledger.types import Credit
from suluh.messaging.models import Notice
from suluh.organisation.models import Agency, Unit
from suluh.organisation.types import Role
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    """An agency."""
    return make.agency()


@pytest.fixture
def office(agency: Agency) -> Unit:
    """An office of it."""
    return make.unit(agency, "Dinas Pendidikan")


def boss(client: Client, agency: Agency, office: Unit) -> Person:
    """A supervisor over the office, signed in."""
    person = make.person(office, name="Kuncara Utami")
    make.grant(person, Role.SUPERVISOR, agency, at=office)
    make.sign_in(client, person)
    return person


def credit(person: Person, jp: int) -> None:
    """Give the person JP of a bimtek this year."""
    with scoped(SYSTEM):
        job = Employment.objects.get(person=person, valid_to=None)
    post_credits(
        credits=[
            Credit(
                person_id=person.pk, home_id=job.tenant_id, unit_id=job.unit_id,
                organiser_id=job.tenant_id, form_code=8, title="Bimtek", minutes=jp * 45,
                credit_date=date(now().year, 1, 5), activity_key="bimtek", source_type="uji",
                source_id="1", curriculum_jp_minor=jp * 100,
            )
        ],
        actor_id=None,
        now=now(),
    )  # fmt: skip


def test_a_visitor_sees_the_front_and_is_asked_to_sign_in(client: Client) -> None:
    page = client.get("/").content.decode()

    assert "Belajar hari ini, tercatat hari ini" in page
    assert client.get("/tim/").status_code in {302, 403}


def test_home_says_what_is_missing(client: Client, office: Unit) -> None:
    person = make.person(office)
    credit(person, 12)
    make.sign_in(client, person)

    page = client.get("/").content.decode()

    assert f"JP saya {now().year}" in page
    assert "Kurang 8 JP" in page


def test_home_celebrates_who_is_there(client: Client, office: Unit) -> None:
    person = make.person(office)
    credit(person, 20)
    make.sign_in(client, person)

    assert "Sasaran tahun ini tercapai" in client.get("/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_team_costs_the_same_for_one_and_three(
    client: Client, agency: Agency, office: Unit, count: int, django_assert_num_queries: object
) -> None:
    for number in range(count):
        make.person(office, name=f"Anggota {number}")
    boss(client, agency, office)

    with django_assert_num_queries(6):  # type: ignore[operator]
        page = client.get("/tim/").content.decode()

    assert page.count('name="people"') == count


def test_the_team_ends_at_the_unit_and_at_the_agency(
    client: Client, agency: Agency, office: Unit
) -> None:
    make.person(office, name="Orang Kami")
    make.person(make.unit(agency, "Dinas Lain"), name="Orang Lain")
    make.person(make.unit(make.agency("Lain"), "Dinas Pendidikan"), name="Orang Jauh")
    boss(client, agency, office)

    page = client.get("/tim/").content.decode()

    assert ("Orang Kami" in page, "Orang Lain" in page, "Orang Jauh" in page) == (
        True, False, False,
    )  # fmt: skip


def test_filters_narrow_the_team(client: Client, agency: Agency, office: Unit) -> None:
    done, begun = make.person(office, name="Sudah"), make.person(office, name="Separuh")
    make.person(office, name="Nihil")
    credit(done, 20)
    credit(begun, 6)
    boss(client, agency, office)

    def names(query: str) -> list[str]:
        page = client.get(f"/tim/?{query}").content.decode()
        return [name for name in ("Sudah", "Separuh", "Nihil") if f"<span>{name}" in page]

    assert names("status=tertinggal") == ["Separuh", "Nihil"]
    assert names("status=belum") == ["Nihil"]
    assert names("status=tercapai") == ["Sudah"]
    assert names("q=separ") == ["Separuh"]


def test_reminders_reach_the_team_once_a_week_and_nobody_else(
    client: Client, agency: Agency, office: Unit
) -> None:
    mine = make.person(office, name="Orang Kami")
    foreign = make.person(make.unit(agency, "Dinas Lain"), name="Orang Lain")
    boss(client, agency, office)

    for _ in range(2):
        client.post("/tim/ingatkan/", {"people": [str(mine.uuid), str(foreign.uuid)]})

    with scoped(SYSTEM):
        assert list(Notice.objects.values_list("person_id", flat=True)) == [mine.pk]


def test_a_participant_has_neither_team_nor_desk(client: Client, office: Unit) -> None:
    make.sign_in(client, make.person(office))

    assert client.get("/tim/").status_code == 403
    assert client.get("/kerja/").status_code == 403


def test_the_desk_shows_what_waits(client: Client, agency: Agency, office: Unit) -> None:
    person = make.person(office)
    make.grant(person, Role.ORGANISER, agency)
    make.sign_in(client, person)

    page = client.get("/kerja/").content.decode()

    assert "Sanggahan terbuka" in page
    assert "Acara baru" in page
