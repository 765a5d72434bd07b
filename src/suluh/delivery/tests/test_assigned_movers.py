"""An assignment follows transfers: who comes, who comes later, who goes, who goes to another agency."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.assigning import Target, follow_units
from suluh.delivery.actions.obligations import remind_due
from suluh.delivery.actions.registration import register
from suluh.delivery.models import Enrolment
from suluh.delivery.rules.deadlines import due_for_latecomer
from suluh.delivery.tests import make
from suluh.delivery.tests.assigned import (
    TODAY,
    assign_by_rule,
    give_job,
    open_course,
    places_of,
)
from suluh.delivery.tests.make import NOW, own
from suluh.identity.models import Employment, Person
from suluh.messaging.models import Notice
from suluh.organisation.types import Role

pytestmark = pytest.mark.django_db


def test_transfers_take_in_and_release_who_has_not_begun() -> None:
    unit = make.unit(make.agency())
    admin = make.actor(unit, Role.UNIT_ADMIN)
    idle, begun, own_wish, later = (make.actor(unit, name=name) for name in "ABCD")
    for who in (idle, begun, own_wish):
        give_job(who, "Analis Kebijakan")
    course = open_course()
    with scoped(own(own_wish)):
        register(actor=own_wish, offering_uuid=course.uuid, now=NOW)
    made = assign_by_rule(admin, course)
    with scoped(SYSTEM):
        Enrolment.objects.filter(person_id=begun.person_id).update(started_at=NOW)
    for who in (idle, begun, own_wish):
        give_job(who, "Pengadministrasi", "4")
    give_job(later, "Analis Hukum")

    taken = follow_units(now=NOW)
    again = follow_units(now=NOW)

    places = places_of(course)
    with scoped(SYSTEM):
        made.refresh_from_db()
        released = DomainEvent.objects.filter(name="delivery.assignment.released").count()
        told = Notice.objects.filter(title__startswith="Penugasan berakhir").count()
    assert (taken, again) == (1, 0)
    assert places[idle.person_id].state == "cancelled"
    assert places[idle.person_id].assignment_id == made.pk  # the trace
    assert (places[begun.person_id].state, places[begun.person_id].due_on) == (
        "registered", made.due_on,
    )  # fmt: skip
    mine = places[own_wish.person_id]
    assert (mine.state, mine.due_on, mine.assignment_id) == ("registered", None, None)
    assert places[later.person_id].state == "registered"
    assert (made.people, made.released, released, told) == (4, 2, 1, 2)


def test_who_comes_back_is_assigned_again() -> None:
    unit = make.unit(make.agency())
    admin, rina = make.actor(unit, Role.UNIT_ADMIN), make.actor(unit)
    give_job(rina, "Analis Kebijakan")
    course = open_course()
    assign_by_rule(admin, course)
    give_job(rina, "Pengadministrasi", "4")
    follow_units(now=NOW)
    give_job(rina, "Analis Kebijakan")
    follow_units(now=NOW)
    assert places_of(course)[rina.person_id].state == "registered"


def test_who_comes_after_the_date_is_not_late_on_the_day_they_come() -> None:
    unit = make.unit(make.agency())
    admin, rina, later = (make.actor(unit, Role.UNIT_ADMIN), make.actor(unit), make.actor(unit))
    give_job(rina, "Analis Kebijakan")
    course = open_course()
    assign_by_rule(admin, course, due_on=TODAY + timedelta(days=5))
    give_job(later, "Analis Hukum")

    follow_units(now=NOW + timedelta(days=20))
    remind_due(now=NOW + timedelta(days=20))

    places = places_of(course)
    with scoped(SYSTEM):
        told = Notice.objects.filter(person_id=later.person_id, title__startswith="Lewat").count()
    assert places[rina.person_id].due_on == TODAY + timedelta(days=5)
    assert (places[later.person_id].due_on, told) == (TODAY + timedelta(days=25), 0)


@pytest.mark.parametrize(
    ("today", "last", "due"),
    [
        (2, None, 12),  # before the date there is as long as the others had
        (40, None, 50),
        (40, 45, 45),  # the course ends sooner
        (40, 5, 10),  # never before the others' date
    ],
)
def test_days_of_who_comes_later(today: int, last: int | None, due: int) -> None:
    def day(number: int) -> date:
        return TODAY + timedelta(days=number)

    found = due_for_latecomer(
        day(10), given_on=TODAY, today=day(today), last=day(last) if last else None
    )
    assert found == day(due)
    assert due_for_latecomer(day(300), given_on=TODAY, today=day(299), last=None) == day(329)


def test_who_moves_to_another_agency_has_no_duty_to_the_old_one() -> None:
    unit = make.unit(make.agency())
    admin, rina, stays = make.actor(unit, Role.UNIT_ADMIN), make.actor(unit), make.actor(unit)
    there = make.unit(make.agency())
    boss = make.actor(there)
    course = open_course()
    with scoped(SYSTEM):
        numbers = "\n".join(
            each.nip or "" for each in Person.objects.filter(
                pk__in=[rina.person_id, stays.person_id]
            )
        )  # fmt: skip
    assign_by_rule(admin, course, target=Target(numbers=numbers), follows=False, due_on=TODAY)
    with scoped(SYSTEM):
        Enrolment.objects.filter(person_id=rina.person_id).update(started_at=NOW)
        Employment.objects.filter(person_id=rina.person_id).update(valid_to=TODAY)
        Employment.objects.create(
            tenant=there.tenant, person_id=rina.person_id, unit=there, valid_from=TODAY,
            supervisor_id=boss.person_id,
        )  # fmt: skip

    remind_due(now=NOW + timedelta(days=3))
    with scoped(SYSTEM):
        escalated = Notice.objects.filter(person_id=boss.person_id).count()
    follow_units(now=NOW)
    follow_units(now=NOW)

    places = places_of(course)
    with scoped(SYSTEM):
        told = Notice.objects.filter(
            person_id=rina.person_id, body__contains="Tempat Anda tetap ada"
        ).count()
    assert (places[rina.person_id].state, places[rina.person_id].due_on) == ("registered", None)
    assert places[stays.person_id].due_on == TODAY
    assert (escalated, told) == (0, 1)
