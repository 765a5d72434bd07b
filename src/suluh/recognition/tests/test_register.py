"""A certificate of our own register, handed in as if it were from elsewhere: known at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from suluh.base.clock import now
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials.actions.seal import seal_certificates
from suluh.credentials.models import Certificate
from suluh.credentials.tests.test_issue import issue, request_for
from suluh.identity.models import Person
from suluh.organisation.types import Actor, Role
from suluh.recognition.actions import begin_certificate, file_claim, replace_file
from suluh.recognition.actions.claims import NotChangeable, NotInForce, NotYours
from suluh.recognition.actions.evidence import Upload
from suluh.recognition.actions.posting import InTheBook
from suluh.recognition.models import Claim
from suluh.recognition.tests import make
from suluh.recognition.tests.test_claims import approve, held_in_suluh
from tests import make as house

pytestmark = pytest.mark.django_db


class Holder:
    """A learner who holds a certificate of an agency in Suluh that brought no JP."""

    def __init__(self, **more: Any) -> None:
        self.agency, unit = make.home()
        self.who = make.actor(unit)
        with scoped(SYSTEM):
            self.person = Person.objects.get(pk=self.who.person_id)
        told = {"form_name": "Seminar/konferensi/sarasehan"} | more
        asked = replace(request_for(self.person), **told)
        (self.row,) = issue(self.agency, asked)

    def scan(self) -> Upload:
        """A paper with the certificate's code on it, as a scanner's text would have it."""
        return Upload("pindai.pdf", make.pdf("Sertifikat", self.row.code))

    def sealed(self) -> Upload:
        """The very file."""
        seal_certificates(ids=[self.row.pk], now=now())
        with scoped(SYSTEM):
            row = Certificate.objects.get(pk=self.row.pk)
        with row.file.open("rb") as file:
            return Upload("asli.pdf", file.read())

    def begin(self, who: Actor | None = None, upload: Upload | None = None) -> Claim:
        """Hand it in."""
        actor = who or self.who
        with make.own(actor):
            return begin_certificate(actor=actor, now=make.NOW, upload=upload or self.scan())


@pytest.fixture
def holder() -> Holder:
    return Holder()


def _is(row: Certificate, **state: Any) -> None:
    with scoped(SYSTEM):
        Certificate.objects.filter(pk=row.pk).update(**state)


def test_what_the_register_holds_fills_the_claim(holder: Holder) -> None:
    draft = holder.begin()
    assert (draft.certificate_code, draft.title) == (holder.row.code, "Menulis kebijakan")
    assert (draft.number, draft.jp_minor) == (holder.row.number, 300)
    assert draft.starts_on == draft.ends_on


def test_without_form_and_days_the_learner_fills_them() -> None:
    draft = Holder(form_name="", starts_on=None).begin()
    assert (draft.form_id, draft.starts_on) == (None, None)


def test_somebody_elses_is_refused_and_told(holder: Holder) -> None:
    thief = make.actor(make.home()[1], name="Tono")
    with make.own(thief):  # as in a request: the refusal is shown, and what happened is kept
        with pytest.raises(NotYours):
            begin_certificate(actor=thief, now=make.NOW, upload=holder.scan())
        assert not Claim.reachable.exists()
    with scoped(SYSTEM):
        assert DomainEvent.objects.filter(name="recognition.certificate.misused").count() == 1


def test_what_is_revoked_or_booked_is_refused(holder: Holder) -> None:
    _is(holder.row, state=Certificate.State.REVOKED)
    with pytest.raises(NotInForce):
        holder.begin()
    _is(holder.row, state=Certificate.State.VALID, source_id="1")
    held_in_suluh(holder.who, "Menulis kebijakan", make.DAY)
    with pytest.raises(InTheBook):
        holder.begin()


def test_its_number_under_another_paper_is_known(holder: Holder) -> None:
    _is(holder.row, state=Certificate.State.REVOKED)
    with make.own(holder.who):
        upload = Upload("a.png", make.photo())
        draft = begin_certificate(actor=holder.who, now=make.NOW, upload=upload)
        with pytest.raises(NotInForce):
            file_claim(
                actor=holder.who, now=make.NOW, claim=draft.uuid,
                stated=make.stated(number=holder.row.number),
            )  # fmt: skip


def test_the_sealed_file_itself_is_judged_by_its_seal(holder: Holder) -> None:
    claim = make.filed(holder.who)
    upload = holder.sealed()
    with make.own(holder.who):
        changed = replace_file(actor=holder.who, now=make.NOW, claim=claim.uuid, upload=upload)
    assert changed.certificate_code == holder.row.code


def test_the_sealed_file_begins_a_claim(holder: Holder) -> None:
    assert holder.begin(upload=holder.sealed()).certificate_code == holder.row.code


def test_a_decided_claim_keeps_its_file(holder: Holder) -> None:
    claim = make.filed(holder.who)
    approve(make.actor(house.unit(holder.agency), Role.AGENCY_ADMIN), claim)
    upload = Upload("b.png", make.photo())
    with make.own(holder.who), pytest.raises(NotChangeable):
        replace_file(actor=holder.who, now=make.NOW, claim=claim.uuid, upload=upload)
