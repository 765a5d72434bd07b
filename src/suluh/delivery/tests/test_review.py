"""Complaints and corrections: one open complaint, four eyes, exactly what was approved."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.datastructures import MultiValueDict
from PIL import Image

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions import review
from suluh.delivery.forms.review import ComplaintForm
from suluh.delivery.models import Complaint, Correction, Enrolment
from suluh.delivery.rules.review import content_hash, read_numbers
from suluh.delivery.tests import make
from suluh.identity.models import Person
from suluh.organisation.types import Role

pytestmark = pytest.mark.django_db
AFTER = make.NOW + timedelta(days=3)
DURING = make.NOW + timedelta(days=1, hours=2)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 32


@pytest.fixture
def home() -> Any:
    return make.unit(make.agency())


@pytest.fixture
def event(home: Any) -> Any:
    return make.offering(home.tenant)


@pytest.fixture
def rina(home: Any, event: Any) -> Any:
    person = make.actor(home)
    with scoped(SYSTEM):
        Enrolment.objects.create(
            tenant_id=event.tenant_id, offering=event, person_id=person.person_id,
            home_id=person.agency_id, name=person.name, registered_at=make.NOW,
        )  # fmt: skip
    return person


@pytest.fixture
def oki(home: Any) -> Any:
    return make.actor(home, Role.ORGANISER, name="Oki")


@pytest.fixture
def second(home: Any) -> Any:
    return make.actor(home, Role.ORGANISER, name="Dua")


def _nip(person: Any) -> Any:
    with scoped(SYSTEM):
        return Person.objects.get(pk=person.person_id).nip


def _complain(person: Any, event: Any, now: Any = AFTER, evidence: Any = None) -> Any:
    with scoped(make.own(person)):
        return review.file_complaint(
            actor=person, event=event.uuid, text="Saya hadir", evidence=evidence, now=now
        )


def _decide(person: Any, complaint: Any, *, accept: Any) -> Any:
    with scoped(make.own(person)):
        return review.decide_complaint(
            actor=person, complaint=complaint.uuid, accept=accept, answer="Ada di daftar",
            now=AFTER,
        )  # fmt: skip


def _mark(person: Any, event: Any, numbers: Any, now: Any) -> Any:
    with scoped(make.own(person)):
        return review.mark_people(
            actor=person, event=event.uuid, numbers=numbers, reason="Hadir di aula", now=now
        )


def _approve(person: Any, event: Any, correction: Any, content: Any = None) -> Any:
    with scoped(make.own(person)):
        return review.approve_correction(
            actor=person, event=event.uuid, correction=correction.uuid,
            content_sha256=content or correction.content_sha256, now=AFTER,
        )  # fmt: skip


def _attested(event: Any) -> Any:
    from django.db import connection

    with scoped(SYSTEM), connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_id, source, stated_by_id, approved_by_id FROM session_attestation"
            " WHERE offering_id = %s", [event.pk],
        )  # fmt: skip
        return cursor.fetchall()


def test_one_complaint_waits_at_a_time(event: Any, rina: Any) -> None:
    _complain(rina, event, evidence=SimpleUploadedFile("a.png", PNG))
    with pytest.raises(review.ComplaintWaits):
        _complain(rina, event)


def test_a_picture_of_a_complaint_tells_no_position_and_hides_nothing() -> None:
    exif, drawn = Image.Exif(), BytesIO()
    exif[0x010E] = "rumah saya"
    Image.new("RGB", (40, 20), "navy").save(drawn, "JPEG", exif=exif)
    given = SimpleUploadedFile("IMG 1.jpg", drawn.getvalue() + b"<script>kenari()</script>")
    form = ComplaintForm({"text": "Saya hadir"}, MultiValueDict({"evidence": [given]}))
    assert form.is_valid()
    kept = form.cleaned_data["evidence"]
    assert kept.name == "bukti.jpg"
    assert b"rumah saya" not in (data := kept.read())
    assert b"kenari" not in data
    broken = SimpleUploadedFile("a.png", PNG[:20] + b"<script>")
    files: MultiValueDict[str, UploadedFile[Any]] = MultiValueDict({"evidence": [broken]})
    assert not ComplaintForm({"text": "Saya hadir"}, files).is_valid()


def test_no_complaint_before_the_event(event: Any, rina: Any) -> None:
    with pytest.raises(review.NothingToComplainAbout):
        _complain(rina, event, now=make.NOW)


def test_accepted_complaint_is_evidence_and_the_person_is_told(
    event: Any, rina: Any, oki: Any
) -> None:
    complaint = _complain(rina, event)
    _decide(oki, complaint, accept=True)
    assert _attested(event) == [(rina.person_id, "complaint", oki.person_id, None)]
    with pytest.raises(review.AlreadyDecided):
        _decide(oki, complaint, accept=False)


def test_refused_complaint_changes_nothing_and_another_may_follow(
    event: Any, rina: Any, oki: Any
) -> None:
    _decide(oki, _complain(rina, event), accept=False)
    assert _attested(event) == []
    assert _complain(rina, event).state == Complaint.State.OPEN


def test_nobody_decides_their_own_complaint(home: Any, event: Any) -> None:
    both = make.actor(home, Role.ORGANISER)
    with scoped(SYSTEM):
        Enrolment.objects.create(
            tenant_id=event.tenant_id, offering=event, person_id=both.person_id,
            home_id=both.agency_id, name="Dua peran", registered_at=make.NOW,
        )  # fmt: skip
    with pytest.raises(review.OwnCase):
        _decide(both, _complain(both, event), accept=True)


def test_foreign_organiser_and_participant_see_no_complaint(event: Any, rina: Any) -> None:
    complaint = _complain(rina, event)
    stranger = make.actor(make.unit(make.agency("Kota")), Role.ORGANISER)
    for person in (stranger, rina):
        with pytest.raises(NotFound):
            _decide(person, complaint, accept=True)


def test_a_list_counts_at_once_while_the_event_runs(event: Any, rina: Any, oki: Any) -> None:
    outcome = _mark(oki, event, f" {_nip(rina)} \n198503122010012999\nabc 12\n", DURING)
    assert (outcome.found, outcome.correction.state) == (1, Correction.State.APPLIED)
    assert outcome.not_registered == ("198503122010012999",)
    assert outcome.unreadable == ("abc 12",)
    assert _attested(event) == [(rina.person_id, "list", oki.person_id, None)]


def test_after_the_event_a_second_person_approves(
    event: Any, rina: Any, oki: Any, second: Any
) -> None:
    asked = _mark(oki, event, _nip(rina), AFTER).correction
    assert _attested(event) == []
    with pytest.raises(review.OwnCase):
        _approve(oki, event, asked)
    _approve(second, event, asked)
    expected = [(rina.person_id, "correction", oki.person_id, second.person_id)]
    assert _attested(event) == expected
    with pytest.raises(review.AlreadyDecided):
        _approve(second, event, asked)
    assert _attested(event) == expected


def test_only_what_was_seen_is_carried_out(event: Any, rina: Any, oki: Any, second: Any) -> None:
    """R53: the hash of what is approved is the hash of what is executed."""
    asked = _mark(oki, event, _nip(rina), AFTER).correction
    with pytest.raises(review.ContentChanged):
        _approve(second, event, asked, content="0" * 64)
    with scoped(SYSTEM):
        Correction.objects.filter(pk=asked.pk).update(people=[rina.person_id, oki.person_id])
    with pytest.raises(review.ContentChanged):
        _approve(second, event, asked)
    assert _attested(event) == []


def test_refused_list_is_closed(event: Any, rina: Any, oki: Any, second: Any) -> None:
    asked = _mark(oki, event, _nip(rina), AFTER).correction
    with scoped(make.own(second)):
        review.refuse_correction(
            actor=second, event=event.uuid, correction=asked.uuid, reason="Tidak ada", now=AFTER
        )
    with pytest.raises(review.AlreadyDecided):
        _approve(second, event, asked)


def test_a_list_of_strangers_is_refused(event: Any, oki: Any) -> None:
    with pytest.raises(review.NobodyFound):
        _mark(oki, event, "198503122010012999", AFTER)


def test_participants_and_strangers_do_not_mark(event: Any, rina: Any) -> None:
    stranger = make.actor(make.unit(make.agency("Kota")), Role.ORGANISER)
    for person in (rina, stranger):
        with pytest.raises(NotFound):
            _mark(person, event, _nip(rina), AFTER)


def test_numbers_are_read_from_any_paste() -> None:
    pasted = read_numbers(
        "19850312 201001 2 003; 198503122010012003\nNIP. 199001012020011001\n\nBudi"
    )
    assert pasted.numbers == ("198503122010012003", "199001012020011001")
    assert pasted.unreadable == ()


def test_hash_covers_event_people_and_reason(event: Any) -> None:
    base = content_hash(event.uuid, [1, 2], "a")
    assert base == content_hash(event.uuid, [2, 1], "a")
    assert (
        len({base, content_hash(event.uuid, [1], "a"), content_hash(event.uuid, [1, 2], "b")}) == 3
    )
