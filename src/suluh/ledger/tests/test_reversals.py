"""Reversals: asked by one, decided by another, once; the balance follows, the credit stays."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from suluh.base.clock import now
from suluh.base.errors import DomainError, NotAllowed, NotFound
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.identity.models import Person
from suluh.ledger.actions import ask_reversal, decide_reversal, post_credits
from suluh.ledger.actions.reversals import (
    AlreadyAsked,
    AlreadyDecided,
    AlreadyReversed,
    OtherPersonNeeded,
    ReasonTooShort,
)  # fmt: skip
from suluh.ledger.models import JpEntry, PersonYear, ReversalRequest
from suluh.ledger.tests.conftest import NOW, credit
from suluh.messaging.models import Notice
from suluh.organisation.models import Unit
from suluh.organisation.types import Actor, Role
from tests import make

pytestmark = pytest.mark.django_db
REASON = "Kehadiran ternyata milik orang lain."


@pytest.fixture
def unit() -> Unit:
    return make.unit(make.agency())


@pytest.fixture
def learner(unit: Unit) -> Person:
    return make.person(unit)


@pytest.fixture
def entry(unit: Unit, learner: Person) -> JpEntry:
    return post_credits(credits=[credit(learner, unit.tenant)], actor_id=None, now=NOW)[learner.id]


@pytest.fixture
def organisers(unit: Unit) -> list[Actor]:
    people = [make.person(unit) for _ in range(2)]
    for person in people:
        make.grant(person, Role.ORGANISER, unit.tenant)
    return [make.sign_in(Client(), person) for person in people]


def ask(actor: Actor, entry: JpEntry, reason: str = REASON) -> ReversalRequest:
    with scoped(Scope(tenant_id=actor.agency_id, person_id=actor.person_id)):
        return ask_reversal(actor=actor, now=now(), entry=entry.id, reason=reason)


def decide(actor: Actor, request: ReversalRequest, *, is_approved: bool = True) -> None:
    with scoped(Scope(tenant_id=actor.agency_id, person_id=actor.person_id)):
        decide_reversal(actor=actor, now=now(), request=request.uuid, is_approved=is_approved)


def test_two_people_reverse_a_credit(
    entry: JpEntry, organisers: list[Actor], learner: Person
) -> None:
    first, second = organisers
    decide(second, ask(first, entry))
    with scoped(SYSTEM):
        year = PersonYear.objects.get(person=learner)
        assert (year.jp_minor, year.entries) == (0, 2)
        reversal = JpEntry.objects.get(reverses=entry)
        assert (reversal.actor_id, reversal.approver_id) == (first.person_id, second.person_id)
        assert (reversal.reason, reversal.line, reversal.jp_minor) == (REASON, 2, 300)
        assert JpEntry.objects.get(id=entry.id).jp_minor == 300
        assert Notice.objects.filter(person=learner).count() == 1


def test_the_day_is_free_again_after_a_reversal(
    entry: JpEntry, organisers: list[Actor], learner: Person, unit: Unit
) -> None:
    decide(organisers[1], ask(organisers[0], entry))
    again = credit(learner, unit.tenant, activity_key="acara:2", minutes=180)
    assert post_credits(credits=[again], actor_id=None, now=NOW)[learner.id].jp_minor == 400


def test_refusing_leaves_everything(
    entry: JpEntry, organisers: list[Actor], learner: Person
) -> None:
    decide(organisers[1], ask(organisers[0], entry), is_approved=False)
    with scoped(SYSTEM):
        assert PersonYear.objects.get(person=learner).jp_minor == 300
    ask(organisers[1], entry)


def test_nobody_decides_alone(entry: JpEntry, organisers: list[Actor]) -> None:
    request = ask(organisers[0], entry)
    with pytest.raises(OtherPersonNeeded):
        decide(organisers[0], request)


def test_each_step_happens_once(entry: JpEntry, organisers: list[Actor]) -> None:
    request = ask(organisers[0], entry)
    with pytest.raises(AlreadyAsked):
        ask(organisers[1], entry)
    decide(organisers[1], request)
    with pytest.raises(AlreadyDecided):
        decide(organisers[1], request)
    with pytest.raises(AlreadyReversed):
        ask(organisers[0], entry)
    with scoped(SYSTEM):
        reversal = JpEntry.objects.get(reverses=entry)
        ReversalRequest.objects.filter(pk=request.pk).update(state=ReversalRequest.State.ASKED)
    with pytest.raises(AlreadyReversed):
        ask(organisers[0], reversal)
    with pytest.raises(AlreadyReversed):  # whatever a request says, the book says it is done
        decide(organisers[1], request)


def test_a_reason_is_needed(entry: JpEntry, organisers: list[Actor]) -> None:
    with pytest.raises(ReasonTooShort):
        ask(organisers[0], entry, "salah")


def test_only_the_organisers_side_may_ask(
    entry: JpEntry, learner: Person, organisers: list[Actor]
) -> None:
    with pytest.raises(NotAllowed):
        ask(make.sign_in(Client(), learner), entry)
    foreign = make.person(make.unit(make.agency("Lain")))
    make.grant(foreign, Role.ORGANISER, make.agency("Ketiga"))
    stranger = make.sign_in(Client(), foreign)
    with pytest.raises(NotFound):
        ask(stranger, entry)
    request = ask(organisers[0], entry)
    with pytest.raises(DomainError):
        decide(stranger, request)


def test_the_pages_lead_through(
    entry: JpEntry, organisers: list[Actor], learner: Person, client: Client
) -> None:
    with scoped(SYSTEM):
        people = [Person.objects.get(id=actor.person_id) for actor in organisers]
    make.sign_in(client, people[0])
    assert learner.name in client.get("/buku-jp/pembatalan/?q=Webinar").content.decode()
    assert client.get(f"/buku-jp/{entry.id}/batalkan/").status_code == 200
    assert client.post(f"/buku-jp/{entry.id}/batalkan/", {"reason": "x"}).status_code == 409
    assert client.post(f"/buku-jp/{entry.id}/batalkan/", {"reason": REASON}).status_code == 302
    with scoped(SYSTEM):
        request = ReversalRequest.objects.get()
    path = f"/buku-jp/pembatalan/{request.uuid}/"
    assert "diambil rekan lain" in client.get(path).content.decode()
    assert client.post(path, {"keputusan": "setuju"}).status_code == 403
    make.sign_in(client, people[1])
    assert "Setujui pembatalan" in client.get(path).content.decode()
    assert client.post(path, {"keputusan": "setuju"}).status_code == 302
    assert client.get(f"/buku-jp/pembatalan/{uuid4()}/").status_code == 404
    make.sign_in(client, learner)
    assert client.get("/buku-jp/pembatalan/").status_code == 403
    assert "dibatalkan" in client.get(f"/buku-jp/{entry.id}/").content.decode()
