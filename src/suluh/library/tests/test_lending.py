"""Lending: as many read at a time as there are copies; who waits comes in order; nothing is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Person
from suluh.library.jobs import offer
from suluh.library.models import Book, Hold, Loan
from suluh.library.tests import make
from suluh.messaging.models import Notice
from tests import make as people

pytestmark = pytest.mark.django_db


class Counter:
    """A book with one copy, and people who want it."""

    def __init__(self, copies: int = 1) -> None:
        self.agency = people.agency()
        self.unit = people.unit(self.agency)
        self.book: Book = make.book(self.agency, copies=copies, loan_days=7)
        self.url = f"/pustaka/{self.book.uuid}/"

    def reader(self, name: str = "Rina") -> tuple[Person, Client]:
        """Somebody of the agency."""
        person, client = people.person(self.unit, name), Client()
        people.sign_in(client, person)
        return person, client

    def act(self, client: Client, what: str) -> str:
        """Press a button on the book's page; gives the page that comes."""
        answer = client.post(f"{self.url}pinjam/", {"aksi": what}, follow=True)
        return answer.content.decode()

    def opens(self, client: Client) -> bool:
        """Whether the reader opens."""
        return client.get(f"{self.url}baca/").status_code == 200


def test_a_copy_is_with_one_reader_at_a_time() -> None:
    counter = Counter()
    (_one, first), (_two, second) = counter.reader(), counter.reader()
    assert not counter.opens(first)
    assert "Kepemimpinan" in counter.act(first, "pinjam")
    counter.act(first, "pinjam")
    assert counter.opens(first)
    assert "Semua salinan sedang dipinjam" in counter.act(second, "pinjam")
    assert not counter.opens(second)
    with scoped(SYSTEM):
        assert Loan.objects.count() == 1


def test_it_is_back_by_itself_on_its_day() -> None:
    counter = Counter()
    (_one, first), (_two, second) = counter.reader(), counter.reader()
    counter.act(first, "pinjam")
    with scoped(SYSTEM):
        Loan.objects.update(due_at=now() - timedelta(minutes=1))
    assert not counter.opens(first)
    counter.act(second, "pinjam")
    assert counter.opens(second)


def test_who_waits_comes_in_order_and_is_told_once() -> None:
    counter = Counter()
    (_one, first), (two, second), (three, third) = (counter.reader() for _ in range(3))
    counter.act(first, "pinjam")
    assert "Anda di urutan 1" in counter.act(second, "antre")
    counter.act(second, "antre")
    assert "Anda di urutan 2" in counter.act(third, "antre")
    counter.act(first, "kembali")
    counter.act(first, "kembali")
    with scoped(SYSTEM):
        told = Notice.objects.filter(kind="library_turn")
        assert list(told.values_list("person_id", flat=True)) == [two.pk]
    assert "Semua salinan" in counter.act(third, "pinjam")
    counter.act(second, "batal")
    with scoped(SYSTEM):
        assert Notice.objects.filter(kind="library_turn", person=three).count() == 1
    counter.act(third, "pinjam")
    assert counter.opens(third)
    with scoped(SYSTEM):
        assert not Hold.objects.filter(ended_at=None).exists()


def test_who_was_told_and_does_not_come_waits_no_more() -> None:
    counter = Counter()
    (_one, first), (_two, second), (_three, third) = (counter.reader() for _ in range(3))
    counter.act(first, "pinjam")
    counter.act(second, "antre")
    counter.act(first, "kembali")
    with scoped(SYSTEM):
        Hold.objects.update(offered_at=now() - timedelta(days=3))
    counter.act(third, "pinjam")
    assert counter.opens(third)


def test_the_hourly_job_tells_who_waits_for_what_came_back_by_itself() -> None:
    counter = Counter()
    (_one, first), (two, second) = counter.reader(), counter.reader()
    counter.act(first, "pinjam")
    counter.act(second, "antre")
    offer(timestamp=0)
    with scoped(SYSTEM):
        assert not Notice.objects.filter(kind="library_turn").exists()
        Loan.objects.update(due_at=now() - timedelta(minutes=1))
    offer(timestamp=0)
    offer(timestamp=0)
    with scoped(SYSTEM):
        assert Notice.objects.get(kind="library_turn").person_id == two.pk


def test_people_of_other_agencies_borrow_national_books() -> None:
    agency = people.agency("Pemilik")
    book = make.book(agency, copies=1, is_national=True)
    person, client = people.person(people.unit(people.agency("Lain"))), Client()
    people.sign_in(client, person)
    client.post(f"/pustaka/{book.uuid}/pinjam/", {"aksi": "pinjam"})
    assert client.get(f"/pustaka/{book.uuid}/baca/").status_code == 200
    assert book.title in client.get("/pustaka/").content.decode()
