"""Presentations, web pages and texts of LibreOffice become pages; what wants a look is said once."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from suluh.activities.page import rules
from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Activity, Picture
from suluh.content.tests import make as texts
from suluh.content.tests.test_packed import archive
from suluh.content.tests.test_pictures import author, photo
from suluh.standards.tests import deckfile, odtfile
from tests import make

pytestmark = pytest.mark.django_db


def _brought(name: str, data: bytes) -> str:
    home = make.agency()
    training = texts.training(home)
    texts.version(training)
    url = f"/kelola/pelatihan/{training.uuid}/berkas/"
    sent = {"berkas": SimpleUploadedFile(name, data)}
    return author(home).post(url, sent).content.decode()


def test_slides_become_pages_with_pictures_and_notes(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    deck = deckfile.Deck()
    deck.slide("Pelayanan Prima", (0, "Dinas Kominfo"), layout=deckfile.TITLE)
    second = deck.slide("Asas", (0, "Adil"))
    second.notes_slide.notes_text_frame.text = "Beri 5 menit."
    deckfile.picture(second, photo().read(), "Loket layanan")
    deck.slide("Disimpan", (0, "x"))._element.set("show", "0")

    page = _brought("01 paparan.pptx", deck.data())

    with scoped(SYSTEM):
        made, kept = list(Activity.objects.order_by("pk")), Picture.objects.get()
    assert [(each.kind, each.title) for each in made] == [
        ("page", "Pelayanan Prima"), ("page", "Asas"),
    ]  # fmt: skip
    assert made[1].settings["text"] == (
        f"- Adil\n\n![Loket layanan](/gambar/{kept.uuid}/)\n\n"
        "+++ Catatan pemateri\nBeri 5 menit.\n+++\n"
    )
    for words in ("1 slaid tersembunyi dilewati.", "Catatan pemateri ada di dalam lipatan"):
        assert page.count(words) == 1


def test_presentations_that_cannot_be_read_are_refused_with_what_to_do() -> None:
    for name, data, words in (
        ("a.pptx", b"\xd0\xcf\x11\xe0", "Simpan sebagai .pptx, lalu impor lagi."),
        ("a.pptx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "berkata sandi"),
        ("a.pptx", b"PK\x03\x04[Content_Types].xml ppt/", "Berkas PowerPoint ini rusak."),
        ("a.ppt", b"\xd0\xcf\x11\xe0", "tiap slaid menjadi halaman"),
    ):
        assert words in _brought(name, data)


def test_what_is_lost_is_told_in_one_breath() -> None:
    assert rules.lost_words({}) == ""
    assert rules.lost_words({"pictures": 2, "drawings": 1, "media": 1, "notes": 3}) == (
        "Tidak terbawa: 2 gambar, 1 bagan atau objek. Sisipkan sebagai gambar PNG."
        " 1 video atau suara tidak terbawa: unggah sebagai video."
        " Catatan pemateri ada di dalam lipatan: hapus bila bukan untuk peserta."
    )


def test_a_web_page_in_a_zip_brings_the_pictures_beside_it(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    html = b"<h1>Kop surat</h1><p>Lihat:</p><img alt='Kop' src='img/Kop%201.JPG'><img src='tak-ada.png'>"
    packed = archive({"K/1 kop.html": html, "K/img/Kop 1.JPG": photo().read()}).read()

    page = _brought("kursus.zip", packed)

    with scoped(SYSTEM):
        made, kept = Activity.objects.get(), Picture.objects.get()
    assert (made.title, made.settings["text"]) == (
        "Kop surat", f"Lihat:\n\n![Kop](/gambar/{kept.uuid}/)\n\n![](tak-ada.png)\n",
    )  # fmt: skip
    assert "1 gambar tidak ditemukan di folder ini." in page


def test_texts_of_libreoffice_and_what_is_no_web_page() -> None:
    locked = odtfile.document("", manifest="<m><encryption-data/></m>")
    assert "Surat itu singkat" in _text_of(
        "a.odt", odtfile.document(odtfile.words("Surat itu singkat"))
    )
    for name, data, words in (
        ("a.odt", locked, "Berkas LibreOffice ini berkata sandi."),
        ("a.html", b"%PDF-1.7", "Isi berkas ini bukan HTML."),
        ("a.html", b"<p> </p>", "Berkas ini tidak berisi tulisan."),
        ("a.rtf", b"{}", "Simpan sebagai .docx"),
    ):
        assert words in _brought(name, data)


def _text_of(name: str, data: bytes) -> str:
    _brought(name, data)
    with scoped(SYSTEM):
        return str(Activity.objects.get().settings["text"])
