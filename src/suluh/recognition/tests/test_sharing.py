"""Sharing sessions: each who was there says so; nobody makes JP by one hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Person
from suluh.ledger.models import PersonYear
from suluh.messaging.models import Notice
from suluh.organisation.types import Actor
from suluh.recognition.actions import sharing as actions
from suluh.recognition.actions.claims import WrongDates
from suluh.recognition.actions.deciding import AlreadyDecided
from suluh.recognition.actions.evidence import Upload
from suluh.recognition.actions.sharing import Held, answer_presence, hold_sharing
from suluh.recognition.models import Claim, Sharing
from suluh.recognition.queries.sharing import get_sharing, my_sharings
from suluh.recognition.tests import make
from tests import make as house

pytestmark = pytest.mark.django_db
LESSON = "Kami belajar menulis nota dinas yang pendek dan langsung pada maksudnya."
HELD = Held("Nota dinas yang pendek", make.DAY, 90, LESSON, ())


class Office:
    """Somebody who shares, and three colleagues."""

    def __init__(self) -> None:
        _agency, self.unit = make.home()
        self.holder = make.actor(self.unit, name="Rina Wulandari")
        self.others = [make.actor(self.unit, name=name) for name in ("Budi", "Sari", "Joko")]

    def hold(self, *people: Actor, **more: Any) -> tuple[Sharing, list[str]]:
        ids = tuple(each.person_id for each in people or self.others)
        with make.own(self.holder):
            held = replace(HELD, people=ids, **more)
            return hold_sharing(actor=self.holder, now=make.NOW, held=held)

    def answer(self, who: Actor, made: Sharing, *, was_there: bool = True) -> Claim:
        with scoped(SYSTEM):
            claim = Claim.objects.get(sharing=made, person_id=who.person_id)
        with make.own(who):
            return answer_presence(actor=who, now=make.NOW, claim=claim.uuid, was_there=was_there)


def jp_of(who: Actor) -> int:
    with scoped(SYSTEM):
        found = PersonYear.objects.filter(person_id=who.person_id).first()
    return found.jp_minor if found else 0


def browser(who: Actor) -> Client:
    client = Client()
    with scoped(SYSTEM):
        house.sign_in(client, Person.objects.get(pk=who.person_id))
    return client


def test_each_who_was_there_confirms_for_himself() -> None:
    office = Office()
    made, left_out = office.hold()
    assert (left_out, [jp_of(each) for each in office.others]) == ([], [0, 0, 0])
    with scoped(SYSTEM):
        told = Notice.objects.filter(kind="sharing").count()
    assert told == 3
    office.answer(office.others[0], made)
    assert office.answer(office.others[1], made, was_there=False).state == "withdrawn"
    assert [jp_of(each) for each in office.others] == [200, 0, 0]
    with pytest.raises(AlreadyDecided):
        office.answer(office.others[0], made)
    assert jp_of(office.others[0]) == 200


def test_the_holder_has_jp_once_two_others_say_it_took_place() -> None:
    office = Office()
    made, _left = office.hold()
    with pytest.raises(AlreadyDecided):
        office.answer(office.holder, made)
    office.answer(office.others[0], made)
    assert jp_of(office.holder) == 0
    office.answer(office.others[1], made)
    assert jp_of(office.holder) == 200
    office.answer(office.others[2], made)
    assert jp_of(office.holder) == 200


def test_who_has_the_activity_already_is_left_out() -> None:
    office = Office()
    office.hold()
    _again, left_out = office.hold(office.others[0])
    assert sorted(left_out) == ["Budi", "Rina Wulandari"]


def test_two_sessions_on_one_day_count_two_jp() -> None:
    office = Office()
    for title in ("Nota dinas yang pendek", "Rapat yang singkat"):
        made, _left = office.hold(title=title)
        office.answer(office.others[0], made)
    assert jp_of(office.others[0]) == 200


def test_a_session_needs_others_a_lesson_and_a_day_that_was() -> None:
    office = Office()
    with pytest.raises(actions.NobodyThere):
        office.hold(office.holder)
    with pytest.raises(actions.LessonTooShort):
        office.hold(lesson="Bagus.")
    with pytest.raises(WrongDates):
        office.hold(held_on=make.NOW.date() + timedelta(days=2))


def test_a_guest_of_another_agency_confirms_at_home() -> None:
    office = Office()
    guest = make.actor(make.home()[1], name="Tamu Jauh")
    made, _left = office.hold(office.others[0], guest, photo=Upload("f.png", make.photo()))
    office.answer(guest, made)
    assert jp_of(guest) == 200


def test_a_strangers_session_is_not_there() -> None:
    office = Office()
    made, _left = office.hold()
    stranger = make.actor(make.home()[1])
    with make.own(stranger):
        assert list(my_sharings(stranger)) == []
        with pytest.raises(NotFound):
            get_sharing(stranger, made.uuid)
    with scoped(SYSTEM):
        claim = Claim.objects.filter(sharing=made).earliest("id")
    with make.own(stranger), pytest.raises(NotFound):
        answer_presence(actor=stranger, now=make.NOW, claim=claim.uuid, was_there=True)


def test_written_down_on_one_page_and_answered_on_another() -> None:
    office = Office()
    client = browser(office.holder)
    assert "Belum ada sesi berbagi" in client.get("/sesi-berbagi/").content.decode()
    data = {
        "title": "Nota dinas yang pendek", "held_on": "2026-03-02", "minutes": "60",
        "people": "Budi\nTidak Dikenal", "lesson": LESSON,
    }  # fmt: skip
    wrong = client.post("/sesi-berbagi/baru/", data)
    assert (wrong.status_code, "Tidak Dikenal" in wrong.content.decode()) == (422, True)
    with scoped(SYSTEM):
        nip = Person.objects.values_list("nip", flat=True).get(pk=office.others[1].person_id)
    page = client.post("/sesi-berbagi/baru/", data | {"people": f"Budi\n{nip}"}, follow=True)
    assert "0 dari 2 orang memastikan hadir" in page.content.decode()
    with scoped(SYSTEM):
        claim = Claim.objects.get(person_id=office.others[0].person_id)
    guest = browser(office.others[0])
    assert (
        "Apakah Anda hadir di sesi"
        in guest.get(f"/pembelajaran-luar/{claim.uuid}/").content.decode()
    )
    guest.post(f"/pembelajaran-luar/{claim.uuid}/hadir/", {"jawaban": "ya"})
    assert jp_of(office.others[0]) == 100
    assert "Nota dinas" in client.get("/sesi-berbagi/?q=nota").content.decode()
