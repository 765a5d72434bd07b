"""The roll: ticked and scanned without doubles, closed, corrected with a reason; attendance counts."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from suluh.base.clock import now as clock
from suluh.base.errors import NotFound
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.rollcall import (
    RollClosed,
    Word,
    all_present,
    close_roll,
    take_words,
)
from suluh.delivery.actions.settling import settle_places
from suluh.delivery.actions.timetable import BatchClosed
from suluh.delivery.models import Batch, Enrolment, Meeting, Presence, PresenceMark
from suluh.delivery.queries.learning import get_classroom
from suluh.delivery.queries.rollcall import card_of, expected_in, rolls_of, ticket_of
from suluh.delivery.rules.attendance import Said, Sat, attendance_conditions, changes, share_of
from suluh.delivery.tests import batches, make
from suluh.delivery.tests.batches import FIRST, Cohort
from suluh.delivery.tests.make import own
from suluh.identity.models import Person
from suluh.organisation.types import Actor, Role
from tests import make as people

pytestmark = pytest.mark.django_db
NOW = FIRST + timedelta(minutes=10)


def _place(group: Cohort, index: int = 0) -> Enrolment:
    with scoped(SYSTEM):
        return Enrolment.objects.get(
            offering=group.offering, person_id=group.people[index].person_id
        )


def _say(
    group: Cohort, *words: Word, who: Actor | None = None, meeting: int = 0, at: Any = NOW
) -> Any:
    actor = who or group.organiser
    uuid = group.meetings[meeting].uuid
    with scoped(own(actor)):
        return take_words(actor=actor, uuid=group.offering.uuid, meeting=uuid, words=words, now=at)


def _statuses() -> list[str]:
    with scoped(SYSTEM):
        return list(Presence.objects.order_by("enrolment_id").values_list("status", flat=True))


def _in(client: Client, who: Actor) -> None:
    with scoped(SYSTEM):
        person = Person.objects.get(pk=who.person_id)
        if Role.ORGANISER in {grant.role for grant in who.grants}:
            agency = person.employments.get().tenant
            people.grant(person, Role.ORGANISER, agency)
    people.sign_in(client, person)


def test_a_tick_is_kept_once_however_often_it_is_sent() -> None:
    group = batches.cohort()
    word = Word(uuid4(), _place(group).uuid)
    first, again = _say(group, word), _say(group, word)
    with scoped(SYSTEM):
        assert PresenceMark.objects.count() == 1
    assert (len(first.new), len(again.new), len(again.known)) == (1, 0, 1)
    assert _statuses() == ["hadir"]


def test_strangers_participants_and_foreign_places_are_refused() -> None:
    group, other = batches.cohort(), batches.cohort()
    word = Word(uuid4(), _place(group).uuid)
    for who in (other.organiser, group.people[0]):
        with pytest.raises(NotFound):
            _say(group, word, who=who)
    foreign = _say(group, Word(uuid4(), _place(other).uuid), Word(uuid4(), uuid4()))
    assert len(foreign.refused) == 2
    assert _statuses() == []


def test_a_badge_scanned_offline_comes_later_and_weighs_by_its_own_time() -> None:
    group = batches.cohort()
    place = _place(group).uuid
    early = Word(uuid4(), place, method="badge", said_at=NOW, device="ponsel")
    _say(group, Word(uuid4(), place, "izin"), at=NOW + timedelta(minutes=5))
    _say(group, early, at=NOW + timedelta(hours=5))
    assert _statuses() == ["izin"]
    later = Word(uuid4(), place, method="badge", said_at=NOW + timedelta(minutes=20))
    _say(group, later, at=NOW + timedelta(hours=5))
    assert _statuses() == ["hadir"]


def test_a_badge_of_another_day_is_refused() -> None:
    group = batches.cohort()
    late = Word(uuid4(), _place(group).uuid, method="badge", said_at=NOW + timedelta(days=1))
    assert len(_say(group, late, at=NOW + timedelta(days=2)).refused) == 1


def test_closing_makes_the_silent_absent_and_a_badge_sent_after_it_still_counts() -> None:
    group = batches.cohort(people=3)
    who, meeting = group.organiser, group.meetings[0].uuid
    _say(group, Word(uuid4(), _place(group).uuid))
    with scoped(own(who)):
        assert close_roll(actor=who, uuid=group.offering.uuid, meeting=meeting, now=NOW) == 2
        assert close_roll(actor=who, uuid=group.offering.uuid, meeting=meeting, now=NOW) == 0
    _say(group, Word(uuid4(), _place(group, 1).uuid, method="badge", said_at=NOW))
    assert _statuses() == ["hadir", "hadir", "alpa"]


def test_after_closing_a_change_wants_a_reason_and_leaves_a_trail() -> None:
    group = batches.cohort()
    who, meeting, place = group.organiser, group.meetings[0].uuid, _place(group).uuid
    with scoped(own(who)):
        close_roll(actor=who, uuid=group.offering.uuid, meeting=meeting, now=NOW)
    with pytest.raises(RollClosed):
        _say(group, Word(uuid4(), place))
    _say(group, Word(uuid4(), place, reason="Salah baca nama"))
    event = DomainEvent.objects.get(name="delivery.presence.corrected")
    assert (event.reason, event.data["before"], event.data["after"]) == (
        "Salah baca nama", "alpa", "hadir",
    )  # fmt: skip


def test_after_the_record_nothing_changes_and_a_late_phone_is_told() -> None:
    group = batches.cohort()
    with scoped(SYSTEM):
        Batch.objects.update(closed_at=NOW)
    place = _place(group).uuid
    late = _say(group, Word(uuid4(), place, method="badge", said_at=NOW))
    assert len(late.refused) == 1
    with pytest.raises(BatchClosed):
        _say(group, Word(uuid4(), place, reason="Terlupa"))


def test_everybody_else_is_present_with_one_press() -> None:
    group = batches.cohort(people=3)
    who, meeting = group.organiser, group.meetings[0].uuid
    _say(group, Word(uuid4(), _place(group).uuid, "sakit"))
    with scoped(own(who)):
        assert all_present(actor=who, uuid=group.offering.uuid, meeting=meeting, now=NOW) == 2
        assert all_present(actor=who, uuid=group.offering.uuid, meeting=meeting, now=NOW) == 0
    assert _statuses() == ["sakit", "hadir", "hadir"]


def test_what_counts_of_two_words() -> None:
    listed = Said("izin", "list", NOW)
    later = NOW + timedelta(minutes=1)
    assert changes(None, listed)
    assert not changes(listed, Said("izin", "list", later))
    assert changes(listed, Said("hadir", "list", later))
    assert changes(listed, Said("hadir", "badge", later))
    assert not changes(listed, Said("hadir", "badge", NOW - timedelta(minutes=1)))
    assert changes(Said("alpa", "closing", later), Said("hadir", "badge", NOW))
    assert not changes(listed, Said("alpa", "closing", later))


def test_the_share_counts_minutes_and_names_what_was_missed() -> None:
    sessions = [
        Sat("A", 90, is_held=True, status="hadir"),
        Sat("B", 45, is_held=True, status="izin"),
        Sat("C", 45, is_held=False),
    ]
    attendance, held = attendance_conditions(sessions, least=75, is_decided=False)
    assert share_of(sessions) == 50_00
    assert (attendance.is_met, held.is_met) == (False, False)
    assert attendance.sentence == "Hadir 50 % dari jadwal, sedikitnya 75 %"
    assert attendance.remedy == "Tidak hadir: B."
    assert attendance_conditions(sessions, least=50, is_decided=False)[0].is_met
    assert [c.code for c in attendance_conditions((), least=90, is_decided=True)] == ["decision"]


def test_the_learner_sees_attendance_in_the_checklist() -> None:
    group = batches.cohort(meetings=2)
    _say(group, Word(uuid4(), _place(group).uuid))
    with scoped(SYSTEM):
        room = get_classroom(group.offering, _place(group))
    assert [(c.code, c.is_met) for c in room.conditions] == [
        ("activities", False), ("attendance", False), ("sessions", False), ("decision", False),
    ]  # fmt: skip
    assert room.conditions[1].sentence == "Hadir 50 % dari jadwal, sedikitnya 90 %"


@pytest.mark.parametrize(("decided", "state"), [(False, "completed"), (True, "registered")])
def test_presence_completes_the_course_only_where_nobody_decides(
    *, decided: bool, state: str
) -> None:
    group = batches.cohort(people=1, meetings=1, is_decided=decided)
    who = group.organiser
    place = _place(group)
    with scoped(SYSTEM):
        version = group.offering.version
        assert version is not None
        activity = version.activities.get()
        place.steps.create(
            tenant_id=place.tenant_id, person_id=place.person_id, activity=activity, state="done",
            opened_at=NOW, changed_at=NOW, done_at=NOW,
        )  # fmt: skip
        place.version = version
        place.save()
    with scoped(own(who)):
        all_present(actor=who, uuid=group.offering.uuid, meeting=group.meetings[0].uuid, now=NOW)
        close_roll(actor=who, uuid=group.offering.uuid, meeting=group.meetings[0].uuid, now=NOW)
    settle_places(now=NOW)
    with scoped(SYSTEM):
        place.refresh_from_db()
    assert place.state == state


def test_the_phone_sends_what_it_kept_and_forged_badges_count_nothing(client: Client) -> None:
    group = batches.cohort()
    with scoped(SYSTEM):
        meeting = group.meetings[0]
        Meeting.objects.filter(pk=meeting.pk).update(
            starts_at=clock() - timedelta(minutes=30),
            ends_at=clock() + timedelta(minutes=30),
        )
    _in(client, group.organiser)
    url = f"/kelola/kelas/{group.offering.uuid}/hadir/{meeting.uuid}/pindai/"
    place = _place(group)
    good = {"key": str(uuid4()), "place": place.uuid.hex, "card": card_of(place),
            "at": clock().isoformat(), "device": "ponsel-1"}  # fmt: skip
    forged = good | {"key": str(uuid4()), "card": place.uuid.hex + ".palsu"}
    sent = {"ticket": ticket_of(people.actor(client), meeting),
            "words": json.dumps([good, forged, "aneh"])}  # fmt: skip
    first, again = client.post(url, sent).json(), client.post(url, sent).json()
    assert first == again == {"done": [good["key"]], "refused": [], "present": 1}
    assert client.post(url, sent | {"ticket": "lain"}).status_code == 404
    with scoped(SYSTEM):
        assert PresenceMark.objects.get().device == "ponsel-1"


def test_the_pages_of_a_roll(client: Client) -> None:
    group = batches.cohort()
    _in(client, group.organiser)
    place, meeting = _place(group), group.meetings[0]
    base = f"/kelola/kelas/{group.offering.uuid}/hadir/"
    page = f"{base}{meeting.uuid}/"
    ticked = client.post(
        f"{page}catat/", {"place": place.uuid, "status": "hadir"}, HTTP_HX_REQUEST="true"
    )
    assert 'aria-pressed="true"' in ticked.content.decode()
    assert "Peserta 01" in client.get(page).content.decode()
    assert "Peserta 02" not in client.get(page + "?q=01").content.decode()
    assert "0 dari 2 daftar hadir selesai" in client.get(base).content.decode()
    assert client.post(f"{page}tutup/").status_code == 302
    assert (
        "Tulis alasan" in client.post(f"{page}{place.uuid}/", {"status": "izin"}).content.decode()
    )
    fixed = client.post(f"{page}{place.uuid}/", {"status": "izin", "reason": "Surat izin menyusul"})
    assert fixed.status_code == 302
    assert "Surat izin menyusul" in client.get(f"{page}{place.uuid}/").content.decode()
    assert "camera=(self)" in client.get(f"{page}pindai/")["Permissions-Policy"]


def test_the_list_of_rolls_accounts_for_everybody_and_names_what_was_forgotten(
    client: Client,
) -> None:
    group, moment = batches.cohort(people=3, meetings=0), clock()
    held, _coming = (
        batches.meeting(
            group.offering, subject=name, starts_at=moment + timedelta(hours=begins),
            ends_at=moment + timedelta(hours=begins + 1),
        )
        for name, begins in (("Sudah", -3), ("Nanti", 3))
    )  # fmt: skip
    _in(client, group.organiser)
    base = f"/kelola/kelas/{group.offering.uuid}/hadir/"
    page = client.get(base).content.decode()
    assert (page.count("Lewat, belum dicatat"), page.count("Belum mulai")) == (1, 1)
    with scoped(own(group.organiser)):
        places = [each.uuid for each in expected_in(group.offering)]
    for place, status in zip(places, ("hadir", "sakit", "alpa"), strict=True):
        client.post(f"{base}{held.uuid}/catat/", {"place": place, "status": status})
    with scoped(own(group.organiser)):
        roll = rolls_of(group.offering)[0]
    counted = (roll.present, roll.excused, roll.absent, roll.missing)
    assert (counted, roll.expected) == ((1, 1, 1, 0), 3)
    assert "Lewat, belum dicatat" not in client.get(base).content.decode()


def test_a_participant_shows_a_badge_that_is_their_own(client: Client) -> None:
    group = batches.cohort()
    _in(client, group.people[0])
    page = client.get(f"/pelatihan/{group.offering.uuid}/kartu/")
    assert b"data:image/png;base64," in page.content
    _in(client, make.actor(make.unit(make.agency())))
    assert client.get(f"/pelatihan/{group.offering.uuid}/kartu/").status_code == 404


@pytest.mark.parametrize("crowd", [1, 3])
def test_all_rolls_cost_three_queries(crowd: int, django_assert_num_queries: Any) -> None:
    group = batches.cohort(people=crowd, meetings=crowd)
    with scoped(own(group.organiser)), django_assert_num_queries(3):
        rolls_of(group.offering)
