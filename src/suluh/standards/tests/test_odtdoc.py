"""OpenDocument texts: what stays, what is told as lost, what is refused."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from suluh.standards import odtdoc
from suluh.standards.documents import Locked, Page
from suluh.standards.tests.odtfile import document, items, words


def _read(tmp_path: Path, data: bytes) -> Page:
    source = tmp_path / "x.odt"
    source.write_bytes(data)
    return odtdoc.read(source, tmp_path)


def test_a_document_keeps_its_shape(tmp_path: Path) -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        f"{words('Perka ANRI 5/2021.')}</text:note-body></text:note>"
    )
    below = f"dicatat</text:p>{items('L1', 'x')}<text:p>"
    found = _read(tmp_path, document(
        words("Modul Surat", "P9") + '<text:h text:outline-level="1">Pengertian</text:h>'
        + words(f'Surat<text:s/>itu <text:span text:style-name="T1">penting</text:span>{note}.')
        + words('Luas 12 m<text:span text:style-name="T2">2</text:span>')
        + words('<text:a xlink:href="https://a.id/x">Aturan</text:a><text:line-break/>baris')
        + words("Kutip", "Quotations") + items("L2", "Masuk", "Keluar")
        + items("L1", below, "disimpan") + words("Lalu:")
        + items("L1", "dibuang", more='text:continue-numbering="true"')
        + "<text:table-of-content><text:p>Daftar isi</text:p></text:table-of-content>"
    ))  # fmt: skip

    assert found.title == "Modul Surat"
    assert found.text == (
        "## Pengertian\n\nSurat itu **penting**[1].\n\nLuas 12 m²\n\n"
        "[Aturan](https://a.id/x)  \nbaris\n\n> Kutip\n\n- Masuk\n- Keluar\n\n"
        "1. dicatat\n   a. x\n2. disimpan\n\nLalu:\n\n3. dibuang\n\n---\n\n1. Perka ANRI 5/2021.\n"
    )


def test_tables_and_pictures_come_and_the_rest_is_counted(tmp_path: Path) -> None:
    made = BytesIO()
    Image.new("RGB", (4, 4), "white").save(made, "PNG")

    def frame(inside: str) -> str:
        return words(f"<draw:frame>{inside}</draw:frame>")

    cell = "<table:table-cell>{}</table:table-cell>".format
    found = _read(tmp_path, document(
        "<table:table><table:table-header-rows><table:table-row>"
        + cell(words("Jenis")) + cell(words("Hari")) + "</table:table-row></table:table-header-rows>"
        + "<table:table-row>" + cell(words("Nota")) + cell(words("1")) + "</table:table-row></table:table>"
        + frame('<draw:image xlink:href="Pictures/a.png"/><svg:desc>Alur surat</svg:desc>')
        + frame('<draw:image xlink:href="https://a.id/b.png"/>')
        + frame('<draw:object xlink:href="./Object 1"/>') + frame('<draw:object xlink:href="./Object 2"/>')
        + frame(f"<draw:text-box>{words('Kotak')}</draw:text-box>"),
        files={"Pictures/a.png": made.getvalue(), "Object 1/content.xml": b"<math xmlns='MathML'/>",
               "Object 2/content.xml": b"<chart/>"},
    ))  # fmt: skip

    assert found.text == (
        "| Jenis | Hari |\n| --- | --- |\n| Nota | 1 |\n\n![Alur surat](gambar:1)\n\nKotak\n"
    )
    assert {kind: count for kind, count in found.lost.items() if count} == {
        "pictures": 1, "formulas": 1, "drawings": 1,
    }  # fmt: skip


def test_one_with_a_password_says_so_and_entities_are_not_read(tmp_path: Path) -> None:
    with pytest.raises(Locked):
        _read(tmp_path, document("", manifest="<m><encryption-data/></m>"))
    entity = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    assert "root:" not in _read(tmp_path, document(words("Isi &a;"), head=entity)).text


def test_what_means_harm_ends_its_own_process_with_one_word(tmp_path: Path) -> None:
    deep = "<text:section>" * 5_000 + "</text:section>" * 5_000
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    ) + "]>"  # fmt: skip
    for name, data, word in [
        ("deep", document(deep), "broken"), ("cut", document(words("a"))[:300], "broken"),
        ("bomb", document(words("&j;"), head=bomb), "broken"),
        ("locked", document("", manifest="<m><encryption-data/></m>"), "locked"),
    ]:  # fmt: skip
        source = tmp_path / f"{name}.odt"
        source.write_bytes(data)
        done = subprocess.run(
            [sys.executable, "-m", "suluh.standards.documents", "odt", str(source), str(tmp_path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (name, done.stderr) == (name, word)
