"""Outside certificates: read, filed, known again, decided by somebody else, booked once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.ledger.actions import ask_reversal, decide_reversal, post_credits
from suluh.ledger.models import JpEntry, PersonYear
from suluh.ledger.types import Credit
from suluh.messaging.models import Notice
from suluh.organisation.models import Unit
from suluh.organisation.types import Actor, Role
from suluh.recognition.actions import (
    begin_certificate,
    decide_claim,
    deciding,
    file_claim,
    file_report,
    replace_file,
    withdraw_claim,
)
from suluh.recognition.actions import claims as actions
from suluh.recognition.actions.evidence import FileRefused, Upload
from suluh.recognition.actions.posting import InTheBook
from suluh.recognition.models import Claim, ClaimStep
from suluh.recognition.queries.claims import find_claim, my_claims
from suluh.recognition.rules.reading import read
from suluh.recognition.tests import make
from suluh.recognition.types import Report
from tests import make as house

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> tuple[Actor, Actor]:
    """A learner, and an administrator of the learner's unit."""
    _agency, unit = make.home()
    return make.actor(unit), make.actor(unit, Role.UNIT_ADMIN, at=unit, name="Budi")


def approve(checker: Actor, claim: Claim) -> Claim:
    with make.own(checker):
        return decide_claim(
            actor=checker, now=make.NOW, claim=claim.uuid, revision=claim.revision, is_approved=True
        )


def jp_of(who: Actor, year: int = 2026) -> int:
    with scoped(SYSTEM):
        found = PersonYear.objects.filter(person_id=who.person_id, year=year).first()
    return found.jp_minor if found else 0


def held_in_suluh(who: Actor, title: str, day: date) -> None:
    """The live event's own credit of the same learning."""
    assert who.agency_id is not None
    with scoped(SYSTEM):
        given = Credit(
            person_id=who.person_id, home_id=who.agency_id, unit_id=who.unit_id,
            organiser_id=who.agency_id, form_code=9, title=title, minutes=180, credit_date=day,
            activity_key="acara:1", source_type="acara", source_id="1",
        )  # fmt: skip
        post_credits(credits=[given], actor_id=None, now=make.NOW)


def test_the_text_of_a_pdf_fills_the_draft(people: tuple[Actor, Actor]) -> None:
    learner, _checker = people
    with make.own(learner):
        upload = Upload("sertifikat.pdf", make.pdf(*make.LINES))
        draft = begin_certificate(actor=learner, now=make.NOW, upload=upload)
    read = (draft.form_id, draft.title, draft.organiser, draft.number, draft.jp_minor)
    assert read == (
        9,
        "Seminar Nasional Arsip Digital",
        "Universitas Contoh",
        "045/UC/IX/2026",
        400,
    )
    assert (draft.starts_on, draft.ends_on, draft.state) == (make.DAY, make.DAY, "draft")
    assert draft.evidence is not None
    assert draft.evidence.pages == 1


def test_the_giver_before_the_verb_and_two_days_are_read() -> None:
    found = read(
        "SERTIFIKAT\nNomor: 421/SERT/XI/2026\nPusat Pelatihan Nusantara memberikan sertifikat kepada\n"
        "Clara Puspita\natas keikutsertaan dalam\nBimbingan Teknis Menyusun Standar Pelayanan\n"
        "pada tanggal 12 dan 13 November 2026 selama 20 JP"
    )
    assert (found.form_code, found.title) == (8, "Bimbingan Teknis Menyusun Standar Pelayanan")
    assert (found.organiser, found.jp_minor) == ("Pusat Pelatihan Nusantara", 2000)
    assert (found.starts_on, found.ends_on) == (date(2026, 11, 12), date(2026, 11, 13))


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.exe", b"MZ"), ("a.pdf", b"<html>"), ("a.pdf", b"%PDF-1.4 broken"), ("a.png", b"%PDF-1.4")],
)
def test_what_is_no_readable_file_is_refused(
    people: tuple[Actor, Actor], name: str, data: bytes
) -> None:
    learner, _checker = people
    with make.own(learner), pytest.raises(FileRefused):
        begin_certificate(actor=learner, now=make.NOW, upload=Upload(name, data))
    assert jp_of(learner) == 0


