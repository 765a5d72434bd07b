"""The completion report: sums as they are, reckoned again behind the reader's back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.tallies import reckon_tally
from suluh.delivery.models import Enrolment, Tally
from suluh.delivery.queries.courses import get_managed_course
from suluh.delivery.queries.tallies import is_stale, tally_of
from suluh.delivery.tests import batches, make
from suluh.delivery.tests.make import NOW, own
from suluh.identity.models import Person
from suluh.organisation.types import Role
from tests import make as people

pytestmark = pytest.mark.django_db


def test_the_sums_are_those_of_the_people() -> None:
    group = batches.cohort(people=3)
    with scoped(SYSTEM):
        Enrolment.objects.filter(person_id=group.people[0].person_id).update(state="completed")
        Enrolment.objects.filter(person_id=group.people[1].person_id).update(state="cancelled")
        made = reckon_tally(group.offering, now=NOW)
        again = reckon_tally(group.offering, now=NOW + timedelta(minutes=2))
    assert made.pk == again.pk
    assert (again.counts["joined"], again.counts["completed"]) == (2, 1)
    assert [(each["done"], each["is_scored"]) for each in again.activities] == [(0, False)]
    assert again.units == [{"name": "", "above": "", "joined": 2, "completed": 1}]
    assert is_stale(made, now=NOW + timedelta(minutes=2))
    assert not is_stale(made, now=NOW + timedelta(seconds=30))


def test_units_of_one_name_are_counted_apart() -> None:
    group = batches.cohort(people=3)
    home = group.offering.tenant
    offices = [people.unit(home, name) for name in ("Dinas Kesehatan", "Dinas Sosial")]
    units = [people.unit(home, "Sekretariat", parent=each) for each in offices]
    with scoped(SYSTEM):
        for who, unit in zip(group.people, (*units, units[0]), strict=True):
            Enrolment.objects.filter(person_id=who.person_id).update(
                unit_id=unit.pk, unit_name=unit.name
            )
        made = reckon_tally(group.offering, now=NOW)
    assert [(each["name"], each["above"], each["joined"]) for each in made.units] == [
        ("Sekretariat", "Dinas Kesehatan", 2), ("Sekretariat", "Dinas Sosial", 1),
    ]  # fmt: skip


def test_lists_of_people_name_the_office_above_their_unit(client: Client) -> None:
    group = batches.cohort(people=1)
    home = group.offering.tenant
    unit = people.unit(home, "Sekretariat", parent=people.unit(home, "Dinas Kesehatan"))
    with scoped(SYSTEM):
        Enrolment.objects.update(unit_id=unit.pk, unit_name=unit.name)
        person = Person.objects.get(pk=group.organiser.person_id)
        people.grant(person, Role.ORGANISER, home)
    people.sign_in(client, person)
    base = f"/kelola/kelas/{group.offering.uuid}/"
    pages = [client.get(address).content.decode() for address in (base, f"{base}nilai/")]
    assert ["Dinas Kesehatan" in page for page in pages] == [True, True]


def test_the_page_shows_them_and_a_stranger_sees_nothing(client: Client) -> None:
    group = batches.cohort()
    with scoped(SYSTEM):
        person = Person.objects.get(pk=group.organiser.person_id)
        people.grant(person, Role.ORGANISER, group.offering.tenant)
    people.sign_in(client, person)
    page = client.get(f"/kelola/kelas/{group.offering.uuid}/laporan/").content.decode()
    assert "0 ÷ 2 peserta × 100" in page
    stranger = make.actor(make.unit(make.agency()), Role.ORGANISER)
    with scoped(own(stranger)):
        with pytest.raises(NotFound):
            get_managed_course(stranger, group.offering.uuid)
        assert not Tally.objects.exists()


@pytest.mark.parametrize("crowd", [1, 3])
def test_reading_the_sums_is_one_row(crowd: int, django_assert_num_queries: Any) -> None:
    group = batches.cohort(people=crowd)
    with scoped(own(group.organiser)):
        reckon_tally(group.offering, now=NOW)
        with django_assert_num_queries(1):
            assert tally_of(group.offering) is not None
