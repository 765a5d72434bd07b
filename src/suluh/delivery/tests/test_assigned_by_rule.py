"""Assigned by rule: counted first, followed in and out, undone; seats; dates that go up the line."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from suluh.base.clock import now
from suluh.base.errors import NotAllowed, NotFound
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.actions.assigning import (
    Target,
    assign,
    follow_units,
    foresee_assignment,
    undo_assignment,
)
from suluh.delivery.actions.obligations import NobodyChosen, remind_chosen, remind_due
from suluh.delivery.actions.registration import register
from suluh.delivery.actions.seats import fit_seats
from suluh.delivery.models import Assignment, Enrolment, Offering, SeatBucket
from suluh.delivery.rules.criteria import Criteria
from suluh.delivery.rules.deadlines import due_for_latecomer, reminder_of
from suluh.delivery.tests import make
from suluh.delivery.tests.make import NOW, own
from suluh.identity.models import Employment, Person, RoleGrant
from suluh.messaging.models import Notice
from suluh.organisation.models import Position, Unit
from suluh.organisation.types import Actor, Grant, Role
from tests import make as people

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 16)
ANALYSTS = Criteria(jenis="2", post="analis")


def _course(**more: Any) -> Offering:
    training = texts.training(make.agency("Penyelenggara"))
    made = make.course(texts.published(training, {}, {}), **more)
    with scoped(SYSTEM):
        fit_seats(offering=made, now=NOW)
    return made


def _job(who: Actor, name: str, jenis: str = "2", **more: Any) -> None:
    with scoped(SYSTEM):
        job = Employment.objects.get(person_id=who.person_id, valid_to=None)
        job.position = Position.objects.get_or_create(
            tenant_id=job.tenant_id, name=name, jenis=jenis, jenjang=more.pop("jenjang", "")
        )[0]
        for key, value in more.items():
            setattr(job, key, value)
        job.save()


def _assign(who: Actor, course: Offering, **more: Any) -> Assignment:
    values: dict[str, Any] = {
        "target": Target(criteria=ANALYSTS), "due_on": TODAY + timedelta(days=5), "reason": "ST 1",
        "follows": True, "now": NOW,
    } | more  # fmt: skip
    with scoped(own(who)):
        return assign(actor=who, course=course.uuid, **values)


def _places(course: Offering) -> dict[int, Enrolment]:
    with scoped(SYSTEM):
        return {each.person_id: each for each in Enrolment.objects.filter(offering=course)}


def _below(unit: Unit) -> Unit:
    with scoped(SYSTEM):
        made = Unit.objects.create(
            tenant=unit.tenant, parent=unit, name="Bidang Mutu", valid_from="2020-01-01", depth=1
        )
        made.path = f"{unit.path}{made.pk}/"
        made.save()
    return made


def test_a_rule_counts_and_names_before_it_places() -> None:
    unit = make.unit(make.agency())
    admin = make.actor(unit, Role.UNIT_ADMIN)
    below = make.actor(_below(unit), name="Budi")
    rina, clerk = make.actor(unit, name="Rina"), make.actor(unit, name="Cahya")
    elsewhere = make.actor(make.unit(unit.tenant, "Inspektorat"), name="Edo")
    for who in (below, rina, elsewhere):
        _job(who, "Analis Kebijakan", jenjang="Ahli Muda")
    _job(clerk, "Pengadministrasi", "4")
    course = _course()

    with scoped(own(admin)):
        target = Target(unit=unit.uuid, criteria=ANALYSTS)
        seen = foresee_assignment(actor=admin, course=course.uuid, target=target)
    before = _places(course)
    made = _assign(admin, course, target=target)

    assert (seen.people, seen.new) == (2, 2)
    assert seen.first == ("Budi (Bidang Mutu)", "Rina (Dinas Kesehatan)")
    assert seen.words == (
        "Fungsional, jabatan memuat “analis” di Dinas Kesehatan dan unit di bawahnya"
    )
    assert (before, made.people) == ({}, 2)
    assert set(_places(course)) == {below.person_id, rina.person_id}


@pytest.mark.parametrize(
    ("criteria", "people_found"),
    [
        (Criteria(jenis="2"), 1),
        (Criteria(jenis="1"), 0),
        (Criteria(jenjang="Ahli Muda"), 1),
        (Criteria(jenjang="Ahli Madya"), 0),
        (Criteria(rank="III"), 1),
        (Criteria(rank="III/c"), 1),
        (Criteria(rank="II"), 0),
        (Criteria(rank="III/d"), 0),
        (Criteria(status="PNS"), 1),
        (Criteria(status="PPPK"), 0),
        (Criteria(jenis="2", status="PPPK"), 0),
    ],
)
def test_each_condition_narrows(criteria: Criteria, people_found: int) -> None:
    unit = make.unit(make.agency())
    admin = make.actor(unit, Role.AGENCY_ADMIN)
    _job(admin, "Analis Kebijakan", jenjang="Ahli Muda", rank="III/c")
    with scoped(own(admin)):
        target = Target(criteria=criteria)
        seen = foresee_assignment(actor=admin, course=_course().uuid, target=target)
    assert seen.people == people_found


def test_who_reaches_a_unit_only_must_name_one_of_it() -> None:
    unit = make.unit(make.agency())
    admin = make.actor(unit, Role.UNIT_ADMIN)
    other = make.unit(unit.tenant, "Inspektorat")
    narrow = Actor(
        **{name: getattr(admin, name) for name in ("account_id", "person_id", "agency_id")},
        grants=(Grant(Role.UNIT_ADMIN, admin.agency_id, unit.path),),
    )
    course = _course()
    with scoped(own(narrow)):
        with pytest.raises(NotAllowed):
            foresee_assignment(actor=narrow, course=course.uuid, target=Target(criteria=ANALYSTS))
        with pytest.raises(NotFound):
            foresee_assignment(
                actor=narrow, course=course.uuid,
                target=Target(unit=other.uuid, criteria=ANALYSTS),
            )  # fmt: skip


def test_transfers_take_in_and_release_who_has_not_begun() -> None:
    unit = make.unit(make.agency())
    admin = make.actor(unit, Role.UNIT_ADMIN)
    idle, begun, own_wish, later = (make.actor(unit, name=name) for name in "ABCD")
    for who in (idle, begun, own_wish):
        _job(who, "Analis Kebijakan")
    course = _course()
    with scoped(own(own_wish)):
        register(actor=own_wish, offering_uuid=course.uuid, now=NOW)
    made = _assign(admin, course)
    with scoped(SYSTEM):
        Enrolment.objects.filter(person_id=begun.person_id).update(started_at=NOW)
    for who in (idle, begun, own_wish):
        _job(who, "Pengadministrasi", "4")
    _job(later, "Analis Hukum")

    taken = follow_units(now=NOW)
    again = follow_units(now=NOW)

    places = _places(course)
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
    _job(rina, "Analis Kebijakan")
    course = _course()
    _assign(admin, course)
    _job(rina, "Pengadministrasi", "4")
    follow_units(now=NOW)
    _job(rina, "Analis Kebijakan")
    follow_units(now=NOW)
    assert _places(course)[rina.person_id].state == "registered"


def test_who_comes_after_the_date_is_not_late_on_the_day_they_come() -> None:
    unit = make.unit(make.agency())
    admin, rina, later = (make.actor(unit, Role.UNIT_ADMIN), make.actor(unit), make.actor(unit))
    _job(rina, "Analis Kebijakan")
    course = _course()
    _assign(admin, course, due_on=TODAY + timedelta(days=5))
    _job(later, "Analis Hukum")

    follow_units(now=NOW + timedelta(days=20))
    remind_due(now=NOW + timedelta(days=20))

    places = _places(course)
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
    course = _course()
    with scoped(SYSTEM):
        numbers = "\n".join(
            each.nip or "" for each in Person.objects.filter(
                pk__in=[rina.person_id, stays.person_id]
            )
        )  # fmt: skip
    _assign(admin, course, target=Target(numbers=numbers), follows=False, due_on=TODAY)
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

    places = _places(course)
    with scoped(SYSTEM):
        told = Notice.objects.filter(
            person_id=rina.person_id, body__contains="Tempat Anda tetap ada"
        ).count()
    assert (places[rina.person_id].state, places[rina.person_id].due_on) == ("registered", None)
    assert places[stays.person_id].due_on == TODAY
    assert (escalated, told) == (0, 1)


def test_undoing_releases_who_has_not_begun_once() -> None:
    unit = make.unit(make.agency())
    admin, rina, begun = make.actor(unit, Role.UNIT_ADMIN), make.actor(unit), make.actor(unit)
    for who in (rina, begun):
        _job(who, "Analis Kebijakan")
    course = _course()
    made = _assign(admin, course)
    with scoped(SYSTEM):
        Enrolment.objects.filter(person_id=begun.person_id).update(started_at=NOW)
    stranger = make.actor(make.unit(make.agency()), Role.UNIT_ADMIN)
    with scoped(own(stranger)), pytest.raises(NotFound):
        undo_assignment(actor=stranger, course=course.uuid, uuid=made.uuid, now=NOW)

    with scoped(own(admin)):
        first = undo_assignment(actor=admin, course=course.uuid, uuid=made.uuid, now=NOW)
        second = undo_assignment(actor=admin, course=course.uuid, uuid=made.uuid, now=NOW)

    places = _places(course)
    assert (first, second, follow_units(now=NOW)) == (1, 0, 0)
    assert places[rina.person_id].state == "cancelled"
    assert places[begun.person_id].state == "registered"


def test_counted_seats_go_round_and_the_rest_wait_their_turn() -> None:
    unit = make.unit(make.agency())
    admin = make.actor(unit, Role.UNIT_ADMIN)
    for name in "ABC":
        _job(make.actor(unit, name=name), "Analis Kebijakan")
    course = _course(seats=2)
    with scoped(own(admin)):
        seen = foresee_assignment(actor=admin, course=course.uuid, target=Target(criteria=ANALYSTS))
    made = _assign(admin, course)
    states = sorted(each.state for each in _places(course).values())
    with scoped(SYSTEM):
        free = sum(SeatBucket.objects.values_list("free", flat=True))
    assert (seen.free, seen.waiting) == (2, 1)
    assert (states, free) == (["registered", "registered", "waiting"], 0)

    with scoped(own(admin)):
        undo_assignment(actor=admin, course=course.uuid, uuid=made.uuid, now=NOW)
    with scoped(SYSTEM):
        free = sum(SeatBucket.objects.values_list("free", flat=True))
    assert free == 2


def test_dates_are_spoken_of_a_week_and_a_day_before_and_once_after() -> None:
    due = date(2026, 9, 20)
    said = [reminder_of(due, due - timedelta(days=days)) for days in (9, 7, 2, 1, 0, -1, -30)]
    assert said == ["", "7", "7", "1", "1", "lewat", "lewat"]


def test_what_is_late_goes_to_the_supervisor_then_to_the_leader_once() -> None:
    unit = make.unit(make.agency())
    admin, rina = make.actor(unit, Role.UNIT_ADMIN), make.actor(unit)
    boss, head, far = make.actor(unit), make.actor(unit), make.actor(unit)
    _job(rina, "Analis Kebijakan", supervisor_id=boss.person_id)
    for who, at in ((head, unit), (far, make.unit(unit.tenant, "Inspektorat"))):
        with scoped(SYSTEM):
            RoleGrant.objects.create(
                tenant=unit.tenant, person_id=who.person_id, role=Role.LEADER, unit=at,
                created_at=NOW,
            )  # fmt: skip
    _assign(admin, _course(), due_on=TODAY)

    def told() -> dict[str, int]:
        with scoped(SYSTEM):
            return {
                name: Notice.objects.filter(person_id=who.person_id, kind="reminder").count()
                for name, who in {"rina": rina, "boss": boss, "head": head, "far": far}.items()
            }

    seen = []
    for days in (0, 2, 2, 8, 9):
        remind_due(now=NOW + timedelta(days=days))
        seen.append(tuple(told().values()))
    assert seen == [(1, 0, 0, 0), (2, 1, 0, 0), (2, 1, 0, 0), (2, 1, 1, 0), (2, 1, 1, 0)]


def test_a_supervisor_reminds_the_own_people_alone() -> None:
    unit = make.unit(make.agency())
    admin, rina, strange = make.actor(unit, Role.UNIT_ADMIN), make.actor(unit), make.actor(unit)
    boss = make.actor(unit, name="Bu Sri")
    boss = Actor(
        account_id=boss.account_id, person_id=boss.person_id, name="Bu Sri",
        agency_id=boss.agency_id, grants=(Grant(Role.SUPERVISOR, None, "0/"),),
    )  # fmt: skip
    _job(rina, "Analis Kebijakan", supervisor_id=boss.person_id)
    _job(strange, "Analis Kebijakan")
    course = _course()
    _assign(admin, course)
    places = _places(course)
    with scoped(own(boss)):
        mine, other = places[rina.person_id].uuid, places[strange.person_id].uuid
        assert remind_chosen(actor=boss, uuids=[mine, other], now=NOW) == 1
        assert remind_chosen(actor=boss, uuids=[mine], now=NOW) == 0
        with pytest.raises(NobodyChosen):
            remind_chosen(actor=boss, uuids=[other], now=NOW)


def test_the_pages_from_rule_to_undone(client: Client) -> None:
    agency = people.agency()
    unit = people.unit(agency)
    admin = people.person(unit, name="Wayan")
    people.grant(admin, Role.AGENCY_ADMIN, agency)
    people.sign_in(client, admin)
    course = make.course(texts.published(texts.training(agency), {}))
    url = f"/pelatihan/{course.uuid}/tugaskan/aturan/"
    form = {"jenis": "2", "post": "Analis", "follows": "on"}

    assert (
        "Tugaskan menurut aturan"
        in client.get(f"/pelatihan/{course.uuid}/tugaskan/").content.decode()
    )
    assert client.get(url).status_code == 200
    assert "1 orang akan ditugaskan" in client.post(url, form).content.decode()
    assert "Wayan (Dinas Uji)" in client.post(url, form).content.decode()
    with scoped(SYSTEM):
        assert not Assignment.objects.exists()
    page = client.post(url, form | {"ya": "1"}, follow=True)
    assert "1 orang ditugaskan" in page.content.decode()
    here = page.request["PATH_INFO"]
    assert "dilepas dan diberi tahu" in client.get(f"{here}batalkan/").content.decode()
    assert "Penugasan dibatalkan" in client.post(f"{here}batalkan/", follow=True).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_and_three(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    agency = people.agency()
    unit = people.unit(agency)
    leader, admin = people.person(unit), people.person(people.unit(agency))
    people.grant(leader, Role.LEADER, agency, at=unit)
    people.grant(admin, Role.AGENCY_ADMIN, agency)
    course = make.course(texts.published(texts.training(agency), {}))
    staff = [people.person(unit) for _ in range(count)]
    with scoped(SYSTEM):
        made = Assignment.objects.create(
            tenant=agency, offering=course, unit=unit, by_id=1, created_at=now()
        )
        for each in staff:
            Enrolment.objects.create(
                tenant=agency, offering=course, person=each, home=agency, name=each.name,
                registered_at=now(), assignment=made, due_on=TODAY,
            )  # fmt: skip
    people.sign_in(client, leader)
    with django_assert_num_queries(6):
        page = client.get("/kewajiban/?q=siti").content.decode()
    assert page.count('name="kewajiban"') == count
    people.sign_in(client, admin)
    with django_assert_num_queries(8):
        assert client.get(f"/pelatihan/{course.uuid}/tugaskan/{made.uuid}/").status_code == 200
