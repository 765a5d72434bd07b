"""Completion: state, JP, certificate, event and notice, all or nothing, once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials.models import Certificate
from suluh.delivery.actions import record_results
from suluh.delivery.actions.registration import register
from suluh.delivery.models import Enrolment, Offering, OfferingPerson
from suluh.delivery.tests import make
from suluh.delivery.tests.make import NOW
from suluh.delivery.types import Condition, PersonResult
from suluh.ledger.models import JpEntry
from suluh.messaging.models import Notice
from suluh.organisation.types import Actor

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


def _event(*people: Actor, at: Any = None) -> Offering:
    event = make.offering(at or make.agency("Penyelenggara"))
    for each in people:
        with scoped(make.own(each)):
            register(actor=each, offering_uuid=event.uuid, now=NOW)
    return event


def _result(person: Actor, *, is_complete: bool = True) -> PersonResult:
    condition = Condition("masuk", is_complete, "Kehadiran masuk tercatat.")
    return PersonResult(person.person_id, is_complete, (condition,))


def _record(event: Offering, *results: PersonResult) -> int:
    return record_results(offering_id=event.pk, results=results, actor_id=None, now=LATER)


def test_completion_writes_everything_in_one_step_and_only_once() -> None:
    home = make.unit(make.agency())
    rina, budi, guest = make.actor(home), make.actor(home), make.actor(None, name="Tamu")
    event = _event(rina, budi, guest)
    results = (_result(rina), _result(budi, is_complete=False), _result(guest))

    assert _record(event, *results) == 2
    assert _record(event, *results) == 0

    with scoped(SYSTEM):
        states = dict(Enrolment.objects.values_list("person_id", "state"))
        entry = JpEntry.objects.get()
        certificates = set(Certificate.objects.values_list("person_id", flat=True))
        told = Notice.objects.filter(kind="certificate").count()
        news = DomainEvent.objects.filter(name="delivery.enrolment.completed").count()
        event.refresh_from_db()
    assert states == {
        rina.person_id: "completed",
        budi.person_id: "not_completed",
        guest.person_id: "completed",
    }
    assert (entry.person_id, entry.activity_key, entry.minutes) == (
        rina.person_id,
        f"acara:{event.uuid}",
        150,
    )
    assert certificates == {rina.person_id, guest.person_id}
    assert (told, news, event.completed) == (2, 1, 2)


def test_a_later_result_completes_and_none_takes_completion_back() -> None:
    rina = make.actor(make.unit(make.agency()))
    event = _event(rina)

    assert _record(event, _result(rina, is_complete=False)) == 0
    assert _record(event, _result(rina)) == 1
    assert _record(event, _result(rina, is_complete=False)) == 0

    with scoped(SYSTEM):
        place = Enrolment.objects.get()
    assert (place.state, place.completed_at, place.result["complete"]) == ("completed", LATER, True)


def test_who_waits_or_left_is_not_completed() -> None:
    rina = make.actor(make.unit(make.agency()))
    event = _event(rina)
    with scoped(SYSTEM):
        Enrolment.objects.update(state="cancelled")

    assert _record(event, _result(rina)) == 0


def test_speakers_get_their_own_certificate_after_the_end() -> None:
    home = make.unit(make.agency())
    speaker = make.actor(home, name="Dr. Ratna")
    event = _event(at=home.tenant)
    with scoped(SYSTEM):
        part = OfferingPerson.objects.create(
            tenant=home.tenant,
            offering=event,
            person_id=speaker.person_id,
            name="Dr. Ratna",
            role="narasumber",
            topic="Bahasa warga",
            minutes=60,
        )

    record_results(offering_id=event.pk, results=(), actor_id=None, now=NOW)
    with scoped(SYSTEM):
        assert not Certificate.objects.exists()
    _record(event)
    _record(event)

    with scoped(SYSTEM):
        certificate = Certificate.objects.get()
        part.refresh_from_db()
    assert (certificate.person_id, certificate.role) == (speaker.person_id, "narasumber")
    assert part.certified_at == LATER
