"""A live session inside a course: planned by the class, attended in time, stated with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from suluh.activities.session.models import Gathering, Presence
from suluh.activities.session.rules import course as rules
from suluh.activities.session.types import Meeting
from suluh.base.clock import now
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.models import Batch, Enrolment, Offering, Progress
from suluh.delivery.models import Meeting as Planned
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW
from suluh.ledger.models import JpEntry
from suluh.organisation.models import Agency
from suluh.organisation.types import Role
from tests import make

pytestmark = pytest.mark.django_db
BOTH, ONLY_IN = Meeting("Bahas surat.", True), Meeting("Bahas surat.", False)
TIMES = (NOW, NOW + timedelta(minutes=90))


@dataclass
class Room:
    """A course with one live session."""

    agency: Agency
    offering: Offering
    key: UUID

    @property
    def lesson(self) -> str:
        return f"/pelatihan/{self.offering.uuid}/belajar/{self.key}/"

    @property
    def desk(self) -> str:
        return f"/kelola/kelas/{self.offering.uuid}/sesi/{self.key}/"

    def learner(self, name: str = "Siti Aminah") -> tuple[Client, Enrolment]:
        """Somebody of another agency with a place."""
        person, client = make.person(make.unit(make.agency("Lain")), name), Client()
        make.sign_in(client, person)
        with scoped(SYSTEM):
            seat = Enrolment.objects.create(
                tenant=self.agency, offering=self.offering, person=person, name=person.name,
                registered_at=now(),
            )  # fmt: skip
        return client, seat

    def staff(self, role: Role = Role.ORGANISER) -> Client:
        """Somebody of the course's agency in that role."""
        person, client = make.person(make.unit(self.agency)), Client()
        make.grant(person, role, self.agency)
        make.sign_in(client, person)
        return client

    def plan(self, begins: datetime, minutes: int = 90) -> None:
        """The class holds it then."""
        with scoped(SYSTEM):
            Gathering.objects.update_or_create(
                offering=self.offering, activity_key=self.key,
                defaults={
                    "tenant": self.agency, "starts_at": begins, "changed_at": now(),
                    "ends_at": begins + timedelta(minutes=minutes),
                    "link": "https://rapat.example/kelas",
                },
            )  # fmt: skip


def room(meeting: Meeting = BOTH) -> Room:
    agency = make.agency("Penyelenggara")
    activity = {"kind": "session", "title": "Klinik surat", "settings": rules.to_data(meeting)}
    version = texts.published(texts.training(agency), activity)
    offering = rows.course(version)
    with scoped(SYSTEM):
        return Room(agency, offering, version.activities.get().key)


def state_of() -> Any:
    with scoped(SYSTEM):
        return Progress.objects.get().state


@pytest.mark.parametrize(
    ("minutes", "open_doors"),
    [(-31, []), (-30, ["masuk"]), (19, ["masuk"]), (20, []), (74, []), (75, ["pulang"]),
     (149, ["pulang"]), (150, [])],
)  # fmt: skip
def test_check_ins_open_around_start_and_end(minutes: int, open_doors: list[str]) -> None:
    moment = NOW + timedelta(minutes=minutes)

    shown = rules.doors(BOTH, TIMES, there=(), now=moment)

    assert [door.moment for door in shown if door.is_open] == open_doors


@pytest.mark.parametrize(
    ("meeting", "there", "is_met"),
    [
        (BOTH, set(), False), (BOTH, {"masuk"}, False), (BOTH, {"masuk", "pulang"}, True),
        (ONLY_IN, {"masuk"}, True), (BOTH, {"dinyatakan"}, True),
    ],
)  # fmt: skip
def test_attendance_is_what_the_settings_ask(
    meeting: Meeting, there: set[str], *, is_met: bool
) -> None:
    assert rules.judge(meeting, there).is_met is is_met


def test_one_press_in_time_finishes_the_activity() -> None:
    made = room(ONLY_IN)
    client, _seat = made.learner()
    assert "belum ditetapkan" in client.get(made.lesson).content.decode()
    client.post(made.lesson, {"hadir": "masuk"})
    assert state_of() == "started"

    made.plan(now() + timedelta(minutes=10))
    text = client.get(made.lesson).content.decode()
    assert "https://rapat.example/kelas" in text
    for _twice in range(2):
        client.post(made.lesson, {"hadir": "masuk"})

    assert state_of() == "done"
    with scoped(SYSTEM):
        assert Presence.objects.count() == 1


@pytest.mark.parametrize("minutes", [-60, 60])
def test_out_of_its_time_nothing_is_recorded(minutes: int) -> None:
    made = room(ONLY_IN)
    client, _seat = made.learner()
    made.plan(now() + timedelta(minutes=minutes), minutes=30)
    client.get(made.lesson)

    client.post(made.lesson, {"hadir": "masuk"})
    client.post(made.lesson, {"hadir": "dinyatakan"})

    with scoped(SYSTEM):
        assert Presence.objects.count() == 0
    assert "https://rapat.example" not in client.get(made.lesson).content.decode()


