"""The timetable of an angkatan: planned, copied, moved; clashes told; read by participants."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.actions.timetable import (
    BatchClosed,
    NothingToCopy,
    OutsideDates,
    Plan,
    RollTaken,
    add_meeting,
    change_meeting,
    copy_day,
    move_day,
    remove_meeting,
)
from suluh.delivery.models import Batch, Meeting, Offering
from suluh.delivery.queries.batches import get_managed_batch, get_timetable
from suluh.delivery.tests import batches, make
from suluh.delivery.tests.batches import FIRST
from suluh.delivery.tests.make import NOW, own
from suluh.identity.models import Person
from suluh.organisation.types import Actor, Role
from tests import make as people

pytestmark = pytest.mark.django_db


def _plan(**more: Any) -> Plan:
    values: dict[str, Any] = {
        "starts_at": FIRST, "ends_at": FIRST + timedelta(minutes=90), "subject": "Etika publik",
    }  # fmt: skip
    return Plan(**(values | more))


def _in(client: Client, who: Actor) -> None:
    with scoped(SYSTEM):
        person = Person.objects.get(pk=who.person_id)
    people.sign_in(client, person)


def test_opening_with_dates_makes_an_angkatan_with_its_number(client: Client) -> None:
    home = make.unit(make.agency())
    rina = people.person(home, "Rina")
    people.grant(rina, Role.ORGANISER, home.tenant)
    training = texts.training(home.tenant)
    texts.published(training, {})
    people.sign_in(client, rina)
    answer = client.post(
        f"/kelola/pelatihan/{training.uuid}/kelas/",
        {"mode": "batch", "number": "4", "first": "2099-01-04", "last": "2099-01-06",
         "audience": "agency", "place": "Gedung B"},
    )  # fmt: skip
    with scoped(SYSTEM):
        made = Offering.objects.select_related("batch").get()
    assert answer.status_code == 302
    assert (made.title, made.place, made.batch.number) == (
        f"{training.title}: Angkatan IV", "Gedung B", 4,
    )  # fmt: skip


def test_a_session_is_planned_and_the_jp_follow_its_minutes() -> None:
    group = batches.cohort(meetings=0)
    with scoped(own(group.organiser)):
        add_meeting(actor=group.organiser, uuid=group.offering.uuid, plan=_plan(), now=NOW)
    with scoped(SYSTEM):
        offering = Offering.objects.get()
    assert offering.jp_minor == 300  # a page of 45 minutes and 90 minutes in the room
    assert offering.jp_reason.startswith("135 menit belajar dibagi 45 menit")


def test_a_session_outside_the_dates_and_after_closing_is_refused() -> None:
    group = batches.cohort(meetings=0)
    late = _plan(starts_at=FIRST + timedelta(days=4), ends_at=FIRST + timedelta(days=4, hours=1))
    with scoped(own(group.organiser)):
        with pytest.raises(OutsideDates):
            add_meeting(actor=group.organiser, uuid=group.offering.uuid, plan=late, now=NOW)
        Batch.objects.update(closed_at=NOW)
        with pytest.raises(BatchClosed):
            add_meeting(actor=group.organiser, uuid=group.offering.uuid, plan=_plan(), now=NOW)


def test_strangers_and_participants_plan_nothing() -> None:
    group = batches.cohort()
    stranger = make.actor(make.unit(make.agency()), Role.ORGANISER)
    for who in (stranger, group.people[0]):
        with scoped(own(who)), pytest.raises(NotFound):
            add_meeting(actor=who, uuid=group.offering.uuid, plan=_plan(), now=NOW)


def test_a_day_is_copied_once_and_moved_unless_its_roll_was_called() -> None:
    group = batches.cohort(meetings=1)
    uuid, who = group.offering.uuid, group.organiser
    days = [date(2026, 9, 21), date(2026, 9, 22), date(2026, 9, 23)]
    with scoped(own(who)):
        assert copy_day(actor=who, uuid=uuid, day=days[0], to=days[1], now=NOW) == 1
        assert copy_day(actor=who, uuid=uuid, day=days[0], to=days[1], now=NOW) == 0
        assert move_day(actor=who, uuid=uuid, day=days[1], to=days[2], now=NOW) == 1
        planned = get_timetable(get_managed_batch(who, uuid))
        assert [day.date for day in planned.days] == [days[0], days[2]]
        with pytest.raises(NothingToCopy):
            move_day(actor=who, uuid=uuid, day=days[1], to=days[2], now=NOW)
        Meeting.objects.update(roll_closed_at=NOW)
        with pytest.raises(RollTaken):
            move_day(actor=who, uuid=uuid, day=days[0], to=days[1], now=NOW)
        with pytest.raises(RollTaken):
            remove_meeting(actor=who, uuid=uuid, meeting=group.meetings[0].uuid, now=NOW)


def test_changing_a_session_keeps_its_times_once_the_roll_was_called() -> None:
    group = batches.cohort(meetings=1)
    uuid, who, meeting = group.offering.uuid, group.organiser, group.meetings[0].uuid
    plan = _plan(subject="Nasionalisme", trainers=["Budi"])
    with scoped(own(who)):
        changed = change_meeting(actor=who, uuid=uuid, meeting=meeting, plan=plan, now=NOW)
        assert (changed.subject, changed.trainers) == ("Nasionalisme", ["Budi"])
        Meeting.objects.update(roll_closed_at=NOW)
        later = _plan(starts_at=FIRST + timedelta(hours=1), ends_at=FIRST + timedelta(hours=2))
        with pytest.raises(RollTaken):
            change_meeting(actor=who, uuid=uuid, meeting=meeting, plan=later, now=NOW)


def test_room_trainer_and_people_wanted_twice_are_told_across_angkatan() -> None:
    group = batches.cohort(meetings=0)
    other = batches.batch(group.offering.tenant, "PKP")
    batches.meeting(group.offering, room="Aula A", trainers=["Dr. Budi"])
    batches.meeting(other, room="aula  a", trainers=["dr. budi"])
    batches.meeting(other, day=1, room="Aula A")
    with scoped(own(group.organiser)):
        table = get_timetable(get_managed_batch(group.organiser, group.offering.uuid))
        (clashes,) = table.clashes.values()
        crowded = get_timetable(get_managed_batch(group.organiser, other.uuid))
    assert [(clash.what, clash.name) for clash in clashes] == [
        ("room", "Aula A"), ("trainer", "Dr. Budi"),
    ]  # fmt: skip
    assert [len(found) for found in crowded.clashes.values()] == [2, 0]


def test_participants_see_their_timetable_and_take_it_along(client: Client) -> None:
    group = batches.cohort(meetings=1)
    with scoped(SYSTEM):
        Meeting.objects.update(link="https://rapat.example/1", room="Aula A")
    _in(client, group.people[0])
    page = client.get(f"/pelatihan/{group.offering.uuid}/jadwal/").content.decode()
    calendar = client.get(f"/pelatihan/{group.offering.uuid}/jadwal.ics").content.decode()
    assert "Mata pelatihan 1.0" in page
    assert "https://rapat.example/1" in page
    assert "DTSTART:20260921T010000Z" in calendar
    assert calendar.count("BEGIN:VEVENT") == 1


def test_who_has_no_place_sees_no_timetable(client: Client) -> None:
    group = batches.cohort(meetings=1)
    _in(client, make.actor(make.unit(make.agency())))
    assert client.get(f"/pelatihan/{group.offering.uuid}/jadwal/").status_code == 404


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_timetable_costs_two_queries(sessions: int, django_assert_num_queries: Any) -> None:
    group = batches.cohort(meetings=sessions)
    with scoped(own(group.organiser)):
        offering = get_managed_batch(group.organiser, group.offering.uuid)
        with django_assert_num_queries(2):
            get_timetable(offering)
