"""The shelf: who sees which book, how it is found, and what a librarian may do."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import Competency
from suluh.identity.models import Person
from suluh.library.models import Book, Passage
from suluh.library.tests import make
from suluh.organisation.models import Agency
from suluh.organisation.types import Role
from tests import make as people

pytestmark = pytest.mark.django_db


class Hall:
    """A reader of an agency with a shelf."""

    def __init__(self, role: Role | None = None) -> None:
        self.agency: Agency = people.agency()
        self.person: Person = people.person(people.unit(self.agency))
        self.client = Client()
        if role:
            people.grant(self.person, role, self.agency)
        people.sign_in(self.client, self.person)

    def see(self, query: str = "", *, at: str = "/pustaka/") -> str:
        """The page."""
        answer = self.client.get(f"{at}{query}")
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()


def test_one_sees_the_own_shelf_and_national_books() -> None:
    hall, other = Hall(), people.agency("Lain")
    own = make.book(hall.agency, "Milik sendiri")
    national = make.book(other, "Untuk semua", is_national=True)
    foreign = make.book(other, "Rahasia tetangga")
    page = hall.see()
    assert own.title in page
    assert national.title in page
    assert foreign.title not in page
    assert hall.client.get(f"/pustaka/{national.uuid}/baca/").status_code == 200
    for address in ("", "baca/", "sampul/", "cari/?q=surat", "catatan/"):
        assert hall.client.get(f"/pustaka/{foreign.uuid}/{address}").status_code == 404


@pytest.mark.parametrize(
    "words",
    ["kepemimpinan", "memimpin", "pemimpin", "kepemimpnan", "mendengar warga", "Rina Wulandari",
     "kepemim"],
)  # fmt: skip
def test_words_are_found_by_their_stem_and_in_spite_of_typing_errors(words: str) -> None:
    hall = Hall()
    make.book(hall.agency)
    make.book(hall.agency, "Menata gudang", chapters=("Rak dan label barang.",), authors="Tono")
    page = hall.see(f"?q={words}")
    assert "Memimpin dengan mendengar" in page
    assert "Menata gudang" not in page


def test_a_hit_shows_its_passage_and_opens_the_book_there() -> None:
    hall = Hall()
    book = make.book(hall.agency)
    page = hall.see("?q=arsip")
    assert "<mark>Arsip</mark>" in page
    assert f"/pustaka/{book.uuid}/baca/?hal=3" in page
    inside = hall.see("?q=arsip", at=f"/pustaka/{book.uuid}/cari/")
    assert "Bagian 3" in inside


def test_what_was_meant_is_said() -> None:
    hall = Hall()
    make.book(hall.agency)
    page = hall.see("?q=kepemimpnan")
    assert "kepemimpinan" in page
    assert "tidak ada di buku mana pun" in page


def test_where_no_passage_holds_all_words_some_are_enough() -> None:
    hall = Hall()
    make.book(hall.agency)
    assert "memuat sebagian" in hall.see("?q=arsip kepemimpinan")
    assert "memuat sebagian" not in hall.see("?q=mendengarkan warga")


def test_foreign_texts_are_not_found_not_even_by_suggestion() -> None:
    hall, other = Hall(), people.agency("Lain")
    make.book(hall.agency)
    make.book(other, "Kamus burung", chapters=("Cenderawasih terbang tinggi.",))
    page = hall.see("?q=cenderawasi")
    assert "enderawasih" not in page
    assert "Tidak ada buku yang cocok" in page


@pytest.mark.parametrize(
    "strange", ["'", "\\", "a' | 'b", "!!", "&", "<script>", "%", "dan yang", "x" * 300]
)
def test_strange_words_are_no_error(strange: str) -> None:
    hall = Hall()
    make.book(hall.agency)
    assert hall.client.get("/pustaka/", {"q": strange}).status_code == 200


def test_facets_narrow_and_an_isbn_finds_its_book() -> None:
    hall = Hall()
    make.book(hall.agency, "Surat", topic="naskah", isbn="9786020332956")
    make.book(hall.agency, "Uang", topic="keuangan", year=2020, language="en")
    assert "Uang" not in hall.see("?topik=naskah")
    assert "Surat</b>" not in hall.see("?bahasa=en")
    assert "Surat</b>" not in hall.see("?tahun=2020")
    assert "Uang" not in hall.see("?q=978-602-03-3295-6")
    assert "Surat" in hall.see("?q=978-602-03-3295-6")
    assert "Tidak ada buku yang cocok" in hall.see("?topik=kesehatan")


@pytest.mark.parametrize("query", ["", "?q=arsip"])
def test_a_list_costs_the_same_with_one_book_and_with_three(query: str) -> None:
    counts = []
    for books in (1, 3):
        hall = Hall()
        for number in range(books):
            make.book(hall.agency, f"Buku {number}")
        hall.see(query)
        with CaptureQueriesContext(connection) as seen:
            hall.see(query)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_librarian_corrects_withdraws_and_puts_back() -> None:
    hall = Hall(Role.AUTHOR)
    book = make.book(hall.agency)
    edit = f"/kelola/pustaka/{book.uuid}/"
    values: dict[str, Any] = {
        "title": "Judul baru", "authors": "Sari", "language": "id", "topic": "hukum",
        "licence": "publik", "isbn": "602-03-3295-X", "is_national": "on", "loan_days": "14",
    }  # fmt: skip
    assert "ISBN ini salah" in hall.client.post(edit, values | {"isbn": "123"}).content.decode()
    assert hall.client.post(edit, values | {"isbn": ""}).status_code == 302
    assert "Judul baru" in hall.see("?q=sari")
    reader = Hall()
    assert "Judul baru" in reader.see("?q=arsip")
    hall.client.post(f"{edit}tarik/")
    assert "Judul baru" not in hall.see()
    assert "Judul baru" not in hall.see("?q=arsip")
    assert hall.client.get(f"/pustaka/{book.uuid}/baca/").status_code == 404
    assert "Judul baru" in hall.see("?tab=ditarik", at="/kelola/pustaka/")
    hall.client.post(f"{edit}tarik/")
    assert "Judul baru" in hall.see("?q=arsip")


def test_a_book_with_anothers_isbn_is_refused() -> None:
    hall = Hall(Role.AGENCY_ADMIN)
    make.book(hall.agency, "Satu", isbn="9786020332956")
    second = make.book(hall.agency, "Dua")
    values = {
        "title": "Dua", "language": "id", "topic": "hukum", "licence": "publik", "loan_days": "14",
        "isbn": "978-602-03-3295-6",
    }  # fmt: skip
    answer = hall.client.post(f"/kelola/pustaka/{second.uuid}/", values)
    assert answer.status_code == 422
    assert "ISBN yang sama" in answer.content.decode()


def test_others_manage_nothing() -> None:
    hall = Hall()
    book = make.book(hall.agency)
    for address in (
        "/kelola/pustaka/",
        f"/kelola/pustaka/{book.uuid}/",
        f"/kelola/pustaka/{book.uuid}/tarik/",
    ):
        assert hall.client.get(address).status_code == 403
    assert hall.client.post(f"/kelola/pustaka/{book.uuid}/tarik/").status_code == 403
    with scoped(SYSTEM):
        assert Book.objects.get().withdrawn_at is None
        assert Passage.objects.exists()


def test_a_book_names_the_competencies_it_helps_with() -> None:
    hall = Hall(Role.AUTHOR)
    book = make.book(hall.agency)
    make.book(hall.agency, "Menata gudang")
    with scoped(SYSTEM):
        competency = Competency.objects.get(tenant=None, code="M.01")
    values = {
        "title": book.title, "language": "id", "topic": "hukum", "licence": "publik",
        "loan_days": "14", "competencies": [str(competency.pk)],
    }  # fmt: skip
    assert hall.client.post(f"/kelola/pustaka/{book.uuid}/", values).status_code == 302
    page = hall.see(f"?kompetensi={competency.uuid}")
    assert book.title in page
    assert "Menata gudang" not in page
    assert competency.name in hall.see("", at=f"/pustaka/{book.uuid}/")
