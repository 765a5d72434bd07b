"""Results are booked once, read by their own, withdrawn by others, and never changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import ProgrammingError, connections, transaction

from suluh.base.errors import NotAllowed, NotFound
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.competency.actions import attain, withdraw
from suluh.competency.actions.withdrawing import AlreadyWithdrawn, NeedsOtherEyes, ReasonMissing
from suluh.competency.models import Attainment
from suluh.competency.queries import held
from suluh.competency.tests import make
from suluh.competency.types import SourceKind
from suluh.identity.models import Employment, Person
from suluh.organisation.types import Actor, Grant, Role
from tests import make as town

pytestmark = pytest.mark.django_db


def _person() -> Person:
    return town.person(town.unit(town.agency()))


def _level(person: Person, on: date = make.DAY) -> int | None:
    with scoped(SYSTEM):
        found = held(person.pk, on)
    return next(iter(found.values())).level if found else None


def test_a_result_counts_from_its_day_and_expires_by_rule() -> None:
    person = _person()
    row = make.reach(person)
    assert (row.level, row.expires_on) == (2, date(2029, 9, 16))
    assert [_level(person, day) for day in (date(2026, 9, 15), make.DAY)] == [None, 2]
    assert _level(person, date(2029, 9, 17)) is None


def test_the_same_deed_counts_once_by_whatever_route() -> None:
    person = _person()
    first = make.reach(person)
    again = make.reach(person, level=5, source=SourceKind.OUTSIDE)
    assert again.pk == first.pk
    assert _level(person) == 2
    with scoped(SYSTEM):
        told = DomainEvent.objects.filter(name="competency.level.attained")
        assert [event.data for event in told] == [{"people": [person.pk]}]


def test_a_given_expiry_stands_and_nothing_is_nothing() -> None:
    last = date(2026, 12, 31)
    assert make.reach(_person(), expires_on=last).expires_on == last
    assert attain(attained=[], actor_id=None, now=make.NOW) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_many_results_cost_as_many_statements_as_one(
    count: int, django_assert_max_num_queries: Any
) -> None:
    unit = town.unit(town.agency())
    given = [make.result(town.person(unit)) for _ in range(count)]
    given = [*given, replace(given[0], level=4)]
    with django_assert_max_num_queries(12):
        found = attain(attained=given, actor_id=None, now=make.NOW)
    assert [row.level for row in found.values()] == [2] * count


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE competency_attainment SET level = 5",
        "DELETE FROM competency_attainment",
        "TRUNCATE competency_attainment CASCADE",
        "UPDATE competency_requirement SET level = 5",
        "UPDATE competency_sourcerule SET weight = 9",
        "DELETE FROM competency_leveltext",
    ],
)
def test_the_application_may_only_append(statement: str) -> None:
    make.reach(_person())
    with scoped(SYSTEM):
        with pytest.raises(ProgrammingError) as refused, transaction.atomic():
            connections["default"].cursor().execute(statement)
        assert refused.value.__cause__.sqlstate == "42501"  # type: ignore[union-attr]


def test_results_are_read_by_their_person_and_the_agency_that_employs_them() -> None:
    person, stranger = _person(), _person()
    row = make.reach(person)
    with scoped(SYSTEM):
        old = Employment.objects.get(person=person).tenant_id
        new = Employment.objects.get(person=stranger).tenant_id
    for scope, seen in (
        (Scope(person_id=person.pk), [row.pk]), (Scope(tenant_id=old), [row.pk]),
        (Scope(tenant_id=new), []), (Scope(person_id=stranger.pk), []),
    ):  # fmt: skip
        with scoped(scope):
            assert list(Attainment.reachable.values_list("pk", flat=True)) == seen
    with scoped(SYSTEM):
        Employment.objects.filter(person=person).update(tenant_id=new)
    with scoped(Scope(tenant_id=new)):
        assert [found.pk for found in held(person.pk, make.DAY).values()] == [row.pk]


def _admin(person: Person) -> Actor:
    """An agency administrator beside the person."""
    with scoped(SYSTEM):
        unit = Employment.objects.select_related("unit__tenant").get(person=person).unit
    admin = town.person(unit)
    grants = (Grant(Role.AGENCY_ADMIN, unit.tenant_id),)
    return Actor(1, admin.pk, agency_id=unit.tenant_id, grants=grants)


def _withdraw(actor: Actor, row: Attainment, reason: str = "Keliru orang.") -> Attainment:
    with scoped(Scope(actor.agency_id, actor.person_id)):
        return withdraw(actor=actor, now=make.NOW, attainment=row.pk, reason=reason)


def test_a_wrong_result_is_withdrawn_once_and_stays_readable() -> None:
    person = _person()
    make.reach(person, level=1, reached_on=date(2026, 1, 1), key="uji:lama")
    row = make.reach(person, level=4)
    admin = _admin(person)
    withdrawn = _withdraw(admin, row)
    assert (withdrawn.kind, withdrawn.withdraws_id) == ("withdrawn", row.pk)
    assert _level(person) == 1
    with pytest.raises(AlreadyWithdrawn):
        _withdraw(admin, row)
    with scoped(SYSTEM):
        assert Attainment.objects.filter(person=person).count() == 3


def test_withdrawing_needs_the_role_other_eyes_and_an_own_row() -> None:
    person = _person()
    row = make.reach(person)
    admin = _admin(person)
    with pytest.raises(ReasonMissing):
        _withdraw(admin, row, "Keliru.")
    plain = replace(admin, grants=())
    with pytest.raises(NotAllowed):
        _withdraw(plain, row)
    with pytest.raises(NotFound):
        _withdraw(_admin(_person()), row)
    given = make.result(person, key="uji:lain")
    own = attain(attained=[given], actor_id=admin.person_id, now=make.NOW)
    with pytest.raises(NeedsOtherEyes):
        _withdraw(admin, next(iter(own.values())))
