"""What somebody took and did not mark is free again when they may not mark it, and only that.

A guest whose days are over; a trainer whose role was taken back, or who left the agency.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from suluh.activities.assignment.actions.giving_back import give_back
from suluh.activities.assignment.models import Work
from suluh.activities.assignment.tests import make
from suluh.activities.assignment.tests.make import TASK, Desk
from suluh.activities.assignment.tests.test_guests import (
    GIVEN,
    client_of,
    guest,
    handed_in,
    person_of,
)
from suluh.base.clock import now
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.upkeep import give_back_taken
from suluh.delivery.models import Batch, BatchTrainer, Offering
from suluh.delivery.tests import make as rows
from suluh.delivery.tests import teaching
from suluh.identity.actions.roles import revoke_role
from suluh.identity.models import Employment, RoleGrant
from suluh.organisation.types import Actor, Role
from tests import make as people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def _take(client: Client, place: BatchTrainer, who: Actor) -> None:
    url = f"/kelola/penilaian/{make.work(who).uuid}/penilai/"
    with scoped(SYSTEM):
        me = place.person
    assert client.post(url, {"kepada": str(me.uuid)}).status_code == 302


def _over(place: BatchTrainer) -> None:
    """Their last day was yesterday."""
    with scoped(SYSTEM):
        BatchTrainer.objects.filter(pk=place.pk).update(closes_at=now() - timedelta(minutes=1))


def _trail() -> list[DomainEvent]:
    with scoped(SYSTEM):
        return list(DomainEvent.objects.filter(name="assignment.work.given_back").order_by("id"))


def test_the_last_day_passes_and_the_work_is_free_once_with_a_line_in_the_trail() -> None:
    desk = make.desk()
    rina = handed_in(desk)
    client, place = guest(desk)
    _take(client, place, rina)
    assert (give_back_taken(now=now()), make.work(rina).marker_id) == (0, place.person_id)
    _over(place)

    assert [give_back_taken(now=now()) for _again in range(2)] == [1, 0]

    found, (line,) = make.work(rina), _trail()
    assert (found.marker_id, found.claimed_at, found.needs) == (None, None, "first")
    assert (line.subject, line.actor_id, line.tenant_id) == (found.uuid, None, desk.agency.pk)
    assert "Masa mengajar Tamu sebagai tamu" in line.reason
    staff = client_of(person_of(desk.marker()))
    assert "Belum diambil" in staff.get("/kelola/penilaian/").content.decode()


def test_the_organiser_ends_a_guest_and_reads_how_many_works_are_free() -> None:
    desk = make.desk()
    rina, budi = handed_in(desk), handed_in(desk, "Budi")
    (client, place), (other, stays) = guest(desk, "Satu"), guest(desk, "Dua")
    _take(client, place, rina)
    _take(other, stays, budi)
    organiser = _organiser(desk)
    url = f"/kelola/kelas/{desk.offering.uuid}/pengajar/{place.uuid}/akhiri/"
    assert "kembali ke antrean" in organiser.get(url).content.decode()

    told = organiser.post(url, follow=True).content.decode()

    assert "1 tugas yang ia ambil kembali ke antrean" in told
    assert (make.work(rina).marker_id, make.work(budi).marker_id) == (None, stays.person_id)
    assert [line.subject for line in _trail()] == [make.work(rina).uuid]


def _organiser(desk: Desk) -> Client:
    who, client = people.person(people.unit(desk.agency), "Sari"), Client()
    people.grant(who, Role.ORGANISER, desk.agency)
    people.sign_in(client, who)
    with scoped(SYSTEM):
        Batch.objects.create(tenant=desk.agency, offering=desk.offering)
    return client


def test_marks_that_were_given_stay_and_the_second_turn_is_free() -> None:
    desk = make.desk(replace(TASK, needs_second=True, difference=10))
    rina = handed_in(desk)
    (first, one), (second, two) = guest(desk, "Satu"), guest(desk, "Dua")
    first.post(f"/kelola/penilaian/{make.work(rina).uuid}/", GIVEN)
    _take(second, two, rina)
    for place in (one, two):
        _over(place)

    assert give_back_taken(now=now()) == 1

    found = make.work(rina)
    assert (found.marker_id, found.second_marker_id, found.needs) == (one.person_id, None, "second")


def test_who_marks_there_by_a_role_or_is_named_again_keeps_what_they_took() -> None:
    desk = make.desk()
    rina, budi = handed_in(desk), handed_in(desk, "Budi")
    (client, place), (other, again) = guest(desk, "Satu"), guest(desk, "Dua")
    _take(client, place, rina)
    _take(other, again, budi)
    teaching.end(again)
    teaching.place(person_of_place(again), desk.offering)
    _over(place)
    with scoped(SYSTEM):
        unit = rows.unit(desk.agency)
        Employment.objects.filter(person=place.person_id).update(tenant=desk.agency, unit=unit)
        RoleGrant.objects.create(
            tenant=desk.agency, person_id=place.person_id, role=Role.TRAINER, created_at=now()
        )

    assert give_back_taken(now=now()) == 0


def person_of_place(place: BatchTrainer) -> Any:
    with scoped(SYSTEM):
        return place.person


def _taken_by(staff: Actor, who: Actor) -> None:
    with scoped(SYSTEM):
        Work.objects.filter(pk=make.work(who).pk).update(marker_id=staff.person_id)


def test_a_role_that_was_taken_back_frees_the_work_once_with_a_line_in_the_trail() -> None:
    desk = make.desk()
    rina, budi = handed_in(desk), handed_in(desk, "Budi")
    widya, other = desk.marker(), desk.marker(name="Wati")
    admin = rows.actor(rows.unit(desk.agency), Role.AGENCY_ADMIN)
    _taken_by(widya, rina)
    _taken_by(other, budi)
    with scoped(rows.own(admin)):
        role = RoleGrant.objects.get(person_id=widya.person_id)
        revoke_role(
            actor=admin, agency_id=desk.agency.pk, grant=role.uuid, reason="Pindah", now=now()
        )
    with scoped(SYSTEM):
        waits = ProcrastinateJob.objects.filter(task_name="delivery.free_taken").count()

    assert waits == 1
    assert [give_back_taken(now=now()) for _again in range(2)] == [1, 0]

    (line,) = _trail()
    assert (make.work(rina).marker_id, make.work(budi).marker_id) == (None, other.person_id)
    assert "Peran menilai Widya di sini berakhir." in line.reason


def test_who_leaves_the_agency_or_lost_the_role_over_the_unit_keeps_nothing() -> None:
    desk = make.desk()
    rina, budi, tono = handed_in(desk), handed_in(desk, "Budi"), handed_in(desk, "Tono")
    left, beside, above = desk.marker(), desk.marker(name="Wati"), desk.marker(name="Ani")
    with scoped(SYSTEM):
        course, aside = rows.unit(desk.agency), rows.unit(desk.agency)
        Offering.objects.filter(pk=desk.offering.pk).update(unit=course)
        Employment.objects.filter(person=left.person_id).update(valid_to=now().date())
        RoleGrant.objects.filter(person=beside.person_id).update(unit=aside)
        RoleGrant.objects.filter(person=above.person_id).update(unit=course)
    for staff, who in ((left, rina), (beside, budi), (above, tono)):
        _taken_by(staff, who)

    assert give_back_taken(now=now()) == 2

    assert [make.work(who).marker_id for who in (rina, budi, tono)] == [
        None, None, above.person_id,
    ]  # fmt: skip


def test_ending_a_guest_counts_what_that_guest_had() -> None:
    desk = make.desk()
    rina, budi = handed_in(desk), handed_in(desk, "Budi")
    client, place = guest(desk)
    _take(client, place, rina)
    staff = desk.marker()
    _taken_by(staff, budi)
    with scoped(SYSTEM):
        RoleGrant.objects.filter(person=staff.person_id).update(revoked_at=now())
    url = f"/kelola/kelas/{desk.offering.uuid}/pengajar/{place.uuid}/akhiri/"

    told = _organiser(desk).post(url, follow=True).content.decode()

    assert "1 tugas yang ia ambil kembali ke antrean" in told
    assert (make.work(rina).marker_id, make.work(budi).marker_id) == (None, staff.person_id)


def test_trainers_of_the_agency_and_other_agencies_are_left_alone() -> None:
    desk, far = make.desk(), make.desk()
    rina, budi = handed_in(desk), handed_in(far, "Budi")
    widya, (client, place) = desk.marker(), guest(far)
    with scoped(SYSTEM):
        Work.objects.filter(pk=make.work(rina).pk).update(marker_id=widya.person_id)
    _take(client, place, budi)
    _over(place)

    with scoped(rows.own(widya)):
        assert give_back(now=now()) == 0
    assert give_back_taken(now=now()) == 1

    assert (make.work(rina).marker_id, make.work(budi).marker_id) == (widya.person_id, None)
