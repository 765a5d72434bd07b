"""Reading earns JP by a report alone: read through, long enough, once, and confirmed by somebody else."""

from __future__ import annotations

import pytest
from django.test import Client

from suluh.base.scope import SYSTEM, scoped
from suluh.ledger.models import JpEntry
from suluh.library.models import Book, BookReport
from suluh.library.rules.crediting import minutes_read
from suluh.library.tests import make
from suluh.recognition.models import Claim
from tests import make as people

pytestmark = pytest.mark.django_db
LONG = ("Kepemimpinan yang melayani dimulai dari mendengarkan warga. " * 500,) * 2
STORY = "Buku ini menunjukkan cara mendengar warga sebelum memutuskan apa pun di kantor. " * 6


class Desk:
    """Somebody who has read."""

    def __init__(self) -> None:
        self.agency = people.agency()
        self.person, self.client = people.person(people.unit(self.agency)), Client()
        people.sign_in(self.client, self.person)

    def book(self, title: str = "Memimpin", *, is_long: bool = True) -> Book:
        """A book read through."""
        book = make.book(self.agency, title, chapters=LONG if is_long else make.CHAPTERS)
        make.read_through(book, self.person, calm=3)
        return book

    def send(self, *books: Book, story: str = STORY) -> str:
        """Send the report; gives the page that comes."""
        values = {"buku": [str(book.uuid) for book in books], "laporan": story}
        return self.client.post("/pustaka/laporan/", values, follow=True).content.decode()


def claims() -> list[tuple[int, str]]:
    with scoped(SYSTEM):
        return list(Claim.objects.values_list("minutes", "state"))


def test_a_report_becomes_one_claim_of_self_study() -> None:
    desk = Desk()
    book = desk.book()
    page = desk.client.get("/pustaka/laporan/").content.decode()
    assert "menit membaca siap dilaporkan" in page
    assert "Laporan dikirim" in desk.send(book)
    ((minutes, state),) = claims()
    assert 45 <= minutes <= 60
    assert state in {Claim.State.ASKED, Claim.State.CONFIRMING}
    with scoped(SYSTEM):
        claim = Claim.objects.get()
        assert claim.form_id == 22
        assert claim.uuid == BookReport.objects.get().claim
        assert not JpEntry.objects.exists()


def test_a_book_counts_in_one_report_only() -> None:
    desk = Desk()
    book = desk.book()
    desk.send(book)
    assert "Pilih sedikitnya satu buku" in desk.send(book)
    assert len(claims()) == 1
    assert "Laporan sebelumnya" in desk.client.get("/pustaka/laporan/").content.decode()


def test_short_books_are_reported_together_once_they_make_a_jp() -> None:
    desk = Desk()
    short = desk.book("Singkat", is_long=False)
    page = desk.client.get("/pustaka/laporan/").content.decode()
    assert "menit membaca untuk 1 JP" in page
    assert "Masih kurang" in desk.send(short)
    assert "Laporan dikirim" in desk.send(short, desk.book())
    assert len(claims()) == 1


def test_a_report_says_something() -> None:
    desk = Desk()
    assert "Tulis sedikitnya 50 kata" in desk.send(desk.book(), story="Bagus sekali.")
    assert claims() == []


def test_what_was_only_leafed_through_is_not_offered() -> None:
    desk = Desk()
    book = make.book(desk.agency, chapters=LONG)
    make.read_through(book, desk.person, calm=0)
    assert "Belum ada buku yang dapat dilaporkan" in (
        desk.client.get("/pustaka/laporan/").content.decode()
    )
    assert "Pilih sedikitnya satu buku" in desk.send(book)


def test_anothers_reading_is_not_reported() -> None:
    desk, other = Desk(), Desk()
    assert "Pilih sedikitnya satu buku" in desk.send(other.book())


def test_the_reader_offers_the_report_at_the_end() -> None:
    desk = Desk()
    book = desk.book()
    page = desk.client.get(f"/pustaka/{book.uuid}/baca/").content.decode()
    assert "Tulis laporan bacaan" in page
    desk.send(book)
    assert "Tulis laporan bacaan" not in (
        desk.client.get(f"/pustaka/{book.uuid}/baca/").content.decode()
    )


@pytest.mark.parametrize(
    ("asked", "seconds", "minutes"),
    [
        ([600], {"1": 599}, 0), ([600], {"1": 600}, 10), ([600], {"1": 36_000}, 26),
        ([60, 60], {"1": 60, "9": 999}, 1), ([], {}, 0),
    ],
)  # fmt: skip
def test_time_counts_up_to_calm_reading(
    asked: list[int], seconds: dict[str, int], minutes: int
) -> None:
    assert minutes_read(asked, seconds) == minutes
