"""A guest of one angkatan marks as a trainer of the agency does, and sees no more than the works."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from suluh.activities.assignment.jobs import fill_bundle
from suluh.activities.assignment.models import Bundle
from suluh.activities.assignment.tests import make
from suluh.activities.assignment.tests.make import TASK, Desk
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import BatchTrainer
from suluh.delivery.tests import make as rows
from suluh.delivery.tests import teaching
from suluh.identity.models import Account, Employment, Person
from suluh.messaging.models import Notice
from suluh.organisation.types import Actor, Role
from tests.make import grant, second_factor

pytestmark = pytest.mark.django_db
GIVEN = {"kriteria_0": "0", "kriteria_1": "0", "comment": "Rahasia dulu"}


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def person_of(who: Actor) -> Person:
    with scoped(SYSTEM):
        return Person.objects.get(pk=who.person_id)


def client_of(who: Person) -> Client:
    client = Client()
    second_factor(who)
    client.force_login(Account.objects.get(person=who))
    return client


def guest(desk: Desk, name: str = "Tamu") -> tuple[Client, BatchTrainer]:
    """Somebody of yet another agency who marks in the course."""
    who = person_of(rows.actor(rows.unit(rows.agency(f"Instansi {name}")), name=name))
    return client_of(who), teaching.place(who, desk.offering)


def handed_in(desk: Desk, name: str = "Rina") -> Actor:
    who = desk.learner(name)
    desk.post(who, "kirim", isi="Dengan hormat.")
    return who


def test_a_guests_mark_completes_the_course_and_the_next_work_follows() -> None:
    desk = make.desk()
    rina, budi = handed_in(desk), handed_in(desk, "Budi")
    client, place = guest(desk)
    page = client.get(f"/kelola/penilaian/?tamu={place.uuid}").content.decode()
    assert ("Rina" in page, "Budi" in page) == (True, True)
    url = f"/kelola/penilaian/{make.work(rina).uuid}/"

    onwards = client.post(url, GIVEN | {"lanjut": "1"})

    assert (make.work(rina).state, desk.place(rina).state) == ("marked", "completed")
    assert onwards.headers["Location"].startswith(f"/kelola/penilaian/{make.work(budi).uuid}/")
    assert f"tamu={place.uuid}" in onwards.headers["Location"]
    with scoped(SYSTEM):
        assert Notice.objects.filter(person_id=rina.person_id, kind="course").count() == 1
    assert "1 menunggu" in client.get("/mengajar/").content.decode()


def test_a_guest_who_marks_second_sees_no_mark_before_their_own() -> None:
    desk = make.desk(replace(TASK, needs_second=True, difference=10))
    handed_in(desk)
    (first, _one), (second, _two) = guest(desk, "Satu"), guest(desk, "Dua")
    url = f"/kelola/penilaian/{make.work().uuid}/"
    first.post(url, GIVEN)
    assert make.work().needs == "second"
    assert "Rahasia dulu" not in second.get(url).content.decode()
    second.post(url, GIVEN | {"comment": "Setuju"})
    assert "Rahasia dulu" in second.get(url).content.decode()
    assert make.work().state == "marked"


def test_the_picker_shows_a_guest_the_other_guests_and_a_trainer_everybody() -> None:
    desk = make.desk()
    handed_in(desk)
    widya = person_of(desk.marker(name="Widya Kantor"))
    (client, place), (_other, ended) = guest(desk, "Tamu Satu"), guest(desk, "Tamu Dua")
    with scoped(SYSTEM):  # a role at home opens nothing here
        at_home = Employment.objects.get(person_id=place.person_id).tenant
        grant(place.person, Role.TRAINER, at_home)
    url = f"/kelola/penilaian/{make.work().uuid}/"
    page, staff = client.get(url).content.decode(), client_of(widya).get(url).content.decode()
    shown = [name in page for name in ("Tamu Satu", "Tamu Dua", "Widya Kantor")]
    assert shown == [True, True, False]
    assert all(name in staff for name in ("Tamu Satu", "Tamu Dua", "Widya Kantor"))

    assert client.post(f"{url}penilai/", {"kepada": str(widya.uuid)}).status_code == 422
    teaching.end(ended)
    with scoped(SYSTEM):
        gone = Person.objects.get(pk=ended.person_id)
        me = Person.objects.get(pk=place.person_id)
    assert client_of(widya).post(f"{url}penilai/", {"kepada": str(gone.uuid)}).status_code == 422
    assert client.post(f"{url}penilai/", {"kepada": str(me.uuid)}).status_code == 302
    assert make.work().marker_id == me.pk


def test_neither_queue_nor_archive_tells_a_guest_a_nip() -> None:
    desk = make.desk()
    rina = handed_in(desk)
    client, place = guest(desk)
    nip = person_of(rina).nip or ""
    queue = f"/kelola/penilaian/?tamu={place.uuid}"
    assert str(make.work().uuid) not in client.get(f"{queue}&q={nip}").content.decode()
    task = {"tugas": f"{desk.offering.uuid}:{desk.key}"}
    assert client.post("/kelola/penilaian/unduh/", task, follow=True).status_code == 200
    with scoped(SYSTEM):
        bundle = Bundle.objects.get()
    fill_bundle(bundle=str(bundle.uuid), tenant_id=desk.agency.pk)

    answer = client.get(f"/kelola/penilaian/unduhan/{bundle.uuid}/")

    assert answer.status_code == 200
    with scoped(SYSTEM), ZipFile(Bundle.objects.get().file) as packed:
        listed = packed.read("daftar.csv").decode()
    assert ("Rina" in listed, nip in listed) == (True, False)


def test_the_sum_of_what_waits_counts_the_places_of_every_page() -> None:
    desk = make.desk()
    handed_in(desk)
    client, place = guest(desk)
    with scoped(SYSTEM):
        person, later = place.person, place.closes_at + timedelta(days=9)
        BatchTrainer.objects.filter(pk=place.pk).update(closes_at=later)  # so it comes last
    course = teaching.batch_at(desk.agency)
    assert course.version is not None
    for _number in range(20):
        teaching.place(person, rows.course(course.version, audience="agency"))

    first = client.get("/mengajar/").content.decode()
    last = client.get("/mengajar/?halaman=2").content.decode()

    assert ["1 pekerjaan menunggu dinilai" in page for page in (first, last)] == [True, True]
    assert [str(place.uuid) in page for page in (first, last)] == [False, True]
    assert "halaman=1" in last