def test_approval_books_the_jp_and_tells_the_learner(people: tuple[Actor, Actor]) -> None:
    learner, checker = people
    claim = make.filed(learner, jp_minor=600)
    done = approve(checker, claim)
    assert (done.state, jp_of(learner)) == ("approved", 400)  # a seminar counts 4 JP a day
    with scoped(SYSTEM):
        notice = Notice.objects.get(person_id=learner.person_id)
        kinds = list(ClaimStep.objects.filter(claim=claim).values_list("kind", flat=True))
    assert notice.title == "4 JP dari luar Suluh tercatat"
    assert "paling banyak 4 JP sehari" in notice.body
    assert kinds == ["filed", "approved"]


def test_a_decision_stands_and_is_made_once(people: tuple[Actor, Actor]) -> None:
    learner, checker = people
    claim = make.filed(learner)
    approve(checker, claim)
    with pytest.raises(deciding.AlreadyDecided):
        approve(checker, claim)
    assert jp_of(learner) == 400


def test_refusing_needs_a_reason_and_the_learner_may_mend(people: tuple[Actor, Actor]) -> None:
    learner, checker = people
    claim = make.filed(learner)
    with make.own(checker):
        asked: dict[str, Any] = {
            "actor": checker,
            "now": make.NOW,
            "claim": claim.uuid,
            "is_approved": False,
        }
        with pytest.raises(deciding.ReasonMissing):
            decide_claim(**asked, revision=1)
        with pytest.raises(deciding.ReasonMissing):
            decide_claim(**asked, revision=1, reason_code="lain", words="ya")
        refused = decide_claim(**asked, revision=1, reason_code="data_berbeda", words="JP 2.")
    assert (refused.state, refused.reason) == (
        "refused", "Isian berbeda dari sertifikat. JP 2.",
    )  # fmt: skip
    with make.own(learner):
        again = file_claim(
            actor=learner, now=make.NOW, claim=claim.uuid, stated=make.stated(jp_minor=200)
        )
    assert (again.state, again.revision, again.reason) == ("asked", 2, "")
    approve(checker, again)
    assert jp_of(learner) == 200


def test_what_changed_meanwhile_is_not_approved(people: tuple[Actor, Actor]) -> None:
    learner, checker = people
    claim = make.filed(learner)
    with make.own(learner):
        file_claim(actor=learner, now=make.NOW, claim=claim.uuid, stated=make.stated(jp_minor=9900))
    with pytest.raises(deciding.ChangedMeanwhile):
        approve(checker, claim)
    assert jp_of(learner) == 0


def test_nobody_decides_what_is_his_own() -> None:
    _agency, unit = make.home()
    admin = make.actor(unit, Role.AGENCY_ADMIN)
    with pytest.raises(NotAllowed):
        approve(admin, make.filed(admin))
    assert jp_of(admin) == 0


def test_only_who_reaches_the_unit_decides(people: tuple[Actor, Actor]) -> None:
    learner, _checker = people
    claim = make.filed(learner)
    agency, unit = make.home()
    with scoped(SYSTEM):
        mine = Claim.objects.select_related("tenant").get(pk=claim.pk)
    beside = house.unit(mine.tenant, "Dinas Sebelah")
    others = [
        make.actor(unit, Role.AGENCY_ADMIN),  # of another agency
        make.actor(beside, Role.UNIT_ADMIN, at=beside),
        make.actor(beside),  # a colleague
    ]
    for other in others:
        with pytest.raises(NotFound):
            approve(other, claim)
    assert (agency.pk != mine.tenant_id, jp_of(learner)) == (True, 0)


def test_the_same_certificate_is_claimed_once(people: tuple[Actor, Actor]) -> None:
    learner, _checker = people
    data = make.photo()
    make.filed(learner, data=data, title="Seminar Arsip", number="045/UC/IX/2026")
    same: tuple[dict[str, Any], ...] = (
        {"title": "Judul lain", "number": "045 UC IX 2026"},  # by number, however it is written
        {"title": "SEMINAR  arsip!", "number": ""},  # by title and days
    )
    for values in same:
        with pytest.raises(actions.AlreadyClaimed):
            make.filed(learner, **values)
    with pytest.raises(actions.AlreadyClaimed):  # by file
        make.filed(learner, data=data, title="Judul ketiga", number="9/2026")


