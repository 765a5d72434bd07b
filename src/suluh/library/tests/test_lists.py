"""Reading lists: made by editors, read by who may, in order."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suluh.base.scope import SYSTEM, scoped
from suluh.library.models import Book, ListEntry, ReadingList
from suluh.library.tests import make
from suluh.organisation.types import Role
from tests import make as people

pytestmark = pytest.mark.django_db
DESK = "/kelola/pustaka/daftar/"


class Editor:
    """An author with a shelf and a list."""

    def __init__(self, books: int = 3) -> None:
        self.agency = people.agency()
        self.unit = people.unit(self.agency)
        person, self.client = people.person(self.unit), Client()
        people.grant(person, Role.AUTHOR, self.agency)
        people.sign_in(self.client, person)
        self.books: list[Book] = [make.book(self.agency, f"Buku {n}") for n in range(books)]
        self.client.post(DESK, {"title": "Untuk CPNS baru", "summary": "Pekan pertama."})
        with scoped(SYSTEM):
            self.list = ReadingList.objects.get()
        self.url = f"{DESK}{self.list.uuid}/"
        for book in self.books:
            self.client.post(f"{self.url}isi/", {"buku": str(book.uuid)})

    def titles(self) -> list[str]:
        """In order."""
        with scoped(SYSTEM):
            rows = ListEntry.objects.order_by("order", "id")
            return list(rows.values_list("book__title", flat=True))

    def act(self, number: int, what: str, **more: str) -> None:
        """Press a button beside an entry."""
        with scoped(SYSTEM):
            entry = ListEntry.objects.order_by("order", "id")[number]
        self.client.post(f"{self.url}isi/", {"baris": str(entry.pk), "aksi": what, **more})


def test_a_list_is_filled_ordered_and_read() -> None:
    editor = Editor()
    editor.client.post(f"{editor.url}isi/", {"buku": str(editor.books[0].uuid)})
    assert editor.titles() == ["Buku 0", "Buku 1", "Buku 2"]
    editor.act(2, "naik")
    editor.act(0, "turun")
    assert editor.titles() == ["Buku 2", "Buku 0", "Buku 1"]
    editor.act(1, "simpan", catatan="Baca bab dua dulu")
    editor.act(2, "hapus")
    reader = Client()
    people.sign_in(reader, people.person(editor.unit))
    page = reader.get(f"/pustaka/daftar/{editor.list.uuid}/").content.decode()
    assert page.index("Buku 2") < page.index("Buku 0")
    assert "Baca bab dua dulu" in page
    assert "Untuk CPNS baru" in reader.get("/pustaka/").content.decode()
    assert "Untuk CPNS baru" in reader.get("/pustaka/daftar/").content.decode()
    assert "Untuk CPNS baru" in reader.get(f"/pustaka/{editor.books[0].uuid}/").content.decode()


def test_strangers_see_national_lists_alone_and_in_them_what_they_may_open() -> None:
    editor = Editor()
    stranger = Client()
    people.sign_in(stranger, people.person(people.unit(people.agency("Lain"))))
    address = f"/pustaka/daftar/{editor.list.uuid}/"
    assert stranger.get(address).status_code == 404
    editor.client.post(editor.url, {"title": "Untuk CPNS baru", "summary": "", "is_national": "on"})
    with scoped(SYSTEM):
        Book.objects.filter(pk=editor.books[1].pk).update(is_national=True)
    page = stranger.get(address).content.decode()
    assert "Buku 1" in page
    assert "Buku 0" not in page


def test_a_title_stands_once_and_comes_free_when_archived() -> None:
    editor = Editor()
    again = editor.client.post(DESK, {"title": "Untuk CPNS baru"})
    assert again.status_code == 422
    editor.client.post(f"{editor.url}arsip/")
    assert editor.client.get(editor.url).status_code == 404
    assert editor.client.post(DESK, {"title": "Untuk CPNS baru"}).status_code == 302


def test_readers_change_no_list() -> None:
    editor = Editor()
    reader = Client()
    people.sign_in(reader, people.person(editor.unit))
    for address in (DESK, editor.url, f"{editor.url}arsip/"):
        assert reader.get(address).status_code == 403
    assert reader.post(f"{editor.url}isi/", {"buku": str(editor.books[0].uuid)}).status_code == 403


def test_a_list_costs_the_same_with_one_book_and_with_three() -> None:
    counts = []
    for books in (1, 3):
        editor = Editor(books)
        address = f"/pustaka/daftar/{editor.list.uuid}/"
        editor.client.get(address)
        with CaptureQueriesContext(connection) as seen:
            editor.client.get(address)
        counts.append(len(seen))
        with scoped(SYSTEM):
            ListEntry.objects.all().delete()
            ReadingList.objects.all().delete()
    assert counts[0] == counts[1]
