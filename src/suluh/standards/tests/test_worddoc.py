"""Word documents: what stays, what is told as lost, and what is refused before it costs anything."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from suluh.standards import worddoc
from suluh.standards.documents import Page
from suluh.standards.marks import Lost, parsed, to_marks
from suluh.standards.tests.wordfile import document, noted, picture, table, word


def _dot(sort: str) -> bytes:
    made = BytesIO()
    Image.new("RGB", (4, 4), "white").save(made, sort)
    return made.getvalue()


def _read(tmp_path: Path, data: bytes) -> Page:
    source = tmp_path / "x.docx"
    source.write_bytes(data)
    return worddoc.read(source, tmp_path)


def test_a_document_keeps_its_shape(tmp_path: Path) -> None:
    found = _read(tmp_path, document(
        word("Modul Surat", "Judul"), word("Pengertian 3", "TOC1"),
        word("Pengertian", "Judul1"), word("Surat itu "), word("penting", bold=True),
        word("Masuk", level=0), word("dicatat", level=1), word("disimpan", level=1),
        word("Keluar", level=0), word("Rincian", "Judul2"),
        table(["Jenis", "Waktu"], ["Nota | memo", "1 hari"], ["Surat", "2 hari"], ["<", "3 hari"]),
    ))  # fmt: skip

    assert found.title == "Modul Surat"
    assert found.text == (
        "## Pengertian\n\nSurat itu\n\n**penting**\n\n"
        "- Masuk\n  1. dicatat\n  2. disimpan\n- Keluar\n\n### Rincian\n\n"
        "| Jenis | Waktu |\n| --- | --- |\n| Nota \\| memo | 1 hari |\n| Surat | 2 hari |\n|  | 3 hari |\n"
    )
    assert {kind for kind, count in found.lost.items() if count} == {"merged"}


def test_pictures_come_with_their_words_and_what_cannot_come_is_counted(tmp_path: Path) -> None:
    found = _read(tmp_path, document(
        picture("a.png", "Alur [surat]"), picture("b.gif", "image2.gif"), picture("c.emf", "Bagan"),
        "<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>",
        pictures={"a.png": _dot("PNG"), "b.gif": _dot("GIF"), "c.emf": b"EMF"},
    ))  # fmt: skip

    assert found.text == "![Alur (surat)](gambar:1)\n\n![](gambar:2)\n"
    assert found.pictures == ["gambar-1.png", "gambar-2.png"]
    assert Image.open(tmp_path / "gambar-2.png").format == "PNG"
    assert (found.lost["pictures"], found.lost["formulas"]) == (1, 1)


def test_a_numbered_list_goes_on_after_a_paragraph_and_two_lists_stay_two(tmp_path: Path) -> None:
    found = _read(tmp_path, document(
        word("Buka", level=0, numbers=2), word("Lalu:"), word("Tulis", level=0, numbers=2),
        word("rinci", level=0), word("Simpan", level=0, numbers=2),
        word("Lain", level=0, numbers=3), word("Dua", level=0, numbers=3),
    ))  # fmt: skip

    assert found.text == (
        "1. Buka\n\nLalu:\n\n2. Tulis\n\n- rinci\n\n3. Simpan\n\n1) Lain\n2) Dua\n"
    )


def test_lists_keep_their_letters_and_go_on_with_them(tmp_path: Path) -> None:
    found = _read(tmp_path, document(
        word("Umum", level=0, numbers=4), word("dasar", level=1, numbers=4),
        word("tujuan", level=1, numbers=4), word("Lalu:"), word("Khusus", level=0, numbers=4),
    ))  # fmt: skip

    assert found.text == "I. Umum\n   a. dasar\n   b. tujuan\n\nLalu:\n\nII. Khusus\n"


def test_footnotes_stand_below_a_line(tmp_path: Path) -> None:
    found = _read(tmp_path, document(noted("Surat itu singkat."), note="Perka ANRI 5/2021."))

    assert found.text == "Surat itu singkat.[1]\n\n---\n\n1. Perka ANRI 5/2021.\n"


def test_bold_lines_are_headings_only_where_there_are_no_others(tmp_path: Path) -> None:
    bare = _read(
        tmp_path, document(word("BAB I", bold=True), word("Isi."), word("Tebal.", bold=True))
    )
    real = _read(
        tmp_path, document(word("A", "Judul1"), word("B", "Judul1"), word("C d", bold=True))
    )

    assert bare.text == "## BAB I\n\nIsi.\n\n**Tebal.**\n"
    assert (real.title, real.text) == ("", "## A\n\n## B\n\n**C d**\n")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a<strong> b </strong>c</p>", "a **b** c"),
        ("<p><strong>Kop:</strong>surat <em>a</em><em>b</em></p>", "**Kop**:surat *ab*"),
        ("<p>Luas 12 m<sup>2</sup>, H<sub>2</sub>O, a<sup>x</sup></p>", "Luas 12 m², H₂O, ax"),
        ("<p><a href='https://a.id/b (1)'>Aturan</a> <a href='#x'>bab</a></p>",
         "[Aturan](https://a.id/b%20%281%29) bab"),
        ("<p><a href='javascript:x()'>jahat</a><script>x()</script></p>", "jahat"),
        ("<p>1 * 2 # tiga_empat _lima_ [x](y)</p>", "1 \\* 2 # tiga_empat \\_lima\\_ [x\\](y)"),
        ("<p># bukan judul<br>&gt; bukan kutipan<br>---</p>",
         "\\# bukan judul  \n\\> bukan kutipan  \n\\---"),
        ("<p>• satu</p><p>1. dua</p><p>2026. tiga</p>", "- satu\n\n1. dua\n\n2026\\. tiga"),
        ("<table><tr><td><p>Ingat</p><p>ini</p></td></tr></table>", "> Ingat\n>\n> ini"),
        ("<table><tr><td colspan='2'>A</td></tr>"
         "<tr><td><ul><li>b</li><li>c</li></ul></td><td>d</td></tr></table>",
         "| A |  |\n| --- | --- |\n| b; c | d |"),
        ("<ol start='3'><li>tiga<p>lagi</p></li><li></li><li>empat</li></ol>",
         "3. tiga\n\n   lagi\n4. empat"),
        ("<ol type='a' start='25'><li>y</li><li>z</li></ol>", "y. y\nz. z"),
        ("<ol type='a' start='26'><li>z</li><li>aa</li></ol>", "26. z\n27. aa"),
        ("<ol style='list-style-type: upper-roman'><li>a<ol type='i'><li>b<p>c</p></li></ol></li></ol>",
         "I. a\n   i. b\n\n      c"),
        ("<p>+++ bukan lipatan</p>", "\\+++ bukan lipatan"),
        ("<h1>a <strong>b</strong><br>c</h1><blockquote><p>d</p></blockquote>", "# a b c\n\n> d"),
    ],
)  # fmt: skip
def test_html_as_marks(html: str, text: str) -> None:
    assert to_marks(parsed(html), Lost()) == text + "\n"


def _bomb() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for number in range(4):
            with target.open(f"word/{number}.xml", "w") as part:
                for _ in range(100):
                    part.write(bytes(2**20))
    return made.getvalue()


def test_what_means_harm_ends_its_own_process_with_one_word(tmp_path: Path) -> None:
    entity = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for name, data, word_said in [
        ("entity", document(word("&a;"), head=entity), "broken"),
        ("no ZIP", b"PK\x03\x04rusak", "broken"),
        ("bomb", _bomb(), "large"),
    ]:
        source = tmp_path / f"{name}.docx"
        source.write_bytes(data)
        done = subprocess.run(
            [sys.executable, "-m", "suluh.standards.documents", "word", str(source), str(tmp_path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (name, done.returncode, done.stderr) == (name, 3, word_said)
    assert not (tmp_path / "page.json").exists()