def test_the_organisers_word_counts_with_a_reason_and_is_audited() -> None:
    made = room()
    client, seat = made.learner()
    made.plan(now() - timedelta(days=1))
    client.get(made.lesson)
    staff, given = made.staff(), {"peserta": str(seat.uuid), "alasan": "Daftar hadir kertas"}

    assert staff.post(f"{made.desk}hadir/", given | {"alasan": " "}).status_code == 404
    for _twice in range(2):
        assert staff.post(f"{made.desk}hadir/", given).status_code == 302

    assert state_of() == "done"
    with scoped(SYSTEM):
        assert Presence.objects.get().reason == "Daftar hadir kertas"
        assert DomainEvent.objects.filter(name="session.presence.stated").count() == 1


def test_who_was_stated_present_before_opening_the_lesson_finishes_it_later() -> None:
    made = room()
    client, seat = made.learner()
    made.plan(now() - timedelta(days=1))
    made.staff().post(f"{made.desk}hadir/", {"peserta": str(seat.uuid), "alasan": "Hadir"})

    assert "Selesaikan kegiatan ini" in client.get(made.lesson).content.decode()
    client.post(made.lesson, {"hadir": ""})

    assert state_of() == "done"


def test_the_class_plans_its_sessions_by_the_form() -> None:
    made = room()
    staff = made.staff()
    given = {"day": "2026-09-20", "begins": "09:00", "ends": "10:30", "place": "Ruang Garuda"}

    assert "Belum dijadwalkan" in staff.get(made.desk).content.decode()
    assert staff.post(made.desk, given | {"ends": "08:00"}).status_code == 422
    assert staff.post(made.desk, given).status_code == 302
    with scoped(SYSTEM):
        held = Gathering.objects.get()
    assert (held.starts_at.isoformat(), held.place) == ("2026-09-20T02:00:00+00:00", "Ruang Garuda")
    listed = staff.get(f"/kelola/kelas/{made.offering.uuid}/sesi/").content.decode()
    assert "Klinik surat" in listed


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.TRAINER])
def test_only_who_runs_the_course_plans(role: Role) -> None:
    made = room()

    assert made.staff(role).get(made.desk).status_code == 404


def test_the_list_of_people_costs_the_same(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    made = room()
    staff = made.staff()
    made.plan(now())
    for names in (("Satu",), ("Dua", "Tiga")):
        for name in names:
            made.learner(name)
        with django_assert_num_queries(LIST):
            assert staff.get(f"{made.desk}?q=").status_code == 200


LIST = 10


def test_a_session_of_the_outline_and_of_the_timetable_counts_its_jp_once() -> None:
    made = room(ONLY_IN)
    with scoped(SYSTEM):
        made.offering.starts_at, made.offering.ends_at = (
            now() + timedelta(days=d) for d in (-2, 5)
        )
        made.offering.save(update_fields=["starts_at", "ends_at"])
        Batch.objects.create(
            tenant=made.agency, offering=made.offering, attendance_share=0, is_decided=False
        )
    staff, table = made.staff(), f"/kelola/kelas/{made.offering.uuid}/jadwal/"
    days = [(now() + timedelta(days=ahead)).date().isoformat() for ahead in (2, 3)]
    other = {"subject": "Etika", "day": days[0], "begins": "13:00", "ends": "14:30"}
    held = {"day": days[0], "begins": "09:00", "ends": "10:30"}

    assert staff.post(made.desk, held).status_code == 302
    for twin in (
        other | {"subject": "klinik  SURAT"}, other | {"begins": "09:30", "ends": "10:00"},
    ):  # fmt: skip
        told = staff.post(table, twin).content.decode()
        assert "Sesi “Klinik surat” sudah menjadi bagian isi pelatihan" in told
    assert staff.post(table, other).status_code == 302
    told = staff.post(made.desk, other).content.decode()
    assert "Sesi “Etika” sudah ada di jadwal angkatan" in told
    assert staff.post(made.desk, other | {"day": days[1]}).status_code == 302
    copied = staff.post(f"{table}hari/", {"day": days[0], "to": days[1], "salin": "1"})
    assert "sudah menjadi bagian isi" in copied.content.decode()

    made.plan(now() + timedelta(minutes=10))
    with scoped(SYSTEM):
        Planned.objects.update(roll_closed_at=now())
    client, seat = made.learner()
    with scoped(SYSTEM):
        Enrolment.objects.update(home=made.agency)
    client.get(made.lesson)
    client.post(made.lesson, {"hadir": "masuk"})
    with scoped(SYSTEM):
        made.offering.refresh_from_db()
        booked = JpEntry.objects.filter(person=seat.person_id).values_list("minutes", flat=True)
        assert sum(booked) == 45 + 90  # of the outline, and of the timetable: each once
    assert made.offering.jp_minor == 300


def test_what_both_hold_from_before_is_not_stated_as_attended() -> None:
    made = room(ONLY_IN)
    client, seat = made.learner()
    client.get(made.lesson)
    with scoped(SYSTEM):
        Batch.objects.create(tenant=made.agency, offering=made.offering)
        Planned.objects.create(
            tenant=made.agency, offering=made.offering, subject="Klinik surat", starts_at=NOW,
            ends_at=NOW + timedelta(minutes=90),
        )  # fmt: skip
    given = {"peserta": str(seat.uuid), "alasan": "Daftar hadir kertas"}

    told = made.staff().post(f"{made.desk}hadir/", given, follow=True).content.decode()

    assert "sudah ada di jadwal angkatan" in told
    assert state_of() == "started"
