"""Taking documents apart: what stays, what goes, and what is refused with which sentence."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from suluh.base import uploads
from suluh.library.actions.documents import UnreadableDocument, unpack
from suluh.library.tests import files

BIG = b"\0" * (30 * 2**20)
ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def test_a_pdf_gives_text_and_size_of_each_page() -> None:
    book = unpack(files.pdf("Surat dinas yang baik", "", "Singkat"))
    assert book.format == "pdf"
    assert [page["text"] for page in book.pages] == ["Surat dinas yang baik", "", "Singkat"]
    assert all(page["width"] == 1000 and page["height"] > 1000 for page in book.pages)


def test_a_book_gives_harmless_chapters_in_reading_order() -> None:
    book = unpack(files.book())
    first, second = book.pages
    assert (first["title"], second["title"]) == ("Surat dinas", "Lampiran")
    assert first["text"] == "Surat dinas Singkat dan sopan. tautan"
    assert 'src="gambar:g1"' in first["html"]
    assert not [bad for bad in ("script", "onclick", "jahat", "href", "iframe", "kenari", "style")
                if bad in first["html"]]  # fmt: skip
    with Image.open(BytesIO(book.pictures["g1"])) as picture:
        assert (picture.format, picture.size) == ("WEBP", (40, 40))


def _locked_pdf() -> bytes:
    made = BytesIO()
    with pikepdf.open(BytesIO(files.pdf("Rahasia"))) as file:
        file.save(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    return made.getvalue()


def _overlapping() -> bytes:
    """Two members of the directory share the bytes of one (CVE-2024-0450)."""
    data = bytearray(files.archive(files.members(a="x" * 500, b="y" * 500), packed=False))
    place = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", place + 4)
    first_offset = struct.unpack_from("<I", data, place + 42)[0]
    struct.pack_into("<I", data, second + 42, first_offset)
    return bytes(data)


def _twice() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, text in files.members().items():
            file.writestr(name, text)
        file.writestr("oebps/BUKU.opf", "lain")
    return made.getvalue()


def _encrypted_flag() -> bytes:
    data = bytearray(files.book())
    place = data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, place + 8, 1)
    return bytes(data)


def _chapters(count: int) -> str:
    items = "".join(
        f'<item id="c{n}" href="bab2.xhtml" media-type="text/html"/>' for n in range(count)
    )
    order = "".join(f'<itemref idref="c{n}"/>' for n in range(count))
    return (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        f"{items}</manifest><spine>{order}</spine></package>"
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "bukan PDF"),
        (b"hello", "bukan PDF"),
        (b"\x89PNG\r\n\x1a\n", "bukan PDF"),
        (b"%PDF-1.7 tetapi bukan", "rusak"),
        (files.pdf("Surat")[:400], "rusak"),
        (_locked_pdf(), "dikunci"),
        (files.pdf(*["a"] * 601), "600 halaman"),
        (files.book()[:300], "rusak"),
        (files.archive({"a.txt": "bukan buku"}), "rusak"),
        (files.book(container=None), "rusak"),
        (files.book(package=None), "rusak"),
        (files.book(second=None), "rusak"),
        (files.book(package=ENTITY + files.PACKAGE), "rusak"),
        (files.book(container="<a"), "rusak"),
        (files.book(first="<html></html>", second="<p> </p>"), "tidak berisi"),
        (files.book(package=_chapters(0)), "tidak berisi"),
        (files.book(package=_chapters(401)), "600 halaman"),
        (files.book(**{"META-INF/encryption.xml": "<EncryptedKey/>"}), "dikunci"),
        (files.book(**{"../keluar.txt": "x"}), "rusak"),
        (files.book(**{"/etc/passwd": "x"}), "rusak"),
        (files.book(**{"C:/x": "x"}), "rusak"),
        (files.book(**{"a/..\\..\\x": "x"}), "rusak"),
        (files.book(bom=BIG), "terlalu besar"),
        (files.book(second="<p>" + "kata " * 400_000), "terlalu besar"),
        (files.archive({f"{n}": "" for n in range(5_001)}), "terlalu besar"),
        (files.archive({f"{n:0>600}": "" for n in range(4_000)}), "terlalu besar"),
        (_overlapping(), "rusak"),
        (_twice(), "rusak"),
        (_encrypted_flag(), "dikunci"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        unpack(data)
    assert words in str(refusal.value)


@pytest.mark.parametrize("picture", [b"", b"GIF89a", b"<svg onload=kenari()>", None])
def test_a_picture_that_is_none_is_left_out(picture: bytes | None) -> None:
    book = unpack(files.book(picture=picture))
    assert book.pictures == {}
    assert 'src="gambar' not in book.pages[0]["html"]


class Suspicious:
    """A scanner that finds something, or cannot look."""

    def __init__(self, answer: str | None) -> None:
        self._answer = answer

    def scan(self, chunks: Iterable[bytes]) -> str:
        """Reads all, as a real one does."""
        assert b"".join(chunks).startswith(b"%PDF")
        if self._answer is None:
            raise OSError
        return self._answer


@pytest.mark.parametrize(("answer", "words"), [("Eicar", "berbahaya"), (None, "Unggah lagi")])
def test_the_scanner_looks_before_anybody(
    answer: str | None, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "scanner", lambda: Suspicious(answer))
    with pytest.raises(UnreadableDocument) as refusal:
        unpack(files.pdf("Surat"))
    assert words in str(refusal.value)


def test_a_link_out_of_the_archive_reads_nothing() -> None:
    first = '<html><body><p>a</p><img src="../../../../etc/passwd"/></body></html>'
    assert unpack(files.book(first=first)).pictures == {}