def test_another_person_may_claim_the_same_activity(people: tuple[Actor, Actor]) -> None:
    learner, checker = people
    data = make.photo()
    values: dict[str, Any] = {
        "title": "Seminar Arsip", "number": "045/UC/IX/2026", "data": data,
    }  # fmt: skip
    for who in (learner, make.actor(make.home()[1], name="Dari instansi lain")):
        assert make.filed(who, **values).state == "asked"
    assert checker.person_id != learner.person_id


def test_after_a_refusal_the_same_may_be_claimed_anew(people: tuple[Actor, Actor]) -> None:
    learner, _checker = people
    first = make.filed(learner, title="Seminar Arsip", number="1/2026")
    with make.own(learner):
        withdraw_claim(actor=learner, now=make.NOW, claim=first.uuid)
    assert make.filed(learner, title="Seminar Arsip", number="1/2026").state == "asked"


def test_what_suluh_has_booked_is_not_claimed_again(people: tuple[Actor, Actor]) -> None:
    learner, _checker = people
    held_in_suluh(learner, "Webinar Arsip", make.DAY)
    with pytest.raises(InTheBook):
        make.filed(learner, title="WEBINAR: arsip")
    assert jp_of(learner) == 400


def test_what_was_claimed_first_suluh_does_not_book_again(people: tuple[Actor, Actor]) -> None:
    learner, checker = people
    days: dict[str, Any] = {"starts_on": make.DAY - timedelta(days=2), "ends_on": make.DAY}
    approve(checker, make.filed(learner, title="Webinar Arsip", jp_minor=600, **days))
    assert jp_of(learner) == 600  # 2 JP on each of three days
    held_in_suluh(learner, "Webinar arsip", make.DAY - timedelta(days=1))
    assert jp_of(learner) == 600
    held_in_suluh(learner, "Webinar lain", make.DAY)
    assert jp_of(learner) == 800  # two JP are left of that day's four


def test_a_reversed_claim_leaves_the_activity_to_its_organiser(people: tuple[Actor, Actor]) -> None:
    learner, checker = people
    approve(checker, make.filed(learner, title="Webinar Arsip"))
    hands = [_reverser(learner) for _hand in range(2)]
    with scoped(SYSTEM):
        entry = JpEntry.objects.get(person_id=learner.person_id)
    with make.own(hands[0]):
        asked = ask_reversal(
            actor=hands[0], now=make.NOW, entry=entry.id, reason="Keliru diajukan."
        )
    with make.own(hands[1]):
        decide_reversal(actor=hands[1], now=make.NOW, request=asked.uuid, is_approved=True)
    held_in_suluh(learner, "Webinar arsip", make.DAY)
    assert jp_of(learner) == 400


def _reverser(learner: Actor) -> Actor:
    with scoped(SYSTEM):
        unit = Unit.objects.select_related("tenant").get(pk=learner.unit_id or 0)
    return make.actor(unit, Role.AGENCY_ADMIN)


def test_days_to_come_and_days_turned_round_are_refused(people: tuple[Actor, Actor]) -> None:
    learner, _checker = people
    for first, last in ((1, 1), (0, -1)):
        with pytest.raises(actions.WrongDates):
            make.filed(
                learner,
                starts_on=make.NOW.date() + timedelta(days=first),
                ends_on=make.NOW.date() + timedelta(days=last),
            )


def test_another_file_is_looked_at_anew(people: tuple[Actor, Actor]) -> None:
    learner, checker = people
    claim = make.filed(learner)
    with make.own(learner):
        replace_file(
            actor=learner, now=make.NOW, claim=claim.uuid, upload=Upload("b.png", make.photo())
        )
    with pytest.raises(deciding.ChangedMeanwhile):
        approve(checker, claim)


