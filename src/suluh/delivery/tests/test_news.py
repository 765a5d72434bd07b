"""What people are told, once; counts; events that end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions import news, upkeep
from suluh.delivery.actions.registration import cancel_enrolment, register
from suluh.delivery.models import Enrolment, Offering, RosterSlot, Series
from suluh.delivery.tests import make
from suluh.delivery.tests.make import NOW
from suluh.identity.models import Acquaintance
from suluh.messaging.models import Notice
from suluh.organisation.types import Actor

pytestmark = pytest.mark.django_db


def _join(event: Offering, *people: Actor) -> None:
    for each in people:
        with scoped(make.own(each)):
            register(actor=each, offering_uuid=event.uuid, now=NOW)


def _titles(person: Actor) -> list[str]:
    with scoped(SYSTEM):
        rows = Notice.objects.filter(person_id=person.person_id).order_by("id")
        return list(rows.values_list("title", flat=True))


def test_new_places_are_confirmed_once_with_the_calendar_and_the_organiser_meets_them() -> None:
    organiser, other = make.unit(make.agency()), make.unit(make.agency("Kota Lain"))
    rina = make.actor(other)
    event = make.offering(organiser.tenant)
    _join(event, rina)

    assert news.tell_registered(now=NOW) == 1
    assert news.tell_registered(now=NOW) == 0

    with scoped(SYSTEM):
        notice = Notice.objects.get(person_id=rina.person_id)
        assert Acquaintance.objects.filter(
            tenant=organiser.tenant, person_id=rina.person_id
        ).exists()
    assert notice.title == f"Anda terdaftar: {event.title}"
    assert "BEGIN:VEVENT" in notice.attachment


def test_who_moves_up_is_told() -> None:
    home = make.unit(make.agency())
    first, second = make.actor(home), make.actor(home)
    event = make.offering(home.tenant, seats=1)
    _join(event, first, second)
    news.tell_registered(now=NOW)

    with scoped(make.own(first)):
        cancel_enrolment(actor=first, offering_uuid=event.uuid, now=NOW)

    assert _titles(second) == [
        f"Anda di daftar tunggu: {event.title}",
        f"Anda mendapat kursi: {event.title}",
    ]


def test_reminders_come_a_day_and_an_hour_before_once_each() -> None:
    home = make.unit(make.agency())
    rina = make.actor(home)
    event = make.offering(home.tenant, created_at=NOW - timedelta(days=3))
    _join(event, rina)

    for moment in (
        event.starts_at - timedelta(days=2),
        event.starts_at - timedelta(hours=23),
        event.starts_at - timedelta(hours=22),
        event.starts_at - timedelta(minutes=59),
        event.starts_at - timedelta(minutes=50),
    ):
        news.remind_participants(now=moment)

    assert _titles(rina) == [f"Besok: {event.title}", f"Satu jam lagi: {event.title}"]


def test_counts_follow_and_events_finish() -> None:
    home = make.unit(make.agency())
    event = make.offering(home.tenant)
    _join(event, make.actor(home), make.actor(home))

    upkeep.count_places(now=NOW)
    with scoped(SYSTEM):
        assert Offering.objects.get(pk=event.pk).registered == 2
    upkeep.finish_offerings(now=event.ends_at + timedelta(days=2))
    with scoped(SYSTEM):
        assert Offering.objects.get(pk=event.pk).state == "finished"


def test_a_seat_freed_unseen_goes_to_who_waits() -> None:
    home = make.unit(make.agency())
    event = make.offering(home.tenant, seats=1)
    _join(event, make.actor(home), make.actor(home))
    with scoped(SYSTEM):
        event.buckets.update(free=1)

    assert upkeep.move_waiting(now=NOW) == 1
    assert upkeep.move_waiting(now=NOW) == 0
    with scoped(SYSTEM):
        assert not Enrolment.objects.filter(state="waiting").exists()


def test_turns_are_reminded_at_fourteen_and_seven_days() -> None:
    home = make.unit(make.agency())
    speaker = make.actor(home)
    with scoped(SYSTEM):
        series = Series.objects.create(tenant=home.tenant, name="Smart Class", created_at=NOW)
        RosterSlot.objects.create(
            tenant=home.tenant,
            series=series,
            unit=home,
            date=(NOW + timedelta(days=20)).date(),
            speaker_id=speaker.person_id,
            created_at=NOW,
        )

    told = [upkeep.remind_turns(now=NOW + timedelta(days=days)) for days in (1, 6, 7, 13, 14)]

    assert told == [0, 1, 0, 1, 0]
