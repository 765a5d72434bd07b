"""States of an angkatan by their table, and the closing: verdicts, paper, JP and STTP in one act."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db.models import F
from django.test import Client

from suluh.base.errors import NotFound
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials.models import Certificate
from suluh.delivery.actions.closing import (
    NoteMissing,
    NumberTaken,
    Record,
    RollsOpen,
    VerdictMissing,
    close_batch,
)
from suluh.delivery.actions.ending import end_batches
from suluh.delivery.actions.rollcall import all_present, close_roll
from suluh.delivery.actions.standings import Moved, MoveReasonMissing, move_people, standings_of
from suluh.delivery.actions.verdicts import results_for
from suluh.delivery.models import Enrolment, Meeting, Offering, Paper, Progress, Standing
from suluh.delivery.queries.batches import get_managed_batch
from suluh.delivery.queries.closing import counts_by_state, get_closing, people_standing
from suluh.delivery.queries.rollcall import expected_in
from suluh.delivery.rules.standing import (
    MOVES,
    UNDECIDED,
    VERDICTS,
    Act,
    State,
    move_between,
)
from suluh.delivery.tests import batches, make
from suluh.delivery.tests.batches import CLOSES, FIRST, Cohort
from suluh.delivery.tests.make import own
from suluh.identity.models import Person
from suluh.ledger.models import JpEntry
from suluh.messaging.models import Notice
from suluh.organisation.types import Actor, Role
from tests import make as people

pytestmark = pytest.mark.django_db
NOW = CLOSES + timedelta(hours=2)
RECORD = Record("800/1/BPSDM/2026", date(2026, 9, 24), "Kampus BPSDM", "Dr. Hendra", "Kepala BPSDM")


def _places(group: Cohort) -> list[UUID]:
    with scoped(SYSTEM):
        rows = Enrolment.objects.filter(offering=group.offering).order_by("id")
        return list(rows.values_list("uuid", flat=True))


def _move(group: Cohort, to: str, *, reason: str = "", who: Actor | None = None) -> Moved:
    actor = who or group.organiser
    with scoped(own(actor)):
        return move_people(
            actor=actor, uuid=group.offering.uuid, places=_places(group), to=to, reason=reason,
            now=NOW,
        )  # fmt: skip


def _held(people: int = 2) -> Cohort:
    """An angkatan whose sessions are over, everybody present, the page read by all but the last."""
    group = batches.cohort(people=people)
    who = group.organiser
    with scoped(own(who)):
        for meeting in group.meetings:
            all_present(actor=who, uuid=group.offering.uuid, meeting=meeting.uuid, now=FIRST)
            close_roll(actor=who, uuid=group.offering.uuid, meeting=meeting.uuid, now=FIRST)
    with scoped(SYSTEM):
        assert group.offering.version is not None
        activity = group.offering.version.activities.get()
        Enrolment.objects.update(version=group.offering.version)
        for place in Enrolment.objects.order_by("id")[: people - 1]:
            Progress.objects.create(
                tenant_id=place.tenant_id, enrolment=place, person_id=place.person_id,
                activity=activity, state="done", score=85_00, opened_at=FIRST, changed_at=FIRST,
                done_at=FIRST,
            )  # fmt: skip
    return group


def _close(group: Cohort, *verdicts: str, who: Actor | None = None, **more: Any) -> Paper:
    actor = who or group.organiser
    given = dict(zip(_places(group), verdicts, strict=False))
    record = Record(**({f: getattr(RECORD, f) for f in RECORD.__slots__} | more))
    with scoped(own(actor)):
        return close_batch(
            actor=actor, uuid=group.offering.uuid, verdicts=given, record=record, now=NOW
        )


def test_every_move_of_the_table_is_allowed_and_every_other_refused() -> None:
    allowed = {(move.before, move.after, move.act) for move in MOVES}
    assert len(allowed) == len(MOVES)
    for before in State:
        for after in State:
            for act in Act:
                found = move_between(before, after, act)
                assert (found is not None) == ((before, after, act) in allowed)
    for before in UNDECIDED:
        assert all(move_between(before, verdict, Act.CLOSING) for verdict in VERDICTS)
        assert not any(move_between(before, verdict) for verdict in VERDICTS)
    assert move_between("aneh", "lulus") is None


def test_people_go_forward_by_hand_and_back_only_with_a_reason() -> None:
    group = batches.cohort()
    assert _move(group, "diverifikasi") == Moved(2, 0)
    assert _move(group, "diverifikasi") == Moved(0, 2)
    assert _move(group, "lulus") == Moved(0, 2)
    with pytest.raises(MoveReasonMissing):
        _move(group, "mengundurkan_diri")
    _move(group, "mengundurkan_diri", reason="Sakit")
    with scoped(SYSTEM):
        assert set(Standing.objects.values_list("state", "reason")) == {
            ("mengundurkan_diri", "Sakit")
        }
    assert DomainEvent.objects.filter(name="delivery.standing.moved").count() == 4


def test_strangers_and_participants_move_and_close_nothing() -> None:
    group = _held()
    stranger = make.actor(make.unit(make.agency()), Role.ORGANISER)
    for who in (stranger, group.people[0]):
        with pytest.raises(NotFound):
            _move(group, "diverifikasi", who=who)
        with pytest.raises(NotFound):
            _close(group, "lulus", "lulus", who=who)


def test_coming_to_sessions_moves_on() -> None:
    _held()
    with scoped(SYSTEM):
        assert set(Standing.objects.values_list("state", flat=True)) == {"berjalan"}


def test_closing_sets_all_states_and_only_who_passed_gets_jp_and_sttp_once() -> None:
    group = _held()
    first, again = _close(group, "lulus", "lulus_bersyarat"), _close(group)
    assert first.pk == again.pk
    with scoped(SYSTEM):
        states = list(Enrolment.objects.order_by("id").values_list("state", flat=True))
        certificate = Certificate.objects.get()
        booked = sum(JpEntry.objects.values_list("minutes", flat=True))
    assert states == ["completed", "not_completed"]
    assert (certificate.kind, certificate.face["predicate"]) == ("sttp", "memuaskan")
    assert booked == 45 + 2 * 90
    assert [each["state"] for each in first.content["people"]] == ["lulus", "lulus_bersyarat"]


def test_sessions_of_a_timetable_take_nothing_of_the_daily_limit_of_e_learning() -> None:
    group = _held()
    with scoped(SYSTEM):
        Meeting.objects.update(ends_at=F("starts_at") + timedelta(hours=6))
    _close(group, "lulus", "lulus_bersyarat")
    with scoped(SYSTEM):
        booked = list(
            JpEntry.objects.order_by("line").values_list("form_id", "minutes", "jp_minor")
        )
        jp = Certificate.objects.get().face["jp_minor"]
    assert (booked, jp) == ([(16, 45, 100), (17, 720, 1600)], 1700)


def test_the_meetings_word_ends_it_on_the_last_day_and_who_did_not_pass_is_told() -> None:
    group = _held()
    with scoped(SYSTEM):
        Offering.objects.update(ends_at=NOW + timedelta(hours=8))
    _close(group, "tidak_lulus", "lulus_bersyarat", note="Alasan")
    with scoped(SYSTEM):
        states = set(Enrolment.objects.values_list("state", flat=True))
        told = dict(Notice.objects.values_list("person_id", "title"))
        body = Notice.objects.get(person_id=group.people[1].person_id).body
    assert states == {"not_completed"}
    assert told == {
        group.people[0].person_id: "Anda belum lulus: Latsar",
        group.people[1].person_id: "Anda lulus bersyarat: Latsar",
    }
    assert body.startswith("Yang kurang: 0 dari 1 kegiatan wajib selesai.")


def test_the_reverse_lists_sections_and_the_subjects_of_the_timetable() -> None:
    group = _held(people=2)
    _close(group, "lulus", "tidak_lulus", note="Alasan")
    with scoped(SYSTEM):
        subjects = Certificate.objects.get().face["subjects"]
    assert [(each["name"], each["minutes"]) for each in subjects] == [
        ("Bagian pertama", 45), ("Mata pelatihan 1.0", 90), ("Mata pelatihan 2.0", 90),
    ]  # fmt: skip


def test_after_the_remedial_the_second_word_completes() -> None:
    group = _held()
    _close(group, "lulus", "lulus_bersyarat")
    with pytest.raises(MoveReasonMissing):
        _move(group, "lulus")
    assert _move(group, "lulus", reason="Remedial selesai") == Moved(1, 1)
    with scoped(SYSTEM):
        assert Certificate.objects.count() == 2
        assert set(Enrolment.objects.values_list("state", flat=True)) == {"completed"}


def test_nothing_is_closed_while_rolls_are_open_verdicts_missing_or_the_number_taken() -> None:
    with pytest.raises(RollsOpen):
        _close(batches.cohort())
    group = _held()
    with pytest.raises(VerdictMissing):
        _close(group, "lulus")
    with pytest.raises(NoteMissing):
        _close(group, "lulus", "lulus")
    _close(group, "lulus", "lulus", note="Tugas diserahkan di kelas")
    with scoped(SYSTEM):
        assert Paper.objects.count() == 1


def test_without_a_meeting_the_end_concludes_everybody_once() -> None:
    group = batches.cohort(meetings=0, is_decided=False)
    assert end_batches(now=CLOSES) == 0
    assert end_batches(now=CLOSES + timedelta(days=1)) == 2
    assert end_batches(now=CLOSES + timedelta(days=1)) == 0
    with scoped(SYSTEM):
        assert set(Enrolment.objects.filter(offering=group.offering).values_list("state")) == {
            ("not_completed",)
        }


def test_a_number_names_one_paper_of_the_agency() -> None:
    group = _held()
    with scoped(SYSTEM):
        Paper.objects.create(
            tenant_id=group.offering.tenant_id, offering=group.offering, kind="tugas",
            number=RECORD.number, dated=RECORD.dated, made_by_id=1, made_at=NOW,
        )  # fmt: skip
    with pytest.raises(NumberTaken):
        _close(group, "lulus", "lulus_bersyarat")


def test_the_pages_of_closing_ask_once_more(client: Client) -> None:
    group = _held()
    with scoped(SYSTEM):
        person = Person.objects.get(pk=group.organiser.person_id)
        people.grant(person, Role.ORGANISER, group.offering.tenant)
    people.sign_in(client, person)
    url = f"/kelola/kelas/{group.offering.uuid}/penutupan/"
    assert "Siap untuk rapat kelulusan" in client.get(url).content.decode()
    given = {"number": "9/2026", "dated": "2026-09-24", "place": "Kampus", "chair": "Hendra",
             "chair_post": "Kepala"}  # fmt: skip
    asked = client.post(url, given).content.decode()
    assert "Tutup angkatan dengan keputusan ini?" in asked
    with scoped(SYSTEM):
        assert not Paper.objects.exists()
    assert client.post(url, given | {"ya": "1", "dilihat": _seen(asked)}).status_code == 302
    assert "Angkatan ini sudah ditutup" in client.get(url).content.decode()
    page = client.get(f"/kelola/kelas/{group.offering.uuid}/status/").content.decode()
    assert "Lulus bersyarat" in page


def test_people_of_an_angkatan_are_found_by_name_and_by_state() -> None:
    group = _held(people=3)
    names = [each.name for each in group.people]
    with scoped(own(group.organiser)):
        offering = get_managed_batch(group.organiser, group.offering.uuid)
        counts = counts_by_state(offering)
        assert sum(counts.values()) == 3
        (state,) = counts
        assert {each.name for each in people_standing(offering, state=state)} == set(names)
        assert not people_standing(offering, state="lulus").exists()
        assert [each.name for each in people_standing(offering, text=names[0])][:1] == [names[0]]
        assert not people_standing(offering, text="tak seorang pun").exists()


@pytest.mark.parametrize("crowd", [1, 3])
def test_the_meeting_costs_the_same_for_one_and_three(
    crowd: int, django_assert_num_queries: Any
) -> None:
    group = _held(people=crowd)
    with scoped(own(group.organiser)):
        offering = get_managed_batch(group.organiser, group.offering.uuid)
        with django_assert_num_queries(13):
            get_closing(offering)


@pytest.mark.parametrize("crowd", [1, 3])
def test_results_of_a_verdict_cost_the_same_for_one_and_three(
    crowd: int, django_assert_num_queries: Any
) -> None:
    group = _held(people=crowd)
    with scoped(own(group.organiser)):
        offering = get_managed_batch(group.organiser, group.offering.uuid)
        places = list(expected_in(offering))
        standings = standings_of(places)
        with django_assert_num_queries(RESULTS):
            results = results_for(offering, places, standings)
    assert [result.person_id for result in results] == [place.person_id for place in places]
    assert not any(result.is_complete for result in results)


def _desk(client: Client, group: Cohort) -> str:
    with scoped(SYSTEM):
        person = Person.objects.get(pk=group.organiser.person_id)
        people.grant(person, Role.ORGANISER, group.offering.tenant)
    people.sign_in(client, person)
    return f"/kelola/kelas/{group.offering.uuid}/penutupan/"


def _carried(page: str) -> str:
    return page.split('name="putusan" value="', 1)[1].split('"', 1)[0]


def _seen(page: str) -> str:
    return page.split('name="dilihat" value="', 1)[1].split('"', 1)[0]


def test_what_changed_since_it_was_seen_is_looked_at_again(client: Client) -> None:
    group = _held()
    url = _desk(client, group)
    given = {"number": "9/2026", "dated": "2026-09-24", "place": "Kampus", "chair": "Hendra",
             "chair_post": "Kepala"}  # fmt: skip
    mark = _seen(client.post(url, given).content.decode())
    with scoped(SYSTEM):
        Progress.objects.update(score=10_00)

    for seen in (mark, ""):
        page = client.post(url, given | {"ya": "1", "dilihat": seen}).content.decode()
        assert "Ada usulan yang berubah sejak Anda memeriksanya" in page
    with scoped(SYSTEM):
        assert not Paper.objects.exists()


def test_a_verdict_given_on_another_page_is_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("suluh.delivery.views.closing.SIZE", 2)
    group = _held(people=3)
    url, first, third = _desk(client, group), *(_places(group)[n] for n in (0, 2))
    given = {"number": "9/2026", "dated": "2026-09-24", "place": "Kampus", "chair": "Hendra",
             "chair_post": "Kepala", "note": "Keputusan rapat"}  # fmt: skip
    page = client.get(url).content.decode()
    assert (f"putusan-{first}" in page, f"putusan-{third}" in page) == (True, False)

    chosen = given | {
        "putusan": _carried(page), f"putusan-{first}": "tidak_lulus", "halaman": "2",
    }  # fmt: skip
    page = client.post(url, chosen).content.decode()
    assert (f"putusan-{first}" in page, f"putusan-{third}" in page) == (False, True)
    assert 'value="9/2026"' in page
    assert "Halaman 2" in page
    beyond = client.post(url, chosen | {"halaman": "99"}).content.decode()
    assert f"putusan-{third}" in beyond

    page = client.post(
        url, given | {"putusan": _carried(page), f"putusan-{third}": "lulus"}
    ).content.decode()
    assert "Tutup angkatan dengan keputusan ini?" in page
    assert "2 keputusan berbeda dari usulan" in page
    done = given | {"putusan": _carried(page), "dilihat": _seen(page), "ya": "1"}
    assert client.post(url, done).status_code == 302
    with scoped(SYSTEM):
        states = list(Standing.objects.order_by("enrolment").values_list("state", flat=True))
    assert states == ["tidak_lulus", "lulus", "lulus"]


def test_while_a_roll_is_open_nothing_is_asked_that_cannot_be_sent(client: Client) -> None:
    page = client.get(_desk(client, batches.cohort())).content.decode()
    assert "Usulan sementara" in page
    assert "Tutup daftar hadir" in page
    assert "Periksa keputusan" not in page


@pytest.mark.parametrize("crowd", [1, 3])
def test_the_closing_page_costs_the_same_for_one_and_three(
    crowd: int, client: Client, django_assert_num_queries: Any
) -> None:
    url = _desk(client, _held(people=crowd))
    client.get(url)
    with django_assert_num_queries(PAGE):
        assert client.get(url).status_code == 200


PAGE, RESULTS = 17, 9
