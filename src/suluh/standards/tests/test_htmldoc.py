"""Web pages: words and their shape stay, looks and scripts go, pictures of the web are counted."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from suluh.standards import htmldoc
from suluh.standards.documents import Page


def _read(tmp_path: Path, data: bytes) -> Page:
    source = tmp_path / "x.html"
    source.write_bytes(data)
    return htmldoc.read(source, tmp_path)


def _dot() -> str:
    made = BytesIO()
    Image.new("RGB", (4, 4), "white").save(made, "PNG")
    return b64encode(made.getvalue()).decode()


def test_a_page_keeps_its_shape_and_nothing_else(tmp_path: Path) -> None:
    found = _read(tmp_path, f"""<?xml version="1.0" encoding="UTF-8"?><!doctype html>
    <html><head><title>Situs: Surat</title><style>p {{ color: red }}</style></head><body>
    <nav><a href="/">Beranda</a></nav><script>alert(1)</script><form action="https://jahat.id">
    <main><h1>Modul <em>Surat</em></h1><h3 onclick="x()">Kop</h3>
    <p style="display:none">tak tampak</p><p><span style="font-weight: 700">Tebal</span>
    <a href="javascript:x()">jahat</a> <a href="https://a.id">baik</a><input value="x"></p>
    <ol style="list-style-type: lower-alpha"><li>satu</li><li>dua</li></ol>
    <details><summary>Catatan</summary><p>Isi lipatan</p></details>
    <img src="data:image/png;base64,{_dot()}" alt="Titik"><img src="img/kop 1.png" alt="Kop">
    <img src="https://lacak.id/p.gif"><iframe src="https://x.id"></iframe><video src="v.mp4"></video>
    </main></form></body></html>""".encode())  # fmt: skip

    assert found.title == "Modul Surat"
    assert found.text == (
        "## Kop\n\n**Tebal** jahat [baik](https://a.id)\n\na. satu\nb. dua\n\n"
        "+++ Catatan\nIsi lipatan\n+++\n\n![Titik](gambar:1)\n\n![Kop](img/kop%201.png)\n"
    )
    assert found.pictures == ["gambar-1.png"]
    assert {kind: count for kind, count in found.lost.items() if count} == {
        "pictures": 1, "media": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("data", "title", "text"),
    [
        ("<title>Judul</title><p>Café”".encode("cp1252"), "Judul", "Café”\n"),
        ("<p>naïve".encode("utf-16"), "", "naïve\n"),
        (b"<meta charset='tak-ada'><p>a\xff", "", "aÿ\n"),
        (b"hanya kata", "", "hanya kata\n"),
        (b"<p>" + b"<div>" * 200 + b"dalam", "", "dalam\n"),
        (b"<h1>A</h1><p>b</p><h1>C</h1><p>d</p>", "", "## A\n\nb\n\n## C\n\nd\n"),
        (b"<img src='data:image/svg+xml,<svg onload=x()>'>ya", "", "ya\n"),
    ],
)
def test_pages_as_they_are_found(tmp_path: Path, data: bytes, title: str, text: str) -> None:
    found = _read(tmp_path, data)

    assert (found.title, found.text) == (title, text)
