"""What people upload is told by its content, named harmlessly, and drawn anew."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image

from suluh.base.uploads import Refused, checked, clean_name

ALL = ("pdf", "dokumen", "gambar", "teks")
MB = 1024 * 1024


def picture(kind: str, size: tuple[int, int] = (40, 20), **more: object) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "navy").save(made, kind, **more)
    return made.getvalue()


def package(*names: str, first: bytes = b"") -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        if first:
            archive.writestr("mimetype", first)
        for name in names:
            archive.writestr(name, "isi")
    return made.getvalue()


WORD = ("[Content_Types].xml", "word/document.xml")
ODT = b"application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.4 ..."),
        ("A.PDF", b"%PDF-1.4 ..."),
        ("surat.docx", package(*WORD)),
        ("surat.odt", package("content.xml", first=ODT)),
        ("catatan.txt", b"Yth. Bapak/Ibu"),
        ("foto.jpg", picture("JPEG")),
        ("foto.png", picture("PNG")),
        ("foto.webp", picture("WEBP")),
    ],
)
def test_what_is_what_it_says_is_taken(name: str, data: bytes) -> None:
    assert checked(name, data, sorts=ALL, most_octets=MB)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b""),
        ("a.pdf", b"GIF89a %PDF-1.4"),
        ("a.html", b"<html>"),
        ("a.svg", b"<svg onload='1'/>"),
        ("a.exe", b"%PDF-1.4"),
        ("a", b"%PDF-1.4"),
        ("a.pdf.exe", b"%PDF-1.4"),
        ("foto.png", b"\x89PNG\r\n\x1a\n<script>1</script>"),
        ("foto.jpg", b"\xff\xd8\xff<html>"),
        ("foto.png", picture("JPEG")),
        ("foto.jpg", picture("GIF")),
        ("surat.docx", package("a.txt")),
        ("surat.docm", package(*WORD)),
        ("surat.docx", package(*WORD, "word/vbaProject.bin")),
        ("surat.docx", b"PK\x03\x04 bukan arsip"),
        ("surat.zip", package("a.txt")),
        ("a.txt", b"\xff\xfe\x00a"),
        ("a.txt", b"a\x00b"),
        ("besar.txt", b"a" * (MB + 1)),
        ("lebar.png", picture("PNG", (9_000, 7_000))),
    ],
)
def test_everything_else_is_refused_with_a_sentence(name: str, data: bytes) -> None:
    with pytest.raises(Refused, match="“"):
        checked(name, data, sorts=ALL, most_octets=MB)


def test_only_the_sorts_that_are_asked_for() -> None:
    with pytest.raises(Refused):
        checked("a.txt", b"teks", sorts=("pdf",), most_octets=MB)


def test_a_picture_loses_where_it_was_taken_and_what_was_appended() -> None:
    exif = Image.Exif()
    exif[0x010E] = "rumah saya"
    data = picture("JPEG", exif=exif) + b"<script>alert(1)</script>"

    kept = checked("foto.jpg", data, sorts=ALL, most_octets=MB)

    assert b"rumah saya" in data
    assert b"rumah saya" not in kept
    assert b"<script>" not in kept
    assert Image.open(BytesIO(kept)).size == (40, 20)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("surat.pdf", "surat.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\a.pdf", "a.pdf"),
        (".htaccess", "htaccess"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ("a\uff0fb.pdf", "b.pdf"),
        ("  ", "berkas"),
        ('a"; filename="b.html', "a ; filename= b.html"),
        ("x" * 300 + ".pdf", "x" * 94 + ".pdf"),
    ],
)
def test_names_are_harmless(name: str, clean: str) -> None:
    assert clean_name(name) == clean
