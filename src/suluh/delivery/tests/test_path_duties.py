"""Dates of assigned paths go up the line and stand beside courses in the list of obligations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.actions.obligations import NobodyChosen, remind_chosen, remind_due
from suluh.delivery.models import Assignment, Enrolment, LearningPath, PathAssignment, PathPlace
from suluh.delivery.tests import make
from suluh.delivery.tests.assigned import TODAY, assign_by_rule, give_job, open_course
from suluh.delivery.tests.make import NOW, own
from suluh.delivery.tests.paths import Town
from suluh.identity.models import Employment, RoleGrant
from suluh.messaging.models import Notice
from suluh.organisation.types import Actor, Grant, Role
from tests import make as people

pytestmark = pytest.mark.django_db


def _lead(who: Actor, *, by: Actor) -> None:
    with scoped(SYSTEM):
        Employment.objects.filter(person_id=who.person_id).update(supervisor_id=by.person_id)


def _told(who: Actor) -> list[str]:
    with scoped(SYSTEM):
        rows = Notice.objects.filter(person_id=who.person_id, kind="reminder").order_by("id")
        return list(rows.values_list("title", flat=True))


def test_the_date_of_an_assigned_path_is_spoken_of_once_each() -> None:
    town = Town()
    rina = make.actor(town.unit)
    town.assign(due_on=TODAY + timedelta(days=7))

    for days in (0, 0, 6, 8, 9):
        remind_due(now=NOW + timedelta(days=days))

    assert _told(rina) == [
        "Segera: Pengelola data", "Segera: Pengelola data", "Lewat batas waktu: Pengelola data",
    ]  # fmt: skip


def test_late_courses_and_paths_are_one_notice_for_the_supervisor_and_one_for_the_leader() -> None:
    town = Town()
    rina, boss, head = make.actor(town.unit), make.actor(town.unit), make.actor(town.unit)
    admin, budi = make.actor(town.unit, Role.UNIT_ADMIN), make.actor(town.unit)
    give_job(budi, "Analis Kebijakan")
    for who in (rina, budi):
        _lead(who, by=boss)
    with scoped(SYSTEM):
        RoleGrant.objects.create(
            tenant=town.agency, person_id=head.person_id, role=Role.LEADER, unit=town.unit,
            created_at=NOW,
        )  # fmt: skip
    town.assign(due_on=TODAY)
    with scoped(SYSTEM):
        others = PathPlace.objects.exclude(person_id__in=[rina.person_id, budi.person_id])
        others.update(state="completed", completed_at=NOW)
    assign_by_rule(admin, open_course(), due_on=TODAY)

    seen = []
    for days in (0, 2, 2, 8, 9):
        remind_due(now=NOW + timedelta(days=days))
        seen.append((len(_told(boss)), len(_told(head))))

    assert seen == [(0, 0), (1, 0), (1, 0), (1, 1), (1, 1)]
    assert _told(boss) == _told(head) == ["2 orang lewat batas waktu kewajiban belajar"]


def test_who_joined_by_themselves_or_serves_elsewhere_owes_nothing() -> None:
    town = Town()
    free, gone = make.actor(town.unit), make.actor(town.unit)
    boss = make.actor(make.unit(make.agency()))
    town.join(free)
    town.assign(due_on=TODAY)
    with scoped(SYSTEM):
        PathPlace.objects.filter(person_id=free.person_id).update(assignment=None)
        Employment.objects.filter(person_id=gone.person_id).update(
            tenant_id=boss.agency_id, supervisor_id=boss.person_id
        )

    remind_due(now=NOW + timedelta(days=3))

    assert (_told(free), _told(gone), _told(boss)) == ([], [], [])


def test_a_supervisor_reminds_the_own_people_of_a_path_alone() -> None:
    town = Town()
    rina, strange = make.actor(town.unit), make.actor(town.unit)
    boss = make.actor(town.unit)
    boss = Actor(
        account_id=boss.account_id, person_id=boss.person_id, name="Bu Sri",
        agency_id=boss.agency_id, grants=(Grant(Role.SUPERVISOR, None, "0/"),),
    )  # fmt: skip
    _lead(rina, by=boss)
    town.assign(due_on=TODAY)
    mine, other = (town.places()[who.person_id].uuid for who in (rina, strange))

    with scoped(own(boss)):
        sent = [remind_chosen(actor=boss, uuids=[mine, other], now=NOW) for _turn in range(2)]
        with pytest.raises(NobodyChosen):
            remind_chosen(actor=boss, uuids=[other], now=NOW)

    assert (sent, _told(rina), _told(strange)) == (
        [1, 0], ["Bu Sri mengingatkan: Pengelola data"], [],
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_holds_both_for_one_and_three_of_each(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    agency, far = people.agency(), people.agency()
    unit = people.unit(agency)
    leader = people.person(unit)
    people.grant(leader, Role.LEADER, agency, at=unit)
    course = make.course(texts.published(texts.training(agency), {}))
    moment = now()
    with scoped(SYSTEM):
        given = Assignment.objects.create(
            tenant=agency, offering=course, unit=unit, by_id=1, created_at=moment
        )
        paths = [
            LearningPath.objects.create(
                tenant=at, title="Jalur data", state="published", created_by_id=1,
                created_at=moment,
            )
            for at in (agency, far)
        ]  # fmt: skip
    staff = [people.person(unit, name=f"Sari {n}") for n in range(count)]
    stranger = people.person(people.unit(far), name="Orang jauh")
    with scoped(SYSTEM):
        for each in staff:
            Enrolment.objects.create(
                tenant=agency, offering=course, person=each, home=agency, name=each.name,
                registered_at=moment, assignment=given, due_on=TODAY + timedelta(days=9999),
            )  # fmt: skip
        acts = {
            path: PathAssignment.objects.create(
                tenant=path.tenant, path=path, by_id=1, created_at=moment
            )
            for path in paths
        }
        for who, path in (*((each, paths[0]) for each in staff), (stranger, paths[1])):
            PathPlace.objects.create(
                tenant=path.tenant, path=path, person=who, home=path.tenant, name=who.name,
                joined_at=moment, source="assigned", assignment=acts[path], due_on=TODAY - timedelta(days=9999),
            )  # fmt: skip
    people.sign_in(client, leader)
    with django_assert_num_queries(7):
        page = client.get("/kewajiban/").content.decode()
    late = client.get("/kewajiban/?status=lewat").content.decode()
    idle = client.get("/kewajiban/?status=belum&q=jalur+data").content.decode()
    done = client.get("/kewajiban/?status=selesai").content.decode()
    assert page.count('name="kewajiban"') == 2 * count
    assert [each.count('name="kewajiban"') for each in (late, idle, done)] == [count, count, 0]
    assert f"{count} dari {2 * count} kewajiban lewat batas waktu" in page
    assert "Orang jauh" not in page
    with scoped(SYSTEM):
        chosen = [str(uuid) for uuid in PathPlace.objects.values_list("uuid", flat=True)]
    sent = client.post("/kewajiban/ingatkan/", {"kewajiban": chosen}, follow=True)
    assert f"{count} pengingat terkirim" in sent.content.decode()
