"""An assignment of a path follows transfers as one of a course does: in, out, and to another agency."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.actions.assigning import Target, follow_units
from suluh.delivery.actions.path_assigning import (
    assign_path,
    end_path_assignment,
    follow_paths,
    foresee_path,
    undo_path_assignment,
)
from suluh.delivery.actions.paths import CannotLeave, leave_path
from suluh.delivery.models import Enrolment, LearningPath, PathAssignment, PathPlace
from suluh.delivery.tests import make
from suluh.delivery.tests.assigned import ANALYSTS, TODAY, give_job
from suluh.delivery.tests.make import NOW, own
from suluh.delivery.tests.paths import Town
from suluh.identity.models import Employment
from suluh.messaging.models import Notice
from suluh.organisation.types import Role
from tests import make as people

pytestmark = pytest.mark.django_db
FOR_ANALYSTS = Target(criteria=ANALYSTS)


def _enter(who: int) -> None:
    """Somebody opened a class of the path."""
    with scoped(SYSTEM):
        first = Enrolment.objects.filter(person_id=who).order_by("id")[:1]
        Enrolment.objects.filter(pk__in=first.values("pk")).update(started_at=NOW)


def test_transfers_take_in_and_release_who_has_not_begun() -> None:
    town = Town()
    idle, begun, own_wish, later = (make.actor(town.unit, name=name) for name in "ABCD")
    for who in (idle, begun, own_wish):
        give_job(who, "Analis Kebijakan")
    town.join(own_wish)
    with scoped(own(town.author)):
        seen = foresee_path(actor=town.author, uuid=town.path.uuid, target=FOR_ANALYSTS)
    made = town.assign(target=FOR_ANALYSTS, due_on=TODAY + timedelta(days=5))
    _enter(begun.person_id)
    for who in (idle, begun, own_wish):
        give_job(who, "Pengadministrasi", "4")
    give_job(later, "Analis Hukum")

    taken = [follow_paths(now=NOW + timedelta(days=20)) for _turn in range(2)]

    places = town.places()
    with scoped(SYSTEM):
        made.refresh_from_db()
        told = Notice.objects.filter(title__startswith="Penugasan berakhir").count()
    gone, mine, new = (places[who.person_id] for who in (idle, own_wish, later))
    assert (seen.new, taken) == (3, [1, 0])
    assert (gone.state, gone.assignment_id) == ("left", made.pk)  # the trace
    assert (places[begun.person_id].state, places[begun.person_id].due_on) == (
        "joined", made.due_on,
    )  # fmt: skip
    assert (mine.state, mine.due_on, mine.assignment_id) == ("joined", None, None)
    assert (new.state, new.due_on) == ("joined", TODAY + timedelta(days=25))  # as long as the first
    assert (made.people, made.released, told) == (4, 2, 2)


def test_who_comes_back_is_assigned_again_and_may_not_leave() -> None:
    town = Town()
    rina = make.actor(town.unit)
    give_job(rina, "Analis Kebijakan")
    town.assign(target=FOR_ANALYSTS)
    for name, jenis in (("Pengadministrasi", "4"), ("Analis Kebijakan", "2")):
        give_job(rina, name, jenis)
        follow_paths(now=NOW)
    assert town.places()[rina.person_id].state == "joined"
    with scoped(own(rina)), pytest.raises(CannotLeave):
        leave_path(actor=rina, uuid=town.path.uuid, now=NOW)


def test_who_moves_to_another_agency_has_no_date_of_the_old_one() -> None:
    town = Town()
    rina, stays = make.actor(town.unit), make.actor(town.unit)
    town.assign(due_on=TODAY, follows=False)
    there = make.unit(make.agency())
    with scoped(SYSTEM):
        Employment.objects.filter(person_id=rina.person_id).update(tenant=there.tenant, unit=there)

    for _turn in range(2):
        follow_units(now=NOW)

    places = town.places()
    with scoped(SYSTEM):
        told = Notice.objects.filter(
            person_id=rina.person_id, body__contains="Tempat Anda tetap ada"
        ).count()
    assert (places[rina.person_id].state, places[rina.person_id].due_on) == ("joined", None)
    assert (places[stays.person_id].due_on, told) == (TODAY, 1)


def test_ended_takes_in_nobody_and_undone_releases_who_has_not_begun_once() -> None:
    town = Town()
    idle, begun = make.actor(town.unit), make.actor(town.unit)
    made = town.assign()
    _enter(begun.person_id)
    values: dict[str, Any] = {"path": town.path.uuid, "uuid": made.uuid, "now": NOW}
    stranger = make.actor(make.unit(make.agency()), Role.ORGANISER)
    with scoped(own(stranger)), pytest.raises(NotFound):
        undo_path_assignment(actor=stranger, **values)

    with scoped(own(town.author)):
        end_path_assignment(actor=town.author, **values)
    late = make.actor(town.unit)
    follow_paths(now=NOW)
    with scoped(own(town.author)):
        released = [undo_path_assignment(actor=town.author, **values) for _turn in range(2)]

    places = town.places()
    assert late.person_id not in places
    assert released == [2, 0]  # the author is of the town
    assert (places[idle.person_id].state, places[begun.person_id].state) == ("left", "joined")


def test_a_closed_path_is_assigned_to_nobody() -> None:
    town = Town()
    with scoped(SYSTEM):
        LearningPath.objects.update(state="closed")
    with scoped(own(town.author)), pytest.raises(NotFound):
        assign_path(
            actor=town.author, uuid=town.path.uuid, target=FOR_ANALYSTS, due_on=None, reason="",
            follows=True, now=NOW,
        )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_of_an_assignment_cost_the_same_for_one_and_three(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    agency = people.agency()
    unit = people.unit(agency)
    organiser = people.person(unit)
    people.grant(organiser, Role.ORGANISER, agency)
    texts.training(agency)
    staff = [people.person(unit) for _ in range(count)]
    with scoped(SYSTEM):
        path = LearningPath.objects.create(
            tenant=agency, title="Jalur data", state="published", created_by_id=1, created_at=now()
        )
        made = [
            PathAssignment.objects.create(
                tenant=agency, path=path, unit=unit, follows=True, by_id=1, created_at=now()
            )
            for _turn in range(count)
        ]
        for each in staff:
            PathPlace.objects.create(
                tenant=agency, path=path, person=each, home=agency, name=each.name,
                joined_at=now(), source="assigned", assignment=made[0],
            )  # fmt: skip
    people.sign_in(client, organiser)
    desk = f"/kelola/jalur/{path.uuid}/tugaskan/"
    here = f"{desk}{made[0].uuid}/"
    with django_assert_num_queries(10):
        listed = client.get(desk).content.decode()
    with django_assert_num_queries(8):
        page = client.get(f"{here}?status=belum").content.decode()
    assert listed.count("Mengikuti perpindahan pegawai") == count
    assert page.count("Belum mulai</") >= count
    assert "dilepas dan diberi tahu" in client.get(f"{here}batalkan/").content.decode()
    client.post(f"{here}akhiri/")
    undone = client.post(f"{here}batalkan/", follow=True).content.decode()
    assert f"Penugasan dibatalkan. {count} orang dilepas." in undone


def test_acts_of_assigning_go_by_pages(client: Client) -> None:
    agency = people.agency()
    organiser = people.person(people.unit(agency))
    people.grant(organiser, Role.ORGANISER, agency)
    with scoped(SYSTEM):
        path = LearningPath.objects.create(
            tenant=agency, title="Jalur data", state="published", created_by_id=1, created_at=now()
        )
        PathAssignment.objects.bulk_create(
            PathAssignment(
                tenant=agency, path=path, by_id=1, reason=f"ke-{number}.", created_at=now()
            )
            for number in range(26)
        )
    people.sign_in(client, organiser)
    desk = f"/kelola/jalur/{path.uuid}/tugaskan/"
    first, second = (client.get(desk + query).content.decode() for query in ("", "?halaman=2"))
    assert ("ke-25." in first, "ke-0." in first, "halaman=2" in first) == (True, False, True)
    assert ("ke-25." in second, "ke-0." in second) == (False, True)