def test_an_approved_claim_stays(people: tuple[Actor, Actor]) -> None:
    learner, checker = people
    claim = make.filed(learner)
    approve(checker, claim)
    with make.own(learner):
        with pytest.raises(actions.NotChangeable):
            withdraw_claim(actor=learner, now=make.NOW, claim=claim.uuid)
        with pytest.raises(actions.NotChangeable):
            file_claim(actor=learner, now=make.NOW, claim=claim.uuid, stated=make.stated(title="X"))


def test_a_guest_is_told_who_checks() -> None:
    guest = house.person(None, "Tamu")
    who = Actor(account_id=1, person_id=guest.pk, name="Tamu")
    with make.own(who), pytest.raises(actions.NoHome):
        begin_certificate(actor=who, now=make.NOW, upload=Upload("a.png", make.photo()))


def test_a_strangers_claim_is_not_there(people: tuple[Actor, Actor]) -> None:
    learner, _checker = people
    claim = make.filed(learner)
    stranger = make.actor(make.home()[1], Role.AGENCY_ADMIN)
    with make.own(stranger):
        assert list(my_claims(stranger)) == []
        with pytest.raises(NotFound):
            find_claim(stranger, claim.uuid)
        with pytest.raises(NotFound):
            withdraw_claim(actor=stranger, now=make.NOW, claim=claim.uuid)


def report(who: Actor, **more: object) -> Report:
    values: dict[str, object] = {
        "person_id": who.person_id, "title": "Membaca: Arsip Digital", "story": "Saya belajar …",
        "minutes": 200, "starts_on": make.DAY, "ends_on": make.DAY,
        "source_type": "perpustakaan", "source_id": "buku-1",
    }  # fmt: skip
    return Report(**(values | more))  # type: ignore[arg-type]


def test_a_reading_report_is_filed_once_for_the_superior(people: tuple[Actor, Actor]) -> None:
    learner, boss = people
    make.supervise(learner, boss)
    first = file_report(report=report(learner), now=make.NOW)
    again = file_report(report=report(learner), now=make.NOW)
    assert (first.is_new, first.state, again.is_new, again.claim) == (
        True, "confirm", False, first.claim,
    )  # fmt: skip
    assert jp_of(learner) == 0
    with scoped(SYSTEM):
        assert Notice.objects.get(person_id=boss.person_id).body == "Membaca: Arsip Digital"


def test_without_a_superior_the_verifiers_look_at_a_report(people: tuple[Actor, Actor]) -> None:
    learner, checker = people
    filed = file_report(report=report(learner), now=make.NOW)
    with make.own(checker):
        claim = find_claim(checker, filed.claim)
    assert approve(checker, claim).state == "approved"
    assert jp_of(learner) == 200  # self-study counts 2 JP a day


def test_a_passed_check_books_a_report_at_once(people: tuple[Actor, Actor]) -> None:
    learner, _checker = people
    days: dict[str, Any] = {"starts_on": make.DAY - timedelta(days=1), "ends_on": make.DAY}
    filed = file_report(report=report(learner, is_passed=True, **days), now=make.NOW)
    assert (filed.state, jp_of(learner)) == ("approved", 400)


def test_a_guests_report_is_refused_and_so_is_a_row_without_agency(
    people: tuple[Actor, Actor],
) -> None:
    guest = house.person(None, "Tamu")
    who = Actor(account_id=1, person_id=guest.pk, name="Tamu")
    with pytest.raises(actions.NoHome):
        file_report(report=report(who), now=make.NOW)
    with scoped(SYSTEM), pytest.raises(IntegrityError, match="tenant_id"):
        actions.save_once(Claim(person_id=people[0].person_id, created_at=make.NOW))


def test_what_entered_the_book_after_filing_is_not_booked_twice(
    people: tuple[Actor, Actor],
) -> None:
    learner, checker = people
    claim = make.filed(learner, title="Webinar Arsip")
    held_in_suluh(learner, "Webinar arsip", make.DAY)
    with pytest.raises(InTheBook):
        approve(checker, claim)
    with make.own(learner):
        assert find_claim(learner, claim.uuid).state == "asked"
    assert jp_of(learner) == 400
