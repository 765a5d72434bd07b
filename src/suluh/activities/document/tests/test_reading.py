"""Reading a document: time before the eyes, told by the server's clock alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from suluh.activities.document.models import Reading
from suluh.activities.document.rules.reading import settings_of
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Activity
from suluh.content.tests import make as texts
from suluh.delivery.models import Enrolment, Offering, Progress
from suluh.delivery.tests import make as rows
from suluh.library.actions.documents import draw_pages
from suluh.library.models import Document
from suluh.library.tests import files, make
from suluh.organisation.models import Agency
from suluh.organisation.types import Role
from tests import make as people

pytestmark = pytest.mark.django_db
PAGES = ("Surat dinas " * 40, "Singkat dan sopan " * 40, "Lampiran")


class Room:
    """A learner before a document of three pages."""

    def __init__(self, data: bytes = b"", **settings: Any) -> None:
        agency = people.agency("Penyelenggara")
        self.document = make.document(agency, *PAGES, data=data)
        with scoped(SYSTEM):
            pages: Any = list(
                self.document.pages.order_by("number").values("title", "text", "html")
            )
        if self.document.format == "pdf":
            pages = [{"text": page["text"]} for page in pages]
        facts = settings_of(
            document=self.document.uuid,
            name="Pedoman.pdf",
            format=self.document.format,
            pages=pages,
        )
        whole = facts | {"share": 100, "download": True} | settings
        version = texts.published(texts.training(agency), {"kind": "document", "settings": whole})
        self.offering: Offering = rows.course(version)
        self.learner, self.client = people.person(people.unit(people.agency())), Client()
        people.sign_in(self.client, self.learner)
        with scoped(SYSTEM):
            Enrolment.objects.create(
                tenant=self.offering.tenant, offering=self.offering, person=self.learner,
                home=people.agency("Asal"), name=self.learner.name, registered_at=now(),
            )  # fmt: skip
            self.key = version.activities.get().key
        self.url = f"/pelatihan/{self.offering.uuid}/belajar/{self.key}/"
        self.text = self.client.get(self.url).content.decode()

    def after(self, seconds: float) -> None:
        """Time goes by."""
        with scoped(SYSTEM):
            for row in Reading.objects.all():
                row.at -= timedelta(seconds=seconds)
                row.save(update_fields=["at"])
            for mine in Progress.objects.all():
                mine.opened_at -= timedelta(seconds=seconds)
                mine.save(update_fields=["opened_at"])

    def turn(self, page: int, go: int, **more: str) -> str:
        """Press a button; gives the page that comes."""
        answer = self.client.post(self.url, {"page": str(page), "go": str(go), **more}, follow=True)
        return answer.content.decode()

    def seconds(self) -> dict[str, int]:
        """What is counted, by page."""
        with scoped(SYSTEM):
            return dict(Reading.objects.get().seconds)

    def is_done(self) -> bool:
        """Whether the activity counts."""
        with scoped(SYSTEM):
            return Progress.objects.get().state == Progress.State.DONE


def test_who_reads_every_page_has_read_it() -> None:
    room = Room()
    for page, go in ((1, 2), (2, 3), (3, 3)):
        room.after(30)
        room.turn(page, go)
    assert all(30 <= seconds <= 40 for seconds in room.seconds().values())
    assert room.is_done()


def test_one_fast_scroll_reads_nothing_and_says_what_is_missing() -> None:
    room = Room()
    for page, go in ((1, 2), (2, 3)):
        room.turn(page, go)
    last = room.turn(3, 3)
    assert not room.is_done()
    assert "hal. 1 sampai 3" in last


def test_it_can_always_be_finished_by_going_back() -> None:
    room = Room()
    for page, go in ((1, 2), (2, 3), (3, 1)):
        room.turn(page, go)
    for page, go in ((1, 2), (2, 3), (3, 3)):
        room.after(20)
        room.turn(page, go)
    assert room.is_done()


def test_a_word_from_another_tab_counts_nothing() -> None:
    room = Room()
    room.turn(1, 2)
    room.after(60)
    room.turn(1, 1)
    room.turn(3, 3)
    assert sum(room.seconds().values()) == 0


def test_time_away_counts_nothing() -> None:
    room = Room()
    room.turn(1, 1)
    room.after(600)
    room.turn(1, 1, afresh="1", quiet="1")
    assert room.seconds().get("1", 0) == 0


def test_a_repeated_word_counts_once() -> None:
    room = Room()
    room.after(30)
    room.turn(1, 1, quiet="1")
    room.turn(1, 1, quiet="1")
    room.turn(1, 1, quiet="1")
    assert 30 <= room.seconds()["1"] <= 40


@pytest.mark.parametrize("wrong", ["0", "-1", "x", "99999", "", "4"])
def test_nonsense_stays_on_a_page_that_there_is(wrong: str) -> None:
    room = Room()
    assert room.client.post(room.url, {"page": wrong, "go": wrong}, follow=True).status_code == 200
    with scoped(SYSTEM):
        assert 1 <= Reading.objects.get().page <= 3


def test_another_device_opens_the_same_page() -> None:
    room = Room()
    room.turn(1, 3)
    assert 'name="page" value="3"' in room.client.get(room.url).content.decode()


def test_text_instead_of_pictures_is_remembered() -> None:
    room = Room()
    assert "<img" in room.text.split("data-document")[1]
    room.turn(1, 1, mode="text")
    later = room.client.get(room.url).content.decode().split("data-document")[1]
    assert "<img" not in later
    assert "Surat dinas" in later


def _picture(room: Room, page: str = "1") -> str:
    address = next(part for part in room.text.split('"') if part.startswith("/dokumen/"))
    return address.removesuffix("/").rpartition("/")[0] + f"/{page}/"


def test_pictures_are_drawn_on_the_way_and_by_the_job() -> None:
    room = Room()
    answer = room.client.get(_picture(room, "2"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert "private" in answer["Cache-Control"]
    with scoped(SYSTEM):
        assert draw_pages(document=room.document.uuid) == 2
        assert draw_pages(document=room.document.uuid) == 0


@pytest.mark.parametrize("name", ["4", "0", "g1", "1x", "g", "99999"])
def test_what_is_no_page_is_absent(name: str) -> None:
    room = Room()
    assert room.client.get(_picture(room, name)).status_code == 404


def test_an_address_serves_one_person_only_and_only_until_tomorrow() -> None:
    room = Room()
    stranger = Client()
    people.sign_in(stranger, people.person(people.unit(people.agency("Lain"))))
    address = _picture(room)
    assert stranger.get(address).status_code == 404
    assert Client().get(address).status_code == 302
    old = address.replace(address.split("/")[3][:20], address.split("/")[3][:12] + "01-01-01")
    assert room.client.get(old).status_code == 404


def test_the_file_is_an_attachment_where_the_author_allows_it() -> None:
    room = Room()
    address = next(part for part in room.text.split('"') if part.endswith("/berkas/"))
    answer = room.client.get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_file_is_not_offered_otherwise() -> None:
    room = Room(download=False)
    address = _picture(room).removesuffix("1/") + "berkas/"
    assert "/berkas/" not in room.text
    assert room.client.get(address).status_code == 404


def test_a_book_is_read_by_chapter_with_its_pictures() -> None:
    room = Room(data=files.book())
    part = room.text.split("data-document")[1]
    assert "Singkat dan sopan." in part
    assert "1. Surat dinas" in part
    picture = next(p for p in part.split('"') if p.startswith("/dokumen/") and "g1" in p)
    assert room.client.get(urlsplit(picture).path).status_code == 200


class Workshop:
    """An author before the editor of a document."""

    def __init__(self) -> None:
        self.agency: Agency = people.agency()
        author, self.client = people.person(people.unit(self.agency)), Client()
        people.grant(author, Role.AUTHOR, self.agency)
        people.sign_in(self.client, author)
        version = texts.version(
            texts.training(self.agency), {"kind": "document", "settings": {"document": ""}}
        )
        with scoped(SYSTEM):
            self.activity = version.activities.get()
        self.url = f"/kelola/pelatihan/{version.training.uuid}/kegiatan/{self.activity.key}/"

    def save(self, data: bytes | None, name: str = "Pedoman.pdf", **more: str) -> str:
        """Fill the form; gives the page that comes."""
        values: dict[str, Any] = {
            "umum-title": "Pedoman", "umum-minutes": "10", "umum-is_required": "on", "share": "90",
        } | more  # fmt: skip
        if data is not None:
            values["file"] = SimpleUploadedFile(name, data)
        return self.client.post(self.url, values, follow=True).content.decode()

    def settings(self) -> dict[str, Any]:
        """As they are kept."""
        with scoped(SYSTEM):
            return dict(Activity.objects.get(pk=self.activity.pk).settings)


def test_an_author_uploads_previews_and_keeps_what_is_there() -> None:
    shop = Workshop()
    page = shop.save(files.pdf(*PAGES))
    kept = shop.settings()
    assert (len(kept["needed"]), kept["name"], kept["share"]) == (3, "Pedoman.pdf", 90)
    assert "3 halaman" in page
    shop.save(None, share="100")
    assert shop.settings() == kept | {"share": 100}
    shop.save(files.pdf(*PAGES), name="Lagi.pdf")
    with scoped(SYSTEM):
        assert Document.objects.count() == 1
    preview = shop.client.get(shop.url + "pratinjau/").content.decode()
    assert preview.count("<img") >= 3


def test_a_bad_file_is_named_beside_its_field_and_changes_nothing() -> None:
    shop = Workshop()
    page = shop.save(b"bukan dokumen")
    assert "bukan PDF dan bukan EPUB" in page
    assert shop.settings() == {"document": ""}
    with scoped(SYSTEM):
        assert Document.objects.count() == 0


def test_what_the_file_holds_never_becomes_its_address() -> None:
    shop = Workshop()
    shop.save(files.pdf("Surat"), name="../../jahat.html")
    with scoped(SYSTEM):
        found = Document.objects.get()
    assert found.file.name == f"documents/{found.uuid}.pdf"
    assert default_storage.exists(found.file.name)
