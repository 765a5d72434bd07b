"""Deliveries: sent once, tried again, given up, asked for again; seen by those in charge only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django.fixtures import Settings

from suluh.base.clock import now
from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.identity.models import Person
from suluh.messaging.actions import claim_letters, record_outcomes, resend_deliveries
from suluh.messaging.jobs import sweep
from suluh.messaging.models import Delivery, SinkMail
from suluh.messaging.rules import MAX_ATTEMPTS
from suluh.messaging.tests.test_notices import tell
from suluh.messaging.types import Outcome
from suluh.organisation.models import Unit
from suluh.organisation.types import Actor, Grant, Role
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample(settings: Settings) -> None:
    settings.SAMPLE, settings.MAIL_URL = True, "sink://"
    settings.EMAIL_BACKEND = "suluh.connectors.smtp.backend.RoutedBackend"


def organiser(unit: Unit, person: Person, at: str = "") -> Actor:
    grants = (Grant(Role.UNIT_ADMIN if at else Role.ORGANISER, unit.tenant_id, at),)
    return Actor(1, person.pk, agency_id=unit.tenant_id, grants=grants)


def only_delivery() -> Delivery:
    with scoped(SYSTEM):
        return Delivery.objects.get()


def test_the_sweep_sends_each_letter_once(sample: None) -> None:
    unit = make.unit(make.agency())
    tell(unit.tenant, make.person(unit), make.person(unit))
    sweep(0)
    sweep(0)
    assert SinkMail.objects.count() == 2
    with scoped(SYSTEM):
        assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_a_dead_workers_letters_are_claimed_again_and_kept_once(sample: None) -> None:
    unit = make.unit(make.agency())
    tell(unit.tenant, make.person(unit))
    with scoped(SYSTEM):
        assert len(claim_letters(channel="email", now=now())) == 1
        assert claim_letters(channel="email", now=now()) == []
        later = now() + timedelta(hours=1)
        assert len(claim_letters(channel="email", now=later)) == 1


def test_a_failure_waits_longer_each_time_and_is_given_up() -> None:
    unit = make.unit(make.agency())
    tell(unit.tenant, make.person(unit))
    moment, seen = now(), []
    for _ in range(MAX_ATTEMPTS):
        moment += timedelta(days=3)
        with scoped(SYSTEM):
            (letter,) = claim_letters(channel="email", now=moment)
            record_outcomes(outcomes=[Outcome(letter.id, "450 penuh")], now=moment)
        seen.append(only_delivery())
    assert [row.state for row in seen] == ["waiting"] * (MAX_ATTEMPTS - 1) + ["failed"]
    assert seen[1].due_at - seen[0].due_at > timedelta(days=3)
    assert seen[-1].error == "450 penuh"


def test_an_address_that_does_not_exist_is_not_tried_again() -> None:
    unit = make.unit(make.agency())
    tell(unit.tenant, make.person(unit))
    with scoped(SYSTEM):
        (letter,) = claim_letters(channel="email", now=now())
        record_outcomes(outcomes=[Outcome(letter.id, "550 tidak ada", final=True)], now=now())
    assert only_delivery().state == "failed"


def test_resending_is_for_those_who_may_send(sample: None) -> None:
    unit = make.unit(make.agency())
    person = make.person(unit)
    tell(unit.tenant, person)
    sweep(0)
    row = only_delivery()
    with scoped(Scope(tenant_id=unit.tenant_id, person_id=person.pk)):
        with pytest.raises(NotAllowed):
            resend_deliveries(
                actor=Actor(1, person.pk, agency_id=unit.tenant_id),
                deliveries=[row.uuid],
                now=now(),
            )
        allowed = organiser(unit, person)
        assert resend_deliveries(actor=allowed, deliveries=[row.uuid], now=now()) == 1
        assert resend_deliveries(actor=allowed, deliveries=[row.uuid], now=now()) == 0
    assert only_delivery().state == "waiting"


def test_another_units_letters_are_out_of_reach() -> None:
    tenant = make.agency()
    mine, theirs = make.unit(tenant, "Satu"), make.unit(tenant, "Dua")
    tell(tenant, make.person(theirs))
    actor = organiser(mine, make.person(mine), at=mine.path)
    with scoped(Scope(tenant_id=tenant.pk)), pytest.raises(NotFound):
        resend_deliveries(actor=actor, deliveries=[only_delivery().uuid], now=now())


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same(
    client: Client, number: int, django_assert_num_queries: object
) -> None:
    unit = make.unit(make.agency())
    staff = make.person(unit)
    make.grant(staff, Role.ORGANISER, unit.tenant)
    tell(unit.tenant, *(make.person(unit) for _ in range(number)))
    make.sign_in(client, staff)
    with django_assert_num_queries(6):  # type: ignore[operator]
        assert client.get("/pesan/kiriman/").status_code == 200


def test_the_sink_page_exists_in_the_sample_only(
    client: Client, settings: Settings, sample: None
) -> None:
    unit = make.unit(make.agency())
    tell(unit.tenant, make.person(unit))
    sweep(0)
    mail = SinkMail.objects.get()
    assert "Acara besok" in client.get(f"/surel-contoh/{mail.uuid}/").content.decode()
    EmailMessage("Hal", "Isi", to=["a@x.example"], reply_to=["balas+x@suluh.contoh"]).send()
    answered = SinkMail.objects.get(subject="Hal")
    page = client.get(f"/surel-contoh/{answered.uuid}/").content.decode()
    assert "Balasan ke balas+x@suluh.contoh" in page
    settings.SAMPLE = False
    assert client.get("/surel-contoh/").status_code == 404
    assert client.get(f"/surel-contoh/{mail.uuid}/").status_code == 404
