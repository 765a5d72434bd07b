"""Faces, pickers and subordinates: right rows, fixed number of queries, strangers hidden."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.identity.models import Acquaintance, Employment, Person
from suluh.identity.queries.people import faces, search_people, subordinates
from suluh.organisation.models import Agency, Position, Unit
from suluh.organisation.types import Actor

pytestmark = pytest.mark.django_db


def make_agency(code: str) -> Agency:
    return Agency.objects.create(
        code=code, name=f"Provinsi {code}", short_name=code, kind="pemprov", created_at=now()
    )


def make_unit(agency: Agency, name: str) -> Unit:
    unit = Unit.objects.create(tenant=agency, name=name, valid_from=date(2020, 1, 1))
    unit.path = f"{unit.id}/"
    unit.save(update_fields=["path"])
    return unit


def hire(unit: Unit, nip: str, name: str, **more: Any) -> Person:
    person = Person.objects.create(nip=nip, name=name, created_at=now())
    post, _ = Position.objects.get_or_create(tenant=unit.tenant, name="Analis", jenis="2")
    Employment.objects.create(
        tenant=unit.tenant, person=person, unit=unit, position=post, status="PNS",
        valid_from=more.pop("since", date(2026, 1, 1)), **more,
    )  # fmt: skip
    Acquaintance.objects.create(tenant=unit.tenant, person=person)
    return person


@pytest.fixture
def two() -> tuple[Unit, Unit]:
    with scoped(SYSTEM):
        return make_unit(make_agency("satu"), "Dinas A"), make_unit(make_agency("dua"), "Dinas B")


def test_faces_show_the_agency_of_a_guest_but_hide_strangers(two: tuple[Unit, Unit]) -> None:
    own, foreign = two
    with scoped(SYSTEM):
        mine = hire(own, "198503122010012003", "Rina Wati")
        guest = hire(foreign, "198503122010012004", "Budi Tamu")
        stranger = hire(foreign, "198503122010012005", "Siti Asing")
        Acquaintance.objects.create(tenant=own.tenant, person=guest)
    with scoped(Scope(tenant_id=own.tenant_id)):
        found = faces([mine.id, guest.id, stranger.id])
    assert {key: (face.name, face.unit, face.position) for key, face in found.items()} == {
        mine.id: ("Rina Wati", "Dinas A", "Analis"),
        guest.id: ("Budi Tamu", "Dinas B", "Analis"),
    }


@pytest.mark.parametrize("count", [1, 3])
def test_faces_cost_the_same_for_one_and_three(
    two: tuple[Unit, Unit], count: int, django_assert_num_queries: Any
) -> None:
    own, _ = two
    with scoped(SYSTEM):
        people = [hire(own, f"19850312201001200{n}", f"Orang {n}") for n in range(count)]
    with scoped(SYSTEM), django_assert_num_queries(3):  # one SELECT in a savepoint
        assert len(faces([person.id for person in people])) == count


def test_a_face_on_a_past_day_shows_the_unit_of_that_day(two: tuple[Unit, Unit]) -> None:
    own, _ = two
    with scoped(SYSTEM):
        person = hire(own, "198503122010012003", "Rina", valid_to=date(2026, 6, 1))
        later = make_unit(own.tenant, "Dinas C")
        Employment.objects.create(
            tenant=own.tenant, person=person, unit=later, status="PNS", valid_from=date(2026, 6, 1)
        )
        assert faces([person.id], on=date(2026, 5, 31))[person.id].unit == "Dinas A"
        assert faces([person.id], on=date(2026, 6, 1))[person.id].unit == "Dinas C"
        assert faces([person.id])[person.id].unit == "Dinas C"


def test_search_finds_by_nip_and_words_within_the_agency(two: tuple[Unit, Unit]) -> None:
    own, foreign = two
    with scoped(SYSTEM):
        hire(own, "198503122010012003", "Rina Wati 100%")
        hire(foreign, "198503122010012004", "Rina Wati")
    actor = Actor(1, 1, agency_id=own.tenant_id)
    with scoped(Scope(tenant_id=own.tenant_id)):
        assert [f.name for f in search_people(actor, "19850312 201001")] == ["Rina Wati 100%"]
        assert [f.name for f in search_people(actor, "wati rin")] == ["Rina Wati 100%"]
        assert search_people(actor, "r") == []
        assert [f.name for f in search_people(actor, "0%")] == ["Rina Wati 100%"]
        assert search_people(actor, "R_na") == []


def test_subordinates_are_those_of_today(two: tuple[Unit, Unit]) -> None:
    own, _ = two
    with scoped(SYSTEM):
        head = hire(own, "198503122010012001", "Kepala")
        hire(own, "198503122010012002", "Anggota", supervisor=head)
        hire(own, "198503122010012003", "Mantan", supervisor=head, valid_to=date(2026, 2, 1))
        actor = Actor(1, head.id, agency_id=own.tenant_id)
        assert [face.name for face in subordinates(actor)] == ["Anggota"]
        assert subordinates(Actor(2, head.id + 1)) == []
