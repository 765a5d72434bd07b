"""Assigned by rule: counted first, undone; seats; dates that go up the line."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from suluh.base.clock import now
from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.actions.assigning import (
    Target,
    follow_units,
    foresee_assignment,
    undo_assignment,
)
from suluh.delivery.actions.obligations import NobodyChosen, remind_chosen, remind_due
from suluh.delivery.models import Assignment, Enrolment, SeatBucket
from suluh.delivery.rules.criteria import Criteria
from suluh.delivery.rules.deadlines import reminder_of
from suluh.delivery.tests import make
from suluh.delivery.tests.assigned import (
    ANALYSTS,
    TODAY,
    assign_by_rule,
    give_job,
    open_course,
    places_of,
)
from suluh.delivery.tests.make import NOW, own
from suluh.identity.models import RoleGrant
from suluh.messaging.models import Notice
from suluh.organisation.models import Unit
from suluh.organisation.types import Actor, Grant, Role
from tests import make as people

pytestmark = pytest.mark.django_db


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
        give_job(who, "Analis Kebijakan", jenjang="Ahli Muda")
    give_job(clerk, "Pengadministrasi", "4")
    course = open_course()

    with scoped(own(admin)):
        target = Target(unit=unit.uuid, criteria=ANALYSTS)
        seen = foresee_assignment(actor=admin, course=course.uuid, target=target)
    before = places_of(course)
    made = assign_by_rule(admin, course, target=target)

    assert (seen.people, seen.new) == (2, 2)
    assert seen.first == ("Budi (Bidang Mutu)", "Rina (Dinas Kesehatan)")
    assert seen.words == (
        "Fungsional, jabatan memuat “analis” di Dinas Kesehatan dan unit di bawahnya"
    )
    assert (before, made.people) == ({}, 2)
    assert set(places_of(course)) == {below.person_id, rina.person_id}


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
    give_job(admin, "Analis Kebijakan", jenjang="Ahli Muda", rank="III/c")
    with scoped(own(admin)):
        target = Target(criteria=criteria)
        seen = foresee_assignment(actor=admin, course=open_course().uuid, target=target)
    assert seen.people == people_found


def test_who_reaches_a_unit_only_must_name_one_of_it() -> None:
    unit = make.unit(make.agency())
    admin = make.actor(unit, Role.UNIT_ADMIN)
    other = make.unit(unit.tenant, "Inspektorat")
    narrow = Actor(
        **{name: getattr(admin, name) for name in ("account_id", "person_id", "agency_id")},
        grants=(Grant(Role.UNIT_ADMIN, admin.agency_id, unit.path),),
    )
    course = open_course()
    with scoped(own(narrow)):
        with pytest.raises(NotAllowed):
            foresee_assignment(actor=narrow, course=course.uuid, target=Target(criteria=ANALYSTS))
        with pytest.raises(NotFound):
            foresee_assignment(
                actor=narrow, course=course.uuid,
                target=Target(unit=other.uuid, criteria=ANALYSTS),
            )  # fmt: skip


def test_undoing_releases_who_has_not_begun_once() -> None:
    unit = make.unit(make.agency())
    admin, rina, begun = make.actor(unit, Role.UNIT_ADMIN), make.actor(unit), make.actor(unit)
    for who in (rina, begun):
        give_job(who, "Analis Kebijakan")
    course = open_course()
    made = assign_by_rule(admin, course)
    with scoped(SYSTEM):
        Enrolment.objects.filter(person_id=begun.person_id).update(started_at=NOW)
    stranger = make.actor(make.unit(make.agency()), Role.UNIT_ADMIN)
    with scoped(own(stranger)), pytest.raises(NotFound):
        undo_assignment(actor=stranger, course=course.uuid, uuid=made.uuid, now=NOW)

    with scoped(own(admin)):
        first = undo_assignment(actor=admin, course=course.uuid, uuid=made.uuid, now=NOW)
        second = undo_assignment(actor=admin, course=course.uuid, uuid=made.uuid, now=NOW)

    places = places_of(course)
    assert (first, second, follow_units(now=NOW)) == (1, 0, 0)
    assert places[rina.person_id].state == "cancelled"
    assert places[begun.person_id].state == "registered"


def test_counted_seats_go_round_and_the_rest_wait_their_turn() -> None:
    unit = make.unit(make.agency())
    admin = make.actor(unit, Role.UNIT_ADMIN)
    for name in "ABC":
        give_job(make.actor(unit, name=name), "Analis Kebijakan")
    course = open_course(seats=2)
    with scoped(own(admin)):
        seen = foresee_assignment(actor=admin, course=course.uuid, target=Target(criteria=ANALYSTS))
    made = assign_by_rule(admin, course)
    states = sorted(each.state for each in places_of(course).values())
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
    give_job(rina, "Analis Kebijakan", supervisor_id=boss.person_id)
    for who, at in ((head, unit), (far, make.unit(unit.tenant, "Inspektorat"))):
        with scoped(SYSTEM):
            RoleGrant.objects.create(
                tenant=unit.tenant, person_id=who.person_id, role=Role.LEADER, unit=at,
                created_at=NOW,
            )  # fmt: skip
    assign_by_rule(admin, open_course(), due_on=TODAY)

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
    give_job(rina, "Analis Kebijakan", supervisor_id=boss.person_id)
    give_job(strange, "Analis Kebijakan")
    course = open_course()
    assign_by_rule(admin, course)
    places = places_of(course)
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
    with django_assert_num_queries(7):
        page = client.get("/kewajiban/?q=siti").content.decode()
    assert page.count('name="kewajiban"') == count
    people.sign_in(client, admin)
    with django_assert_num_queries(8):
        assert client.get(f"/pelatihan/{course.uuid}/tugaskan/{made.uuid}/").status_code == 200
