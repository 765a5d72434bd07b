"""A class after it was opened: changed, moved with its timetable, called off; who is in it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from suluh.base.errors import NotFound
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.course_changes import (
    AlreadyPassed,
    ClassOver,
    CourseFacts,
    RollCalled,
    SessionsOutside,
    cancel_course,
    change_course,
)
from suluh.delivery.actions.ending import end_batches
from suluh.delivery.actions.news import tell_change
from suluh.delivery.actions.placing import place_people
from suluh.delivery.actions.rollcall import all_present
from suluh.delivery.actions.seats import TooFewSeats, fit_seats
from suluh.delivery.models import Batch, Enrolment, Meeting, Offering
from suluh.delivery.tests import batches, make
from suluh.delivery.tests.batches import CLOSES, FIRST, Cohort
from suluh.delivery.tests.make import NOW, own
from suluh.identity.models import Person
from suluh.messaging.models import Notice
from suluh.organisation.types import Actor, Role
from tests import make as people

pytestmark = pytest.mark.django_db
FACTS = CourseFacts("Latsar", first=date(2026, 9, 21), last=date(2026, 9, 23))


def _change(group: Cohort, *, who: Actor | None = None, **facts: Any) -> Offering:
    actor = who or group.organiser
    given = replace(FACTS, **facts)
    with scoped(own(actor)):
        return change_course(actor=actor, uuid=group.offering.uuid, facts=given, now=NOW)


def _cancel(group: Cohort, *, who: Actor | None = None) -> None:
    actor = who or group.organiser
    with scoped(own(actor)):
        cancel_course(actor=actor, uuid=group.offering.uuid, reason="Anggaran", now=NOW)


def _fresh(group: Cohort) -> Offering:
    with scoped(SYSTEM):
        return Offering.objects.get(pk=group.offering.pk)


def test_a_class_moves_with_its_timetable_and_repeating_records_nothing() -> None:
    group = batches.cohort()
    later: dict[str, Any] = {"first": date(2026, 9, 28), "last": date(2026, 9, 30), "shifts": True}
    for _turn in range(2):
        _change(group, place="Aula", closes=date(2026, 9, 25), **later)
    found = _fresh(group)
    with scoped(SYSTEM):
        begins = list(Meeting.objects.order_by("starts_at").values_list("starts_at", flat=True))
        changes = DomainEvent.objects.filter(name="delivery.course.changed").count()
    week = timedelta(days=7)
    assert begins == [FIRST + week, FIRST + week + timedelta(days=1)]
    assert (found.place, found.ends_at) == ("Aula", CLOSES + week)
    assert found.registration_closes_at == CLOSES + timedelta(days=2)
    assert changes == 1


def test_a_registration_that_was_closed_by_hand_stays_closed() -> None:
    group = batches.cohort(meetings=0)
    with scoped(SYSTEM):
        Offering.objects.update(registration_closes_at=NOW)
    day = date(2026, 9, 16)
    _change(group, title="Lain", closes=day)
    assert _fresh(group).registration_closes_at == NOW
    _change(group, title="Lain", closes=day + timedelta(days=1))
    assert _fresh(group).registration_closes_at > NOW + timedelta(days=1)


def test_a_timetable_is_neither_left_behind_nor_moved_after_its_roll() -> None:
    group = batches.cohort()
    with pytest.raises(SessionsOutside):
        _change(group, first=date(2026, 9, 22), last=date(2026, 9, 24))
    who = group.organiser
    with scoped(own(who)):
        all_present(actor=who, uuid=group.offering.uuid, meeting=group.meetings[0].uuid, now=FIRST)
    with pytest.raises(RollCalled):
        _change(group, first=date(2026, 9, 28), last=date(2026, 9, 30), shifts=True)
    assert _fresh(group).ends_at == CLOSES  # all or nothing


def test_more_seats_go_to_who_waits_and_never_fewer_than_are_taken() -> None:
    group = batches.cohort(people=0, meetings=0)
    offering, crowd = group.offering, [make.actor(make.unit(make.agency())) for _ in range(3)]
    with scoped(SYSTEM):
        Offering.objects.filter(pk=offering.pk).update(seats=1)
        offering.refresh_from_db()
        fit_seats(offering=offering, now=NOW)
    place_people(offering, [each.person_id for each in crowd], source="approved", now=NOW)
    _change(group, seats=2)
    with scoped(SYSTEM):
        states = list(Enrolment.objects.order_by("id").values_list("state", flat=True))
    with pytest.raises(TooFewSeats):
        _change(group, seats=1)
    assert states == ["registered", "registered", "waiting"]
    assert _fresh(group).seats == 2


def test_a_class_that_is_called_off_is_told_and_concludes_nobody() -> None:
    group = batches.cohort(is_decided=False)
    for _turn in range(2):
        _cancel(group)
    tell_change(offering_uuid=group.offering.uuid, now=NOW)
    end_batches(now=CLOSES + timedelta(days=3))
    with scoped(SYSTEM):
        told = set(Notice.objects.values_list("title", flat=True))
        states = set(Enrolment.objects.values_list("state", flat=True))
        events = DomainEvent.objects.filter(name="delivery.course.cancelled").count()
    assert (told, states, events) == ({"Dibatalkan: Latsar"}, {"registered"}, 1)
    with pytest.raises(ClassOver):
        _change(group, title="Lain")


def test_what_was_held_or_closed_is_not_called_off_nor_changed() -> None:
    group = batches.cohort()
    with scoped(SYSTEM):
        Offering.objects.update(completed=1)
    with pytest.raises(AlreadyPassed):
        _cancel(group)
    with scoped(SYSTEM):
        Batch.objects.update(closed_at=NOW)
    for act in (_cancel, _change):
        with pytest.raises(ClassOver):
            act(group)


def test_strangers_and_participants_change_and_cancel_nothing() -> None:
    group = batches.cohort()
    for who in (make.actor(make.unit(make.agency()), Role.ORGANISER), group.people[0]):
        for act in (_cancel, _change):
            with pytest.raises(NotFound):
                act(group, who=who)


def test_the_pages(client: Client) -> None:
    group = batches.cohort(meetings=0)
    with scoped(SYSTEM):
        person = Person.objects.get(pk=group.organiser.person_id)
        participant = Person.objects.get(pk=group.people[0].person_id)
        people.grant(person, Role.ORGANISER, group.offering.tenant)
    people.sign_in(client, person)
    base = f"/kelola/kelas/{group.offering.uuid}/"
    form = {"title": "Latsar II", "first": "2026-09-21", "last": "2026-09-20"}
    assert "sebelum hari pertama" in client.post(f"{base}ubah/", form).content.decode()
    done = client.post(f"{base}ubah/", form | {"last": "2026-09-24"}, follow=True).content.decode()
    assert "Latsar II" in done
    assert 'value="2026-09-24"' in client.get(f"{base}ubah/").content.decode()
    assert "2 orang terdaftar" in client.get(f"{base}batalkan/").content.decode()
    gone = client.post(f"{base}batalkan/", {"reason": "Anggaran"}, follow=True).content.decode()
    assert "Kelas ini dibatalkan" in gone
    people.sign_in(client, participant)
    page = client.get(f"/pelatihan/{group.offering.uuid}/").content.decode()
    assert "Pelatihan ini dibatalkan" in page
    assert "Anggaran" in page
    lesson = client.get(f"/pelatihan/{group.offering.uuid}/belajar/")
    assert lesson["Location"] == f"/pelatihan/{group.offering.uuid}/"
