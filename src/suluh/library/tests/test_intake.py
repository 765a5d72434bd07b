"""Handing in books: what is read from a file, what is not taken, and the report that says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from suluh.base.models import LongJob
from suluh.base.scope import SYSTEM, scoped
from suluh.library.actions.documents import unpack
from suluh.library.jobs import take_in
from suluh.library.models import Book, Intake, IntakeFile
from suluh.library.tests import files
from suluh.organisation.models import Agency
from suluh.organisation.types import Role
from tests import make as people

pytestmark = pytest.mark.django_db
EPUBS = Path(__file__).parents[5] / "shared/data/epub"
SAID = {
    "creator": "Budi Santoso", "date": "2021-05-01", "language": "id-ID",
    "identifier": "urn:isbn:978-602-03-3295-6", "publisher": "Penerbit Uji",
    "description": "Tentang &lt;b&gt;surat&lt;/b&gt; dinas.",
}  # fmt: skip


class Desk:
    """A librarian before the upload page."""

    def __init__(self, role: Role = Role.AUTHOR) -> None:
        self.agency: Agency = people.agency()
        librarian, self.client = people.person(people.unit(self.agency)), Client()
        people.grant(librarian, role, self.agency)
        people.sign_in(self.client, librarian)

    def hand_in(self, *given: tuple[str, bytes], **more: str) -> str:
        """Upload, let the job run, and give the report."""
        values = {
            "berkas": [SimpleUploadedFile(name, data) for name, data in given],
            "topic": "naskah", "licence": "sendiri", **more,
        }  # fmt: skip
        answer = self.client.post("/kelola/pustaka/unggah/", values)
        assert answer.status_code == 302, answer.content.decode()
        with scoped(SYSTEM):
            made = Intake.objects.latest("id")
        take_in(intake=str(made.uuid), tenant_id=self.agency.pk)
        return self.client.get(answer["Location"]).content.decode()

    def outcomes(self) -> list[tuple[str, str]]:
        """Of every file, in order."""
        with scoped(SYSTEM):
            return list(IntakeFile.objects.order_by("id").values_list("name", "outcome"))


def test_a_file_says_what_it_is() -> None:
    desk = Desk()
    page = desk.hand_in(("surat.epub", files.book(package=files.described("Surat dinas", **SAID))))
    assert "1 buku masuk rak" in page
    with scoped(SYSTEM):
        book = Book.objects.get()
        assert (book.title, book.authors, book.year, book.language, book.isbn, book.publisher) == (
            "Surat dinas", "Budi Santoso", 2021, "id", "9786020332956", "Penerbit Uji",
        )  # fmt: skip
        assert (book.topic, book.licence, book.is_national, book.pages) == (
            "naskah", "sendiri", False, 2,
        )  # fmt: skip
        assert book.synopsis == "Tentang surat dinas."
        assert LongJob.objects.get().state == "done"
    assert desk.client.get(f"/pustaka/{book.uuid}/sampul/")["Content-Type"] == "image/webp"


def test_a_pdf_without_words_about_itself_has_its_name_and_its_first_page_as_cover() -> None:
    desk = Desk()
    desk.hand_in(("Pedoman_kerja.pdf", files.pdf("Surat dinas yang baik dan singkat")))
    with scoped(SYSTEM):
        book = Book.objects.get()
    assert (book.title, book.language, book.has_cover) == ("Pedoman kerja", "id", True)
    assert desk.client.get(f"/pustaka/{book.uuid}/sampul/").status_code == 200


def test_what_is_not_taken_is_named_with_its_reason() -> None:
    desk = Desk()
    first = files.book(package=files.described("Surat dinas", **SAID))
    twin = files.book(package=files.described("Cetakan kedua", **SAID))
    page = desk.hand_in(
        ("surat.epub", first), ("lagi.epub", first), ("kedua.epub", twin), ("rusak.pdf", b"%PDF-1.7"),
        ("kosong.pdf", b""), ("gambar.png", files.picture()),
    )  # fmt: skip
    assert [outcome for _name, outcome in desk.outcomes()] == [
        "masuk", "kembar", "kembar", "ditolak", "ditolak", "ditolak",
    ]  # fmt: skip
    for words in ("Berkas yang sama", "ISBN yang sama", "rusak", "Berkas kosong", "bukan PDF"):
        assert words in page
    assert "5 berkas tidak diambil" in page


def test_a_zip_gives_its_books_and_says_what_it_left() -> None:
    desk = Desk()
    bundle = files.archive({
        "buku/surat.epub": files.book(package=files.described("Surat dinas", **SAID)),
        "buku/pedoman.pdf": files.pdf("Pedoman"), "catatan.txt": b"x", "__MACOSX/._a": b"x",
    })  # fmt: skip
    desk.hand_in(("semua.zip", bundle))
    assert desk.outcomes() == [
        ("semua.zip", "masuk"), ("surat.epub", "masuk"), ("pedoman.pdf", "masuk"),
        ("catatan.txt", "ditolak"),
    ]  # fmt: skip
    with scoped(SYSTEM):
        assert Intake.objects.get().taken == 2


def test_running_the_job_again_changes_nothing_and_leaves_no_file_behind() -> None:
    desk = Desk()
    desk.hand_in(("pedoman.pdf", files.pdf("Pedoman")))
    with scoped(SYSTEM):
        made = Intake.objects.get()
        row = IntakeFile.objects.get()
    take_in(intake=str(made.uuid), tenant_id=desk.agency.pk)
    assert len(desk.outcomes()) == 1
    assert not row.file
    assert default_storage.listdir("library-intake")[1] == []


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.SUPERVISOR, Role.LEADER, Role.UNIT_ADMIN])
def test_others_hand_in_nothing(role: Role) -> None:
    agency = people.agency()
    person, client = people.person(people.unit(agency)), Client()
    if role is not Role.PARTICIPANT:
        people.grant(person, role, agency)
    people.sign_in(client, person)
    assert client.get("/kelola/pustaka/unggah/").status_code == 403
    assert client.post("/kelola/pustaka/unggah/").status_code == 403


def test_nothing_chosen_is_said() -> None:
    desk = Desk()
    answer = desk.client.post("/kelola/pustaka/unggah/", {"topic": "naskah", "licence": "sendiri"})
    assert answer.status_code == 422
    assert "Pilih sedikitnya satu berkas" in answer.content.decode()


@pytest.mark.skipif(not EPUBS.is_dir(), reason="the books from elsewhere are not here")
@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("childrens-literature.epub", "en"), ("internallinks.epub", "ja"),
        ("regime-anticancer-arabic.epub", "ar"), ("trees.epub", "en"), ("wasteland.epub", "en"),
    ],
)  # fmt: skip
def test_books_from_elsewhere(name: str, language: str) -> None:
    found = unpack((EPUBS / name).read_bytes(), as_book=True)
    assert found.pages
    assert found.facts["language"] == language
    assert found.facts["title"]
