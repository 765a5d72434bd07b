"""Presentations: a page for each slide, with what it says; the rest is counted."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

from lxml import etree
from PIL import Image

from suluh.standards import slides
from suluh.standards.documents import Page
from suluh.standards.tests import deckfile as make
from suluh.standards.tests.deckfile import Deck

_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def _dot(color: str = "white", sort: str = "PNG", size: tuple[int, int] = (8, 8)) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, color).save(made, sort)
    return made.getvalue()


def _read(tmp_path: Path, deck: Deck) -> Page:
    source = tmp_path / "x.pptx"
    source.write_bytes(deck.data())
    return slides.read(source, tmp_path)


def test_each_slide_is_a_page_with_its_lists_and_its_notes_in_a_fold(tmp_path: Path) -> None:
    deck = Deck()
    first = deck.slide("Pelayanan Prima", (0, "Dinas Kominfo, 2026"), layout=make.TITLE)
    second = deck.slide("Asas", (0, "Kepastian hukum"), (1, "tertulis"), (1, "jelas"), (0, "Adil"))
    second.notes_slide.notes_text_frame.text = "Tanyakan contoh.\nBeri 5 menit."
    make.number(deck.slide("Langkah", (0, "Catat"), (0, "Jawab")))
    make.number(deck.slide("Huruf", (0, "kop"), (0, "isi")), "alphaLcPeriod", start="3")

    found = _read(tmp_path, deck)

    assert first.shapes.title is not None
    assert found.parts == [
        ("Pelayanan Prima", "Dinas Kominfo, 2026\n"),
        ("Asas", "- Kepastian hukum\n  - tertulis\n  - jelas\n- Adil\n\n"
         "+++ Catatan pemateri\nTanyakan contoh.\n\nBeri 5 menit.\n+++\n"),
        ("Langkah", "1. Catat\n2. Jawab\n"),
        ("Huruf", "c. kop\nd. isi\n"),
    ]  # fmt: skip


def test_tables_charts_and_smart_art_become_words(tmp_path: Path) -> None:
    deck = Deck()
    one = make.table(
        deck.slide("Waktu", layout=5), ["Jenis", "Hari"], ["Nota", "1"], ["Surat", "2"]
    )
    one.cell(1, 0).merge(one.cell(2, 0))
    make.chart(deck.slide("Grafik", layout=5), ["2025", "2026"], Pegawai=[10, 12.5])
    points = {"1": ("", "Kepala"), "2": ("1", "Sekretaris"), "3": ("1", "Bidang")}
    make.smart_art(deck.slide("Susunan", layout=5), points)

    found = _read(tmp_path, deck)

    assert [text for _title, text in found.parts] == [
        "| Jenis | Hari |\n| --- | --- |\n| Nota Surat | 1 |\n|  | 2 |\n",
        "|  | Pegawai |\n| --- | --- |\n| 2025 | 10 |\n| 2026 | 12,5 |\n",
        "- Kepala\n  - Sekretaris\n  - Bidang\n",
    ]
    assert {kind for kind, count in found.lost.items() if count} == {"merged"}


def test_pictures_come_with_words_and_a_logo_on_most_slides_is_left_out(tmp_path: Path) -> None:
    deck = Deck()
    for number in range(4):
        slide = deck.slide(f"Slaid {number}", (0, "isi"))
        make.picture(slide, _dot("red"), "Logo", top=0)
        if number == 1:
            make.picture(slide, _dot("blue", size=(10, 10)), "Alur [surat]").crop_left = 0.5
        if number == 2:
            make.picture(slide, _dot("green"), "Picture 3")

    found = _read(tmp_path, deck)

    assert [text for _title, text in found.parts] == [
        "- isi\n", "- isi\n\n![Alur (surat)](gambar:1)\n", "- isi\n\n![](gambar:2)\n", "- isi\n",
    ]  # fmt: skip
    assert Image.open(tmp_path / "gambar-1.png").size == (5, 10)
    assert found.lost["pictures"] == 0


def test_words_stand_in_rows_and_a_title_alone_goes_to_the_next(tmp_path: Path) -> None:
    deck = Deck()
    deck.slide("Bagian Satu", layout=make.SECTION)
    slide = deck.slide("Dua Kolom", layout=5)
    for words, left, top in (("bawah", 1, 12), ("kanan", 12, 5.2), ("kiri", 1, 5)):
        make.text_box(slide, words, left=left, top=top)
    make.text_box(deck.slide("", layout=make.EMPTY), "Kotak tanpa judul")
    deck.slide("Rahasia", (0, "x"))._element.set("show", "0")
    deck.slide("Dua Kolom", (0, "a"))
    deck.slide("Dua Kolom", (0, "b"))
    deck.slide("Terima kasih", layout=make.SECTION)

    found = _read(tmp_path, deck)

    assert found.parts == [
        ("Bagian Satu: Dua Kolom", "kiri\n\nkanan\n\nbawah\n"),
        ("Kotak tanpa judul", "Kotak tanpa judul\n"),
        ("Dua Kolom", "- a\n"), ("Dua Kolom (2)", "- b\n"),
    ]  # fmt: skip
    assert found.lost["hidden"] == 1


def test_looks_links_and_formulas(tmp_path: Path) -> None:
    deck = Deck()
    slide = deck.slide("Tautan", (0, ""))
    paragraph = slide.placeholders[1].text_frame.paragraphs[0]
    for words, bold, address in (
        ("Baca ", True, ""),
        ("PP 11", False, "https://a.id/pp"),
        ("x", None, "javascript:x()"),
    ):
        run = paragraph.add_run()
        run.text, run.font.bold = words, bold
        if address:
            run.hyperlink.address = address
    etree.SubElement(paragraph._p, f"{{{_MATH}}}oMath")

    found = _read(tmp_path, deck)

    assert found.parts == [("Tautan", "- **Baca** [PP 11](https://a.id/pp)x\n")]
    assert found.lost["formulas"] == 1


def test_a_presentation_that_means_harm_ends_its_own_process(tmp_path: Path) -> None:
    deck = Deck()
    deck.slide("Satu", (0, "x"))
    data = deck.data()
    for name, sent, word in [
        ("cut", data[: len(data) // 2], "broken"), ("no ZIP", b"PK\x03\x04rusak", "broken"),
    ]:  # fmt: skip
        source = tmp_path / f"{name}.pptx"
        source.write_bytes(sent)
        done = subprocess.run(
            [sys.executable, "-m", "suluh.standards.documents", "slides", str(source), str(tmp_path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (name, done.returncode, done.stderr) == (name, 3, word)
    assert not (tmp_path / "page.json").exists()


def test_more_slides_than_a_course_can_take_are_refused(tmp_path: Path) -> None:
    deck = Deck()
    for number in range(slides.MOST_SLIDES + 1):
        deck.slide(f"{number}", layout=5)
    source = tmp_path / "x.pptx"
    source.write_bytes(deck.data())
    done = subprocess.run(
        [sys.executable, "-m", "suluh.standards.documents", "slides", str(source), str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (3, "large")
