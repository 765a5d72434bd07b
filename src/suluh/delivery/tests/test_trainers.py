"""Guests who teach: named with days, told, ended; what they read of it, and what others do not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.trainers import (
    Days,
    TakesPart,
    WrongDays,
    end_trainer,
    name_trainer,
)
from suluh.delivery.models import Batch, BatchTrainer
from suluh.delivery.tests import batches, make, teaching
from suluh.delivery.tests.batches import Cohort, cohort
from suluh.delivery.tests.make import NOW
from suluh.identity.models import Account, Person
from suluh.identity.queries.people import Face, get_face
from suluh.messaging.models import Notice
from suluh.organisation.types import Actor, Role
from tests import make as people

pytestmark = pytest.mark.django_db
DAYS = Days(date(2026, 9, 16), date(2026, 10, 7))


def guest() -> tuple[Actor, Face]:
    """A widyaiswara of another agency."""
    who = make.actor(make.unit(make.agency("BPSDM Lain")), name="Widya")
    with scoped(SYSTEM):
        face = get_face(who.person_id)
    assert face is not None
    return who, face


def name(group: Cohort, face: Face, days: Days = DAYS, by: Actor | None = None) -> BatchTrainer:
    by = by or group.organiser
    with scoped(make.own(by)):
        return name_trainer(actor=by, uuid=group.offering.uuid, face=face, days=days, now=NOW)


def client_of(who: Actor) -> Client:
    with scoped(SYSTEM):
        people.second_factor(Person.objects.get(pk=who.person_id))
    client = Client()
    client.force_login(Account.objects.get(person_id=who.person_id))
    return client


def events() -> list[str]:
    with scoped(SYSTEM):
        rows = DomainEvent.objects.filter(name__startswith="delivery.trainer.")
        return [row.name.rpartition(".")[2] for row in rows.order_by("id")]


def test_who_is_named_gets_a_door_and_a_notice_and_repeating_changes_the_days() -> None:
    group, (who, face) = cohort(people=0), guest()
    made = name(group, face)
    assert (made.opens_at.isoformat(), made.closes_at.isoformat()) == (
        "2026-09-16T00:00:00+07:00", "2026-10-08T00:00:00+07:00",
    )  # fmt: skip
    name(group, face)
    longer = name(group, face, Days(DAYS.first, date(2026, 11, 1)))

    assert (longer.pk, events()) == (made.pk, ["added", "changed"])
    with scoped(SYSTEM):
        assert Person.objects.get(pk=who.person_id).doors == ["mengajar"]
        notices = list(Notice.objects.filter(person_id=who.person_id).order_by("id"))
    assert [each.link for each in notices] == ["/mengajar/"] * 2
    assert "sampai Minggu, 1\N{NO-BREAK SPACE}November" in notices[1].body


def test_ended_it_stays_ended_and_may_be_given_anew() -> None:
    group, (who, face) = cohort(people=0), guest()
    made = name(group, face)
    for _again in range(2):
        with scoped(make.own(group.organiser)):
            end_trainer(actor=group.organiser, uuid=group.offering.uuid, trainer=made.uuid, now=NOW)
    assert events() == ["added", "ended"]
    assert name(group, face).pk != made.pk
    with scoped(SYSTEM):
        titles = Notice.objects.filter(person_id=who.person_id).values_list("title", flat=True)
        assert "Tugas Anda mengajar di sebuah angkatan diakhiri" in titles


@pytest.mark.parametrize(
    "days",
    [
        Days(date(2026, 9, 20), date(2026, 9, 19)),
        Days(date(2026, 9, 1), date(2026, 9, 15)),
        Days(date(2026, 9, 16), date(2027, 9, 18)),
    ],
)
def test_days_that_make_no_sense_are_refused(days: Days) -> None:
    group, (_who, face) = cohort(people=0), guest()
    with pytest.raises(WrongDays):
        name(group, face, days)
    assert events() == []


def test_who_takes_part_is_not_named_and_nobody_else_names() -> None:
    group, (who, face) = cohort(people=0), guest()
    batches.enrol(group.offering, who)
    with pytest.raises(TakesPart):
        name(group, face)
    trainer = make.actor(make.unit(group.offering.tenant), Role.TRAINER)
    elsewhere = make.actor(make.unit(make.agency("Lain")), Role.ORGANISER)
    for stranger in (trainer, elsewhere, who):
        with pytest.raises(NotFound):
            name(group, face, by=stranger)


def test_the_organiser_finds_by_whole_nip_or_address_and_ends_after_a_question() -> None:
    group, (who, _face) = cohort(people=0), guest()
    with scoped(SYSTEM):
        person = Person.objects.get(pk=who.person_id)
        Person.objects.filter(pk=person.pk).update(email="widya@contoh.go.id")
    client, url = client_of_organiser(group), f"/kelola/kelas/{group.offering.uuid}/pengajar/"
    assert "Belum ada yang ditunjuk" in client.get(url).content.decode()
    for part in ("Widya", str(person.nip)[:10], "widya@"):
        assert "BPSDM Lain" not in client.get(url, {"siapa": part}).content.decode()
    assert "BPSDM Lain" in client.get(url, {"siapa": "Widya@contoh.go.id"}).content.decode()
    today = now().date()
    days = {"first": today.isoformat(), "last": (today + timedelta(days=9)).isoformat()}
    wrong = {"siapa": person.nip, "first": days["last"], "last": days["first"]}
    assert client.post(url, wrong).status_code == 422

    assert client.post(url, {"siapa": person.nip} | days).status_code == 302

    again = client.get(url, {"siapa": person.nip or ""}).content.decode()
    assert (f'value="{days["last"]}"' in again, "Ubah masa" in again) == (True, True)
    page = client.get(url).content.decode()
    assert ("1 pengajar tamu dapat menilai" in page, "BPSDM Lain" in page) == (True, True)
    with scoped(SYSTEM):
        ending = f"{url}{BatchTrainer.objects.get().uuid}/akhiri/"
    assert "Akhiri tugasnya" in client.get(ending).content.decode()
    assert events() == ["added"]
    assert client.post(ending).status_code == 302
    assert "Diakhiri" in client.get(url, {"q": "bpsdm"}).content.decode()
    assert "Tidak ada yang cocok" in client.get(url, {"q": "zzz"}).content.decode()


def client_of_organiser(group: Cohort) -> Client:
    """Somebody who organises, as the database knows too."""
    who, client = people.person(people.unit(group.offering.tenant), "Sari"), Client()
    people.grant(who, Role.ORGANISER, group.offering.tenant)
    people.sign_in(client, who)
    return client


def test_the_guests_page_lists_agencies_apart_with_the_same_queries_for_one_and_three(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    who, _face = guest()
    with scoped(SYSTEM):
        person = Person.objects.get(pk=who.person_id)
    client = client_of(who)
    assert "Belum ada angkatan" in client.get("/mengajar/").content.decode()
    titles = ("Satu", "Dua", "Tiga")
    places = [teaching.place(person, teaching.batch_at(make.agency(t), t)) for t in titles[:1]]
    client.get("/mengajar/")
    with django_assert_max_num_queries(14) as first:
        client.get("/mengajar/")
    places += [teaching.place(person, teaching.batch_at(make.agency(t), t)) for t in titles[1:]]
    with django_assert_max_num_queries(len(first.captured_queries)):
        page = client.get("/mengajar/").content.decode()
    assert all(title in page for title in titles)
    found = client.get("/mengajar/?q=dua").content.decode()
    assert (places[1].course in found, f"<b>{titles[2]}</b>" in found) == (True, False)

    teaching.end(places[0])
    assert "<b>Satu</b>" not in client.get("/mengajar/").content.decode()
    assert "<b>Satu</b>" in client.get("/mengajar/?lihat=berakhir").content.decode()


def test_a_trainer_sees_the_own_agencys_angkatan_and_those_of_a_guest_on_one_page(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    group = cohort(people=0, meetings=0)
    home = group.offering.tenant
    who, client = people.person(people.unit(home), "Widya"), Client()
    people.grant(who, Role.TRAINER, home)
    people.sign_in(client, who)
    client.get("/mengajar/")
    with django_assert_max_num_queries(14) as first:
        client.get("/mengajar/")
    for title in ("Dua", "Tiga"):
        batches.meeting(batches.batch(home, title), trainers=["Widya"] if title == "Tiga" else [])
    elsewhere, closed = make.agency("Lain"), batches.batch(home, "Tutup")
    place = teaching.place(who, teaching.batch_at(elsewhere, "Angkatan tamu"))
    with scoped(SYSTEM):
        Batch.objects.filter(offering=closed).update(closed_at=NOW)
    teaching.batch_at(elsewhere, "Angkatan asing")

    with django_assert_max_num_queries(len(first.captured_queries)):
        page = client.get("/mengajar/").content.decode()

    shown = [t for t in ("Tiga", "Dua", "Latsar", "Tutup", "asing", "tamu") if f"{t}</b>" in page]
    assert shown == ["Tiga", "Dua", "Latsar"]
    assert page.index("Tiga</b>") < page.index("Dua</b>")
    assert "Anda di jadwalnya" in page
    found = client.get("/mengajar/?q=dua").content.decode()
    assert ("Dua</b>" in found, "Tiga</b>" in found) == (True, False)
    assert f"tamu={place.uuid}" in client.get("/mengajar/?lihat=berjalan").content.decode()
    queue = client.get(f"/kelola/penilaian/?kelas={group.offering.uuid}")
    assert (queue.status_code, "Mengajar" in queue.content.decode()) == (200, True)
