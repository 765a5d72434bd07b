"""Reading a book: the place is kept for all devices, only the server's clock counts, notes are one's own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from suluh.base.scope import SYSTEM, scoped
from suluh.library.models import BookReading, Note
from suluh.library.rules.marking import with_marks
from suluh.library.tests import files, make
from tests import make as people

pytestmark = pytest.mark.django_db


class Chair:
    """A reader with a book, on one or more devices."""

    def __init__(self) -> None:
        agency = people.agency()
        self.book = make.book(agency)
        self.person, self.client = people.person(people.unit(agency)), Client()
        people.sign_in(self.client, self.person)
        self.url = f"/pustaka/{self.book.uuid}/baca/"

    def device(self) -> Client:
        """Another device of the same person."""
        client = Client()
        people.sign_in(client, self.person)
        return client

    def turn(self, page: int, go: int, **more: str) -> str:
        """Press a button; gives the page that comes."""
        values = {"page": str(page), "go": str(go), **more}
        return self.client.post(self.url, values, follow=True).content.decode()

    def after(self, seconds: int) -> None:
        """Time goes by."""
        with scoped(SYSTEM):
            for row in BookReading.objects.all():
                row.at -= timedelta(seconds=seconds)
                row.save(update_fields=["at"])

    def reading(self) -> BookReading:
        """As it is kept."""
        with scoped(SYSTEM):
            return BookReading.objects.get()


def test_looking_keeps_nothing() -> None:
    chair = Chair()
    assert "Kepemimpinan yang melayani" in chair.client.get(chair.url).content.decode()
    with scoped(SYSTEM):
        assert not BookReading.objects.exists()


def test_another_device_opens_the_same_page_at_the_same_place() -> None:
    chair, phone = Chair(), None
    chair.turn(1, 2)
    chair.turn(2, 2, place="430", quiet="1")
    phone = chair.device()
    page = phone.get(chair.url).content.decode()
    assert "Surat dinas yang baik" in page
    assert 'name="page" value="2"' in page
    assert 'name="place" value="430"' in page
    phone.post(chair.url, {"page": "2", "go": "3"})
    assert "Arsip yang tertata" in chair.client.get(chair.url).content.decode()
    assert "Lanjutkan membaca" in phone.get(f"/pustaka/{chair.book.uuid}/").content.decode()
    assert "Sedang Anda baca" in phone.get("/pustaka/").content.decode()


def test_time_before_the_eyes_counts_by_the_servers_clock() -> None:
    chair = Chair()
    chair.turn(1, 1, quiet="1")
    chair.after(40)
    chair.turn(1, 2)
    assert 40 <= chair.reading().seconds["1"] <= 45
    chair.turn(2, 3)
    chair.turn(2, 2)  # a word from another tab
    assert chair.reading().seconds.get("2", 0) <= 5
    chair.after(900)
    chair.turn(2, 3, afresh="1")
    assert chair.reading().seconds.get("2", 0) <= 5


@pytest.mark.parametrize("wrong", ["0", "-1", "x", "9999", ""])
def test_nonsense_stays_on_a_page_that_there_is(wrong: str) -> None:
    chair = Chair()
    assert chair.client.get(f"{chair.url}?hal={wrong}").status_code == 200
    chair.client.post(chair.url, {"page": wrong, "go": wrong})
    assert 1 <= chair.reading().page <= 3


def test_size_and_text_are_kept_for_all_devices() -> None:
    chair = Chair()
    chair.client.post(f"/pustaka/{chair.book.uuid}/tampilan/", {"ukuran": "2", "page": "1"})
    assert "size-2" in chair.device().get(chair.url).content.decode()
    chair.client.post(f"/pustaka/{chair.book.uuid}/tampilan/", {"ukuran": "99", "mode": "teks"})
    assert (chair.reading().size, chair.reading().is_text) == (2, True)


def test_a_pdf_shows_pictures_or_text() -> None:
    agency = people.agency()
    with scoped(SYSTEM):
        pass
    person, client = people.person(people.unit(agency)), Client()
    people.sign_in(client, person)
    from suluh.library.actions.books import Arrival, add_book
    from suluh.library.actions.documents import unpack
    from suluh.library.types import BookFacts

    data = files.pdf("Surat dinas singkat", "Lampiran")
    with scoped(SYSTEM):
        book = add_book(
            tenant_id=agency.pk, arrival=Arrival("a.pdf", data, unpack(data, as_book=True)),
            facts=BookFacts("Pedoman"), by_id=None, now=make.NOW,
        )  # fmt: skip
    url = f"/pustaka/{book.uuid}/"
    page = client.get(f"{url}baca/").content.decode()
    picture = next(part for part in page.split('"') if part.startswith("/dokumen/"))
    assert client.get(picture)["Content-Type"] == "image/webp"
    client.post(f"{url}tampilan/", {"mode": "teks", "page": "1"})
    assert "/dokumen/" not in client.get(f"{url}baca/").content.decode()


def test_a_passage_is_marked_and_the_mark_goes_again() -> None:
    chair = Chair()
    write = f"/pustaka/{chair.book.uuid}/catatan/tulis/"
    values = {"page": "1", "kutipan": "dimulai dari\n mendengarkan", "catatan": "Ingat rapat"}
    chair.client.post(write, values)
    chair.client.post(write, values)
    page = chair.device().get(f"{chair.url}?hal=1").content.decode()
    assert "<mark>dimulai dari mendengarkan</mark> warga" in page
    assert (
        "Ingat rapat" in chair.client.get(f"/pustaka/{chair.book.uuid}/catatan/").content.decode()
    )
    with scoped(SYSTEM):
        note = Note.objects.get()
    chair.client.post(f"/pustaka/{chair.book.uuid}/catatan/{note.uuid}/hapus/")
    assert "<mark>dimulai" not in chair.client.get(f"{chair.url}?hal=1").content.decode()


def test_an_empty_note_is_refused_and_a_strangers_is_absent() -> None:
    chair = Chair()
    write = f"/pustaka/{chair.book.uuid}/catatan/tulis/"
    answer = chair.client.post(write, {"page": "1", "kutipan": " ", "catatan": ""}, follow=True)
    assert "Pilih kutipan" in answer.content.decode()
    chair.client.post(write, {"page": "1", "catatan": "Rahasia saya"})
    with scoped(SYSTEM):
        note = Note.objects.get()
        colleague = people.person(people.unit(chair.book.tenant))
    other = Client()
    people.sign_in(other, colleague)
    assert other.post(f"/pustaka/{chair.book.uuid}/catatan/{note.uuid}/hapus/").status_code == 404
    assert "Rahasia saya" not in other.get(f"{chair.url}?hal=1").content.decode()


@pytest.mark.parametrize(
    ("html", "quote", "marked"),
    [
        ("<p>satu dua tiga</p>", "dua", "<p>satu <mark>dua</mark> tiga</p>"),
        ("<p>sa<b>tu d</b>ua</p>", "satu dua", "<p><mark>sa</mark><b><mark>tu d</mark></b><mark>ua</mark></p>"),
        ("<p>a &amp; b</p>", "a & b", "<p><mark>a &amp; b</mark></p>"),
        ("<p>satu</p>", "tidak ada", "<p>satu</p>"),
        ("<p>satu</p>", "<script>", "<p>satu</p>"),
        ('<img alt="dua"><p>dua</p>', "dua", '<img alt="dua"><p><mark>dua</mark></p>'),
    ],
)  # fmt: skip
def test_quotations_are_found_across_elements(html: str, quote: str, marked: str) -> None:
    assert with_marks(html, [quote]) == marked
