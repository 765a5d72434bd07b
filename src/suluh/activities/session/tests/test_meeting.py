"""Meeting reports: rows find their people, the rest waits; twice changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from suluh.activities.session.actions import meeting
from suluh.activities.session.models import MeetingReport, MeetingRow
from suluh.activities.session.queries.facts import facts_of
from suluh.activities.session.queries.meeting import groups_of, groups_shown, reports_of
from suluh.activities.session.tests import make
from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.organisation.types import Role

pytestmark = pytest.mark.django_db
START = datetime(2026, 9, 24, 1, 0, tzinfo=UTC)  # 08.00 WIB
HEAD = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"


def _csv(*lines: Any) -> Any:
    return (HEAD + "\n".join(lines) + "\n").encode()


def _stay(name: Any, start: Any, end: Any, email: Any = "") -> Any:
    return f"{name},{email},09/24/2026 {start}:00 AM,09/24/2026 {end}:00 AM,1"


@pytest.fixture
def home() -> Any:
    return make.agency()


@pytest.fixture
def event(home: Any) -> Any:
    return make.offering(
        home, starts_at=START, attendance_rule={"all": [{"share": 75}]}, title="ASN Belajar 47"
    )


@pytest.fixture
def organiser(home: Any) -> Any:
    return make.actor(home, Role.ORGANISER, name="Oki")


@pytest.fixture
def people(home: Any, event: Any) -> Any:
    made = {
        "nip": make.actor(home, name="Rina Wulandari"),
        "email": make.actor(home, name="Budi Santoso", email="Budi@contoh.go.id"),
        "name": make.actor(home, name="Siti Aminah"),
        "near": make.actor(home, name="Joko Susilo"),
    }
    make.enrol(event, *made.values())
    return made


def _nip(person: Any) -> Any:
    with scoped(SYSTEM):
        from suluh.identity.models import Person

        return Person.objects.get(pk=person.person_id).nip


def _import(organiser: Any, event: Any, data: Any) -> Any:
    with scoped(make.own(organiser)):
        return meeting.import_report(
            actor=organiser, event=event.uuid, data=data, file_name="a.csv", now=make.minutes(0)
        )


@pytest.fixture
def data(people: Any) -> Any:
    return _csv(
        _stay(f"{_nip(people['nip'])}_RINA_BKPSDM", "08:00", "09:00"),
        _stay(f"{_nip(people['nip'])}_RINA_BKPSDM", "08:30", "09:40"),
        _stay("laptop ruang", "08:00", "09:00", "budi@contoh.go.id"),
        _stay("Siti Aminah - Dinkes", "08:00", "09:30"),
        _stay("Joko Susillo", "08:00", "09:50"),
        _stay("iPhone", "08:00", "09:00"),
    )


def _matches() -> Any:
    with scoped(SYSTEM):
        return sorted(MeetingRow.objects.values_list("match", flat=True))


def test_rows_find_their_people_and_time_is_united(
    event: Any, organiser: Any, people: Any, data: Any
) -> None:
    _import(organiser, event, data)
    assert _matches() == ["email", "name", "nip", "nip", "none", "none"]
    with scoped(SYSTEM):
        found = facts_of(event, people=[person.person_id for person in people.values()])
    assert found[people["nip"].person_id].seconds == 100 * 60
    assert found[people["email"].person_id].seconds == 60 * 60
    assert found[people["near"].person_id].seconds is None


def test_the_queue_shows_the_time_that_counts(
    event: Any, organiser: Any, people: Any, data: Any
) -> None:
    _import(organiser, event, data)
    short = "Name (Original Name),User Email,Total Duration (Minutes),Guest\niPhone,,70,Yes\n"
    _import(organiser, event, short.encode())
    with scoped(make.own(organiser)):
        items = list(groups_of(event, side="menunggu"))
        shown = {group.row.name: group.minutes for group in groups_shown(event, items)}
    assert shown == {"Joko Susillo": 110, "iPhone": 70}


def test_a_report_of_another_meeting_is_noticed(event: Any, organiser: Any, people: Any) -> None:
    _import(organiser, event, _csv(_stay("Joko Susillo", "08:00", "08:10")))
    _import(organiser, event, _csv("Tamu,,09/23/2026 08:00:00 AM,09/23/2026 09:00:00 AM,60"))
    with scoped(make.own(organiser)):
        assert [each.is_elsewhen for each in reports_of(event)] == [True, False]
    page = make.client_of(organiser).get(f"/kelola/acara/{event.uuid}/rapat/").content.decode()
    assert page.count("Tidak satu baris pun jatuh pada waktu acara ini") == 1


def test_importing_twice_changes_nothing(
    event: Any, organiser: Any, people: Any, data: Any
) -> None:
    first = _import(organiser, event, data)
    assert _import(organiser, event, data).pk == first.pk
    _import(organiser, event, data + b"\n")
    with scoped(SYSTEM):
        assert MeetingRow.objects.count() == 6


def test_suggestion_is_accepted_remembered_and_taken_back(
    event: Any, organiser: Any, people: Any, data: Any
) -> None:
    _import(organiser, event, data)
    with scoped(SYSTEM):
        row = MeetingRow.objects.get(name="Joko Susillo")
    with scoped(make.own(organiser)):
        given = {"actor": organiser, "event": event.uuid, "now": make.minutes(0)}
        assert meeting.accept_suggestions(**given, rows=[row.uuid]) == 1
        row.refresh_from_db()
        assert (row.person_id, row.match) == (people["near"].person_id, "hand")
        meeting.unmatch_rows(**given, row=row.uuid)
        row.refresh_from_db()
        assert (row.person_id, row.match) == (None, "none")
        meeting.ignore_rows(**given, rows=[row.uuid])
    _import(organiser, event, _csv(_stay("Joko Susillo", "08:00", "08:10")))
    with scoped(SYSTEM):
        kept = MeetingRow.objects.filter(name="Joko Susillo")
        assert set(kept.values_list("match", flat=True)) == {"ignored"}


def test_undo_takes_the_rows_back_and_lets_the_file_in_again(
    event: Any, organiser: Any, people: Any, data: Any
) -> None:
    report = _import(organiser, event, data)
    with scoped(make.own(organiser)):
        meeting.undo_report(
            actor=organiser, event=event.uuid, report=report.uuid, now=make.minutes(0)
        )
    assert _matches() == []
    assert _import(organiser, event, data).pk != report.pk
    assert len(_matches()) == 6


def test_by_nip_only_those_registered(event: Any, organiser: Any, people: Any, data: Any) -> None:
    _import(organiser, event, data)
    with scoped(SYSTEM):
        row = MeetingRow.objects.get(name="iPhone")
    given = {"actor": organiser, "event": event.uuid, "row": row.uuid, "now": make.minutes(0)}
    with scoped(make.own(organiser)):
        with pytest.raises(meeting.NobodyMeant):
            meeting.match_rows(**given, seat=None, nip="199001012020011999")
        assert meeting.match_rows(**given, seat=None, nip=_nip(people["near"])) == 1


def test_unreadable_file_is_refused_in_words(event: Any, organiser: Any) -> None:
    with pytest.raises(meeting.ReportRefused) as refusal:
        _import(organiser, event, b"bukan tabel")
    assert "kolom" in str(refusal.value)
    with scoped(SYSTEM):
        assert MeetingReport.objects.count() == 0


def test_only_organisers_import(home: Any, event: Any, data: Any) -> None:
    person = make.actor(home)
    with pytest.raises(NotFound):
        _import(person, event, data)


def test_page_uploads_and_decides(event: Any, organiser: Any, people: Any, data: Any) -> None:
    client = make.client_of(organiser)
    url = f"/kelola/acara/{event.uuid}/rapat/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"file": SimpleUploadedFile("a.csv", data)}).status_code == 302
    text = client.get(url).content.decode()
    assert "Joko Susillo" in text
    with scoped(SYSTEM):
        row = MeetingRow.objects.get(name="Joko Susillo")
    assert client.post(f"{url}cocok/", {"tindakan": "terima", "pilih": row.uuid}).status_code == 302
    assert "Joko Susillo" in client.get(f"{url}?lihat=cocok").content.decode()
    assert client.post(f"{url}cocok/", {"tindakan": "apa"}).status_code == 404
    stranger = make.actor(make.agency("Kota Tetangga"), Role.ORGANISER)
    assert make.client_of(stranger).get(url).status_code == 404
