"""Registering: allowed, refused, repeated; seats, quotas, waiting list, never oversold."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.registration import (
    CannotCancel,
    ContactMissing,
    NotInvited,
    RegistrationClosed,
    cancel_enrolment,
    register,
)
from suluh.delivery.actions.seats import TooFewSeats, fit_seats
from suluh.delivery.models import Enrolment, Offering, SeatBucket
from suluh.delivery.tests import make
from suluh.delivery.tests.make import NOW
from suluh.organisation.types import Actor


def _register(actor: Actor, offering: Offering, **more: Any) -> str:
    with scoped(make.own(actor)):
        return register(actor=actor, offering_uuid=offering.uuid, now=NOW, **more).state


def _states(offering: Offering) -> list[str]:
    with scoped(SYSTEM):
        rows = Enrolment.objects.filter(offering=offering).order_by("id")
        return list(rows.values_list("state", flat=True))


def _free(offering: Offering) -> int:
    with scoped(SYSTEM):
        return sum(SeatBucket.objects.filter(offering=offering).values_list("free", flat=True))


@pytest.mark.django_db
def test_registering_gives_a_seat_and_a_row_with_the_name() -> None:
    home = make.unit(make.agency())
    rina = make.actor(home)
    event = make.offering(home.tenant, seats=10)

    assert _register(rina, event) == "registered"

    with scoped(SYSTEM):
        place = Enrolment.objects.get(offering=event)
    assert (place.person_id, place.name, place.unit_name, place.home_id) == (
        rina.person_id,
        "Rina",
        "Dinas Kesehatan",
        home.tenant_id,
    )
    assert _free(event) == 9


@pytest.mark.django_db
def test_registering_twice_is_registering_once() -> None:
    home = make.unit(make.agency())
    rina = make.actor(home)
    event = make.offering(home.tenant, seats=10)

    assert [_register(rina, event), _register(rina, event)] == ["registered", "registered"]
    assert (_states(event), _free(event)) == (["registered"], 9)


@pytest.mark.django_db
def test_registering_is_one_statement_and_leaves_the_scope_as_it_was(
    django_assert_num_queries: Any,
) -> None:
    home = make.unit(make.agency())
    rina = make.actor(home)
    event = make.offering(make.agency("Kota Lain"), seats=10)

    with scoped(make.own(rina)), connection.cursor() as cursor:
        with django_assert_num_queries(1):
            register(actor=rina, offering_uuid=event.uuid, now=NOW)
        cursor.execute(
            "SELECT current_setting('suluh.tenant'), current_setting('suluh.person'),"
            " current_setting('suluh.wide')"
        )
        assert cursor.fetchone() == (str(home.tenant_id), str(rina.person_id), "")


@pytest.mark.django_db
def test_full_event_puts_on_the_waiting_list_which_moves_when_a_seat_is_given_back() -> None:
    home = make.unit(make.agency())
    first, second, third = (make.actor(home) for _ in range(3))
    event = make.offering(home.tenant, seats=1)

    assert [_register(each, event) for each in (first, second, third)] == [
        "registered",
        "waiting",
        "waiting",
    ]
    with scoped(make.own(first)):
        cancel_enrolment(actor=first, offering_uuid=event.uuid, now=NOW)
        cancel_enrolment(actor=first, offering_uuid=event.uuid, now=NOW)

    assert (_states(event), _free(event)) == (["cancelled", "registered", "waiting"], 0)


@pytest.mark.django_db
def test_more_seats_move_the_waiting_list_and_fewer_than_taken_are_refused() -> None:
    home = make.unit(make.agency())
    event = make.offering(home.tenant, seats=1)
    for _ in range(3):
        _register(make.actor(home), event)

    _resize(event, 5)
    assert (_states(event), _free(event)) == (["registered"] * 3, 2)

    with pytest.raises(TooFewSeats):
        _resize(event, 2)


def _resize(event: Offering, seats: int) -> None:
    with scoped(SYSTEM):
        event.seats = seats
        event.save()
        fit_seats(offering=event, now=NOW)


@pytest.mark.django_db
def test_an_agency_with_a_quota_fills_its_own_seats_only() -> None:
    organiser, neighbour = make.unit(make.agency()), make.unit(make.agency("Kabupaten Sebelah"))
    event = make.offering(organiser.tenant, seats=3, quotas={neighbour.tenant: 1})

    states = [_register(make.actor(neighbour), event) for _ in range(2)]
    states += [_register(make.actor(organiser), event) for _ in range(3)]

    assert states == ["registered", "waiting", "registered", "registered", "waiting"]


@pytest.mark.django_db
def test_a_cancelled_place_is_taken_again() -> None:
    home = make.unit(make.agency())
    rina = make.actor(home)
    event = make.offering(home.tenant, seats=2)
    _register(rina, event)
    with scoped(make.own(rina)):
        cancel_enrolment(actor=rina, offering_uuid=event.uuid, now=NOW)

    assert _register(rina, event) == "registered"
    assert (_states(event), _free(event)) == (["registered"], 1)


@pytest.mark.django_db
def test_refusals_name_their_reason() -> None:
    home, other = make.unit(make.agency()), make.unit(make.agency("Kabupaten Sebelah"))
    rina = make.actor(home)
    early = make.offering(home.tenant, registration_opens_at=NOW + timedelta(hours=1))
    late = make.offering(home.tenant, registration_closes_at=NOW)
    cancelled = make.offering(home.tenant, state="cancelled")
    draft = make.offering(home.tenant, state="draft")
    theirs = make.offering(other.tenant, audience="agency")

    for event in (early, late, cancelled):
        with pytest.raises(RegistrationClosed):
            _register(rina, event)
    for event in (draft, theirs):
        with pytest.raises(NotFound):
            _register(rina, event)


@pytest.mark.django_db
def test_only_chosen_agencies_come_in() -> None:
    organiser, invited = make.unit(make.agency()), make.unit(make.agency("Kota Diundang"))
    event = make.offering(organiser.tenant, audience="chosen", quotas={invited.tenant: None})
    stranger = make.actor(make.unit(make.agency("Kota Lain")))

    assert _register(make.actor(invited), event) == "registered"
    with pytest.raises(NotFound):
        _register(stranger, event)


@pytest.mark.django_db
def test_someone_who_moved_away_from_the_invited_agency_is_told_so() -> None:
    organiser, other = make.unit(make.agency()), make.unit(make.agency("Kota Lain"))
    event = make.offering(organiser.tenant, audience="agency")
    moved = make.actor(other)
    with scoped(SYSTEM):
        Enrolment.objects.create(
            tenant=organiser.tenant,
            offering=event,
            person_id=moved.person_id,
            name="Rina",
            state="cancelled",
            registered_at=NOW,
        )

    with pytest.raises(NotInvited):
        _register(moved, event)


@pytest.mark.django_db
def test_a_guest_without_contact_is_asked_for_it() -> None:
    event = make.offering(make.agency())
    guest = make.actor(None, email="")

    with pytest.raises(ContactMissing):
        _register(guest, event)
    assert _register(guest, event, phone="0812") == "registered"


@pytest.mark.django_db
def test_a_place_cannot_be_given_back_after_the_event() -> None:
    home = make.unit(make.agency())
    rina, stranger = make.actor(home), make.actor(home)
    event = make.offering(home.tenant)
    _register(rina, event)

    with pytest.raises(CannotCancel), scoped(make.own(rina)):
        cancel_enrolment(actor=rina, offering_uuid=event.uuid, now=event.ends_at)
    with pytest.raises(NotFound), scoped(make.own(stranger)):
        cancel_enrolment(actor=stranger, offering_uuid=event.uuid, now=NOW)


@pytest.mark.usefixtures("committed_db")
def test_fifty_at_once_never_take_more_seats_than_there_are() -> None:
    home = make.unit(make.agency())
    people = [make.actor(home) for _ in range(50)]
    event = make.offering(home.tenant, seats=20)

    def take(actor: Actor) -> str:
        try:
            return [_register(actor, event), _register(actor, event)][0]
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as threads:
        states = list(threads.map(take, people))

    assert sorted(states) == ["registered"] * 20 + ["waiting"] * 30
    assert (sorted(_states(event)), _free(event)) == (sorted(states), 0)
