"""For whom a class is, changed after it was opened: nobody is thrown out, and the catalogue follows."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from suluh.base.errors import NotFound
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.assigning import follow_units
from suluh.delivery.actions.audience import (
    NobodyInvited,
    Wanted,
    change_audience,
    foresee_audience,
)
from suluh.delivery.actions.course_changes import ClassOver
from suluh.delivery.actions.registration import NotInvited, register
from suluh.delivery.models import Assignment, Enrolment, Offering, OfferingAgency
from suluh.delivery.queries.audience import changes_of, reach_of
from suluh.delivery.tests import batches, make
from suluh.delivery.tests.make import NOW, own
from suluh.delivery.tests.paths import Town
from suluh.identity.models import Employment, Person
from suluh.organisation.types import Actor, Role
from tests import make as people

pytestmark = pytest.mark.django_db
NATION, OWN = Wanted("national"), Wanted("agency")


def _change(town: Town, wanted: Wanted, *, who: Actor | None = None) -> None:
    actor = who or town.author
    with scoped(own(actor)):
        change_audience(actor=actor, uuid=town.courses[0].uuid, wanted=wanted, now=NOW)


def _foreseen(town: Town, wanted: Wanted) -> int:
    with scoped(own(town.author)):
        return foresee_audience(actor=town.author, uuid=town.courses[0].uuid, wanted=wanted)


def _joins(who: Actor, course: Offering) -> bool:
    with scoped(own(who)):
        try:
            register(actor=who, offering_uuid=course.uuid, now=NOW)
        except (NotInvited, NotFound):
            return False
    return True


def _states(course: Offering) -> set[str]:
    with scoped(SYSTEM):
        return set(Enrolment.objects.filter(offering=course).values_list("state", flat=True))


def _guest() -> Actor:
    return make.actor(make.unit(make.agency()))


def test_wider_lets_in_at_once_and_narrower_throws_nobody_out() -> None:
    town = Town(courses=1)
    course, early, invited, late = town.courses[0], _guest(), _guest(), _guest()
    _change(town, OWN)
    assert not _joins(early, course)

    _change(town, NATION)
    assert _joins(early, course)

    chosen = Wanted("chosen", (int(invited.agency_id or 0),))
    assert (_foreseen(town, chosen), _foreseen(town, OWN), _foreseen(town, NATION)) == (1, 1, 0)
    _change(town, chosen)
    assert (_joins(late, course), _joins(invited, course)) == (False, True)
    assert _states(course) == {"registered"}
    with scoped(own(early)):
        assert Offering.reachable.filter(pk=course.pk).exists()
    with scoped(own(late)):
        assert not Offering.reachable.filter(pk=course.pk).exists()


def test_each_change_is_told_once_with_who_is_outside() -> None:
    town = Town(courses=1)
    batches.enrol(town.courses[0], _guest())
    batches.enrol(town.courses[0], make.actor(town.unit))
    _change(town, NATION)
    for _turn in range(2):
        _change(town, OWN)
    with scoped(own(town.author)):
        changes = changes_of(town.courses[0])
    assert DomainEvent.objects.filter(name="delivery.course.audience_changed").count() == len(
        changes
    )
    last = changes[0]
    assert (last.before.audience, last.after.audience, last.outside) == ("national", "agency", 1)
    assert last.by == town.author.name


def test_invited_agencies_are_replaced_and_go_with_the_choice() -> None:
    town = Town(courses=1)
    first, second = (int(_guest().agency_id or 0) for _n in range(2))
    _change(town, Wanted("chosen", (first,)))
    with scoped(SYSTEM):
        OfferingAgency.objects.update(quota=5)
    _change(town, Wanted("chosen", (first, second)))
    with scoped(SYSTEM):
        quotas = dict(OfferingAgency.objects.values_list("agency_id", "quota"))
    assert quotas == {first: 5, second: None}
    _change(town, NATION)
    with scoped(SYSTEM):
        assert not OfferingAgency.objects.exists()


def test_a_narrowed_class_takes_in_nobody_more_of_other_agencies() -> None:
    town = Town(courses=1)
    first = _guest()
    with scoped(SYSTEM):
        home = Employment.objects.get(person_id=first.person_id)
        Assignment.objects.create(
            tenant=home.tenant, offering=town.courses[0], unit=home.unit, follows=True, by_id=1,
            created_at=NOW,
        )  # fmt: skip
    follow_units(now=NOW)
    assert home.unit is not None
    make.actor(home.unit)
    _change(town, OWN)
    follow_units(now=NOW)
    with scoped(SYSTEM):
        assert Enrolment.objects.filter(offering=town.courses[0]).count() == 1

    _change(town, Wanted("chosen", (home.tenant_id,)))
    follow_units(now=NOW)
    with scoped(SYSTEM):
        assert Enrolment.objects.filter(offering=town.courses[0]).count() == 2


def test_refused_to_strangers_without_agencies_and_after_the_end() -> None:
    town = Town(courses=1)
    with pytest.raises(NobodyInvited):
        _change(town, Wanted("chosen"))
    stranger = make.actor(make.unit(make.agency()), Role.ORGANISER)
    for who in (stranger, make.actor(town.unit)):
        with pytest.raises(NotFound):
            _change(town, NATION, who=who)
    with scoped(SYSTEM):
        Offering.objects.update(state="cancelled")
    with pytest.raises(ClassOver):
        _change(town, NATION)


def test_the_page_tells_who_would_be_outside_before_it_asks(client: Client) -> None:
    town = Town(courses=1)
    _change(town, NATION)
    batches.enrol(town.courses[0], _guest())
    with scoped(SYSTEM):
        author = Person.objects.get(pk=town.author.person_id)
        people.grant(author, Role.ORGANISER, town.agency)
    people.sign_in(client, author)
    url = f"/kelola/kelas/{town.courses[0].uuid}/untuk-siapa/"
    assert "Semua ASN dan umum di Indonesia" in client.get(url).content.decode()
    wrong: dict[str, Any] = {"audience": "chosen", "agencies": "Tidak Ada"}
    assert "Instansi ini tidak ditemukan: Tidak Ada" in client.post(url, wrong).content.decode()

    asked = client.post(url, {"audience": "agency", "agencies": ""}).content.decode()
    assert "1 orang yang sudah ikut atau menunggu kursi tidak lagi termasuk" in asked
    assert client.post(url, {"audience": "agency", "ya": "1"}).status_code == 302

    page = client.get(url).content.decode()
    assert "Sebelumnya: Semua ASN dan umum di Indonesia" in page
    with scoped(own(town.author)):
        found = Offering.objects.get(pk=town.courses[0].pk)
        assert reach_of(found).audience == "agency"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_three_changes(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    town = Town(courses=1)
    for wanted in (OWN, NATION, OWN, NATION)[: count + 1]:
        _change(town, wanted)
    with scoped(SYSTEM):
        author = Person.objects.get(pk=town.author.person_id)
        people.grant(author, Role.ORGANISER, town.agency)
    people.sign_in(client, author)
    url = f"/kelola/kelas/{town.courses[0].uuid}/untuk-siapa/"
    client.get(url)
    with django_assert_num_queries(PAGE):
        assert client.get(url).status_code == 200


PAGE = 6
