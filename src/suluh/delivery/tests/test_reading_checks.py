"""A passed test stands for the report on a book; a poor or unfinished one does not, nor another's."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Activity
from suluh.content.tests import make as contents
from suluh.delivery.models import Enrolment, Offering, Progress
from suluh.delivery.queries.checks import CHECKS
from suluh.delivery.tests import make
from suluh.identity.models import Person
from suluh.ledger.models import JpEntry
from suluh.library.models import Book, BookReport
from suluh.library.tests import make as books
from suluh.organisation.models import Agency
from suluh.organisation.types import Role
from suluh.recognition.models import Claim
from tests import make as people

pytestmark = pytest.mark.django_db
LONG = ("Kepemimpinan yang melayani dimulai dari mendengarkan warga. " * 500,) * 2
STORY = "Buku ini menunjukkan cara mendengar warga sebelum memutuskan apa pun di kantor. " * 6


class Reader:
    """Somebody in an agency with a course that is a test."""

    def __init__(self, **more: Any) -> None:
        self.agency = people.agency()
        self.person, self.client = people.person(people.unit(self.agency)), Client()
        people.sign_in(self.client, self.person)
        self.course = course_of_a_test(self.agency, **more)

    def book(self, title: str = "Memimpin", *, has_check: bool = True) -> Book:
        """A book read through, that names the test."""
        book = books.book(self.agency, title, chapters=LONG)
        books.read_through(book, self.person, calm=3)
        if has_check:
            with scoped(SYSTEM):
                Book.objects.filter(pk=book.pk).update(check_key=activity_of(self.course).key)
        return book

    def take(self, score: int, *, by: Person | None = None, state: str = "done") -> None:
        """The test taken, with that score."""
        taker = by or self.person
        with scoped(SYSTEM):
            place = Enrolment.objects.create(
                tenant=self.agency, offering=self.course, person=taker, home=self.agency,
                state="registered", registered_at=make.NOW,
            )  # fmt: skip
            Progress.objects.create(
                tenant=self.agency, enrolment=place, person=taker, activity=activity_of(self.course),
                state=state, score=score, opened_at=make.NOW, changed_at=make.NOW,
                done_at=make.NOW if state == "done" else None,
            )  # fmt: skip

    def see(self, page: str) -> str:
        return self.client.get(page).content.decode()

    def send(self, *chosen: Book, story: str = "") -> str:
        values = {"buku": [str(book.uuid) for book in chosen], "laporan": story}
        return self.client.post("/pustaka/laporan/", values, follow=True).content.decode()


def course_of_a_test(at: Agency, title: str = "Cek Memimpin", **more: Any) -> Offering:
    version = contents.published(
        contents.training(at, title), {"kind": "quiz", "title": title, "settings": {}}
    )
    return make.course(version, **more)


def activity_of(course: Offering) -> Activity:
    with scoped(SYSTEM):
        return Activity.objects.get(version=course.version)


def states() -> list[str]:
    with scoped(SYSTEM):
        return list(Claim.objects.values_list("state", flat=True))


def test_a_passed_check_books_the_reading_at_once_and_once() -> None:
    reader = Reader()
    book = reader.book()
    reader.take(80_00)
    assert "cek lulus, nilai 80" in reader.see("/pustaka/laporan/")
    assert "lulus, nilai 80" in reader.see(f"/pustaka/{book.uuid}/")
    assert "JP membaca Anda tercatat" in reader.send(book)
    assert states() == [Claim.State.APPROVED]
    with scoped(SYSTEM):
        assert JpEntry.objects.get().jp_minor == 100
        assert BookReport.objects.get().story == "Lulus cek bacaan “Cek Memimpin” dengan nilai 80."
    assert "Pilih sedikitnya satu buku" in reader.send(book)
    assert len(states()) == 1


@pytest.mark.parametrize(
    ("score", "state", "is_other"), [(59_99, "done", 0), (90_00, "started", 0), (90_00, "done", 1)]
)
def test_what_is_not_passed_is_offered_beside_the_report(
    score: int, state: str, is_other: int
) -> None:
    reader = Reader()
    book = reader.book()
    other = people.person(people.unit(reader.agency)) if is_other else None
    reader.take(score, state=state, by=other)
    for page in ("/pustaka/laporan/", f"/pustaka/{book.uuid}/"):
        assert f"/pelatihan/{reader.course.uuid}/" in reader.see(page)
    assert "Tulis sedikitnya 50 kata" in reader.send(book)
    assert "Laporan dikirim" in reader.send(book, story=STORY)
    assert states() == [Claim.State.ASKED]


def test_one_book_without_a_check_asks_for_the_report() -> None:
    reader = Reader()
    passed, other = reader.book(), reader.book("Kedua", has_check=False)
    reader.take(100_00)
    assert "Tulis sedikitnya 50 kata" in reader.send(passed, other)
    assert "Laporan dikirim" in reader.send(passed, other, story=STORY)


def test_a_librarian_names_only_tests_of_the_own_agency_without_jp() -> None:
    reader = Reader()
    course_of_a_test(reader.agency, "Berjam", jp_minor=200)
    course_of_a_test(people.agency(), "Tetangga")
    with scoped(SYSTEM):
        found = CHECKS.choices(reader.agency.pk)
    assert [title for _key, title in found] == ["Cek Memimpin"]
    people.grant(reader.person, Role.AGENCY_ADMIN, reader.agency)
    book = books.book(reader.agency)
    address = f"/kelola/pustaka/{book.uuid}/"
    shown = reader.see(address)
    assert "Cek Memimpin" in shown
    assert "Tetangga" not in shown
    values = {
        "title": "Memimpin", "language": "id", "topic": "umum", "licence": "sendiri",
        "loan_days": 14, "check_key": str(found[0][0]),
    }  # fmt: skip
    assert reader.client.post(address, values).status_code == 302
    with scoped(SYSTEM):
        assert Book.objects.get(pk=book.pk).check_key == found[0][0]


def test_a_closed_course_leaves_the_report() -> None:
    reader = Reader(state="finished")
    book = reader.book()
    assert "/pelatihan/" not in reader.see(f"/pustaka/{book.uuid}/")
    assert "Laporan dikirim" in reader.send(book, story=STORY)
