"""One's own courses and the sessions of one's classes are always to be found."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.tests import batches
from suluh.delivery.tests import make as rows
from suluh.identity.models import Person
from suluh.organisation.types import Actor
from tests import make

pytestmark = pytest.mark.django_db


def _running(group: batches.Cohort, *, now: datetime, session: timedelta, room: str = "") -> None:
    """The angkatan runs, nobody may register any more, and has one session, that far from now."""
    with scoped(SYSTEM):
        Offering.objects.filter(pk=group.offering.pk).update(
            starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=2),
            registration_closes_at=now - timedelta(days=2),
        )  # fmt: skip
    begins = now + session
    batches.meeting(
        group.offering, subject="Menjawab pengaduan", room=room, starts_at=begins,
        ends_at=begins + timedelta(hours=1),
    )  # fmt: skip


def _client(who: Actor) -> Client:
    with scoped(SYSTEM):
        person = Person.objects.get(pk=who.person_id)
    make.sign_in(client := Client(), person)
    return client


def test_who_is_in_a_class_finds_it_with_its_next_session() -> None:
    group = batches.cohort(people=1, meetings=0)
    _running(group, now=timezone.now(), session=timedelta(hours=3), room="Kelas Cendana")
    client = _client(group.people[0])
    address = f"/pelatihan/{group.offering.uuid}/"
    for page in ("/", "/belajar/saya/"):
        shown = client.get(page).content.decode()
        assert (address in shown, "Sesi berikutnya" in shown) == (True, True), page
    agenda = client.get("/agenda/").content.decode()
    assert [
        word in agenda for word in ("Menjawab pengaduan", "Kelas Cendana", f"{address}jadwal/")
    ] == [True] * 3
    feed = agenda.split("/agenda/umpan/")[1].split(".ics")[0]
    assert "Menjawab pengaduan" in Client().get(f"/agenda/umpan/{feed}.ics").content.decode()


def test_a_session_goes_before_courses_however_many_are_due(
    django_assert_num_queries: Any,
) -> None:
    """Home shows three: the class with a session is among them; who has no class asks less."""
    group = batches.cohort(people=1, meetings=0)
    (rina,), home = group.people, group.offering.tenant
    _running(group, now=timezone.now(), session=timedelta(hours=3))
    for number in range(4):
        one = texts.published(texts.training(home, f"Wajib {number}"), {})
        batches.enrol(rows.course(one, audience="agency"), rina)
    with scoped(SYSTEM):
        Enrolment.objects.exclude(offering=group.offering).update(due_on=timezone.now().date())
    client = _client(rina)

    page = client.get("/").content.decode()
    shown = [f"Wajib {number}" in page for number in range(4)]
    assert (page.count("Sesi berikutnya"), sum(shown)) == (1, 2)
    assert page.index(str(group.offering.uuid)) < page.index("Wajib")
    with django_assert_num_queries(7):
        client.get("/")
    with scoped(SYSTEM):
        Enrolment.objects.filter(offering=group.offering).update(state="completed")
    with django_assert_num_queries(6):
        page = client.get("/").content.decode()
    assert [f"Wajib {number}" in page for number in range(4)].count(True) == 3


def test_who_searches_the_catalogue_in_vain_is_led_to_their_own_courses() -> None:
    group = batches.cohort(people=1, meetings=0)
    _running(group, now=timezone.now(), session=timedelta(hours=3))
    page = _client(group.people[0]).get("/belajar/?q=Latsar").content.decode()
    assert str(group.offering.uuid) not in page
    assert "ada di Pelatihan saya" in page


def test_a_session_that_was_stands_among_those_that_were() -> None:
    group = batches.cohort(people=1, meetings=0)
    _running(group, now=timezone.now(), session=timedelta(hours=-3))
    client = _client(group.people[0])
    told = [client.get(page).content.decode() for page in ("/agenda/", "/agenda/?lampau")]
    assert ["Menjawab pengaduan" in page for page in told] == [False, True]


def test_of_others_nothing_is_shown() -> None:
    group = batches.cohort(people=1, meetings=0)
    _running(group, now=timezone.now(), session=timedelta(hours=3))
    colleague = _client(group.organiser)
    for page in ("/", "/belajar/saya/", "/belajar/saya/?lihat=selesai", "/agenda/"):
        assert "Menjawab pengaduan" not in (shown := colleague.get(page).content.decode()), page
        assert str(group.offering.uuid) not in shown, page


def test_what_is_over_moves_to_the_other_side_and_search_finds_it() -> None:
    group = batches.cohort(people=1, meetings=0)
    with scoped(SYSTEM):
        Enrolment.objects.update(state="completed", completed_at=timezone.now())
    client = _client(group.people[0])
    asked = ("", "?lihat=selesai", "?lihat=selesai&q=lats", "?lihat=selesai&q=lain")
    told = [client.get(f"/belajar/saya/{query}").content.decode() for query in asked]
    assert [str(group.offering.uuid) in page for page in told] == [False, True, True, False]


def test_who_leaves_hears_what_becomes_of_the_place_and_of_what_was_learnt() -> None:
    group = batches.cohort(people=1, meetings=0)
    home = group.offering.tenant
    alone = rows.course(texts.published(texts.training(home, "Kapan saja"), {}), audience="agency")
    batches.enrol(alone, group.people[0])
    event = rows.offering(home)
    client = _client(group.people[0])
    told = [
        client.get(f"/acara/{each.uuid}/batal/").content.decode()
        for each in (group.offering, alone, event)
    ]
    words = (
        "Keluar dari angkatan ini?",
        "Yang sudah Anda kerjakan tersimpan",
        "Batalkan pendaftaran Anda?",
    )
    assert [[word in page for word in words] for page in told] == [
        [True, False, False], [False, True, False], [False, False, True],
    ]  # fmt: skip


def test_the_page_of_a_class_says_all_that_its_certificate_asks_for() -> None:
    group = batches.cohort(people=1, meetings=0, attendance_share=80)
    page = _client(group.people[0]).get(f"/pelatihan/{group.offering.uuid}/").content.decode()
    asked = (
        "Hadir sedikitnya 80 % dari menit jadwal.",
        "Kelulusan ditetapkan rapat penyelenggara.",
    )
    assert [word in page for word in asked] == [True, True]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_agenda_cost_the_same(count: int, django_assert_num_queries: Any) -> None:
    group = batches.cohort(people=1, meetings=0)
    home = group.offering.tenant
    mine = [group.offering, *(batches.batch(home, f"Kelas {n}") for n in range(count - 1))]
    for offering in mine:
        _running(
            batches.Cohort(offering, group.organiser, group.people, ()),
            now=timezone.now(), session=timedelta(hours=3),
        )  # fmt: skip
    for offering in mine[1:]:
        batches.enrol(offering, group.people[0])
    client = _client(group.people[0])
    client.get("/agenda/")
    for page, queries in (("/belajar/saya/", 5), ("/agenda/", 6)):
        with django_assert_num_queries(queries):
            assert client.get(page).content.decode().count("/pelatihan/") >= count
