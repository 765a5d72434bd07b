"""Files that mean harm: what a browser might run, what tells more than its points (R37)."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from PIL import Image, PngImagePlugin

from suluh.activities.video.tests.make import mp4
from suluh.library.tests import files

MARK = b"kenari_berkas"
RUN = b"<script>kenari_berkas()</script>"
_PAGE = b"<!doctype html><html><body>" + RUN + b"</body></html>"
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="kenari_berkas()">' + RUN + b"</svg>"
_PHP = b"<?php system($_GET['kenari_berkas']); ?>"


def corpus() -> list[tuple[str, bytes]]:
    """Name and content of each."""
    png, jpeg, webp = (picture(kind) for kind in ("PNG", "JPEG", "WEBP"))
    pdf = files.pdf("Pedoman")
    word: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>", "word/document.xml": RUN}
    return [
        *((f"halaman{ending}", _PAGE) for ending in (
            ".html", ".htm", ".xhtml", ".shtml", ".hta", ".mht", ".txt", ".csv", ".pdf", ".png", ".jpg",
            ".webp", ".docx", ".xlsx", ".zip", ".epub", ".mp4", ".vtt", ".xml", ".gif", "",
        )),
        *((f"gambar{ending}", _SVG) for ending in (".svg", ".svgz", ".png", ".jpg", ".webp", ".xml")),
        *((f"cangkang{ending}", _PHP) for ending in (
            ".php", ".phtml", ".phar", ".php.png", ".jpg", ".asp", ".jsp", ".cgi", ".py", ".sh",
        )),
        ("poliglot.png", png + _PAGE), ("poliglot.jpg", jpeg + _PAGE), ("poliglot.webp", webp + _PAGE),
        ("poliglot.pdf", pdf + _PAGE), ("awal.pdf", _PAGE + pdf), ("arsip.png", png + files.book()),
        ("gif.gif", b"GIF89a/*" + RUN + b"*/=1;"), ("gif.png", b"GIF89a" + RUN),
        ("potong.png", png[:-30] + RUN), ("potong.jpg", jpeg[:60] + RUN),
        ("kata.png", _worded()), ("lokasi.jpg", _located("JPEG")), ("lokasi.webp", _located("WEBP")),
        ("lebar.png", _wide()), ("naskah.pdf", _running_pdf()), ("kosong.pdf", b""),
        ("kosong.png", b""), ("kosong.csv", b""), ("salah.pdf", png), ("salah.png", pdf),
        ("makro.docx", files.archive(word | {"word/vbaProject.bin": RUN})),
        ("makro.docm", files.archive(word)), ("acuan.docx", files.archive(word | {
            "word/_rels/settings.xml.rels": '<Relationship Target="http://127.0.0.1:9/kenari_berkas"/>',
        })),
        ("program.exe", b"MZ\x90\0" + RUN), ("program.pdf", b"MZ\x90\0" + RUN),
        ("gaya.css", b"@import url(//127.0.0.1:9/kenari_berkas);"), ("naskah.js", b"kenari_berkas()"),
        (".htaccess", b"AddType application/x-httpd-php .png"), ("web.config", _PHP),
        ("rumus.csv", b'NIP;Nama\n=HYPERLINK("http://127.0.0.1:9/kenari_berkas");x\n'),
        ("utf7.txt", b"+ADw-script+AD4-kenari_berkas()+ADw-/script+AD4-"),
        ("teks.vtt", b"WEBVTT\n\n00:00.000 --> 00:09.000\n" + RUN), ("film.mp4", mp4() + _PAGE),
        ("../../../../keluar.png", png), ("a\r\nSet-Cookie: kenari=1\r\n.png", png),
        ('x"; filename="kenari.html', _PAGE), ("kenari\u202egnp.html", _PAGE),
        ("n" * 900 + ".png", png), ("kenari.png\0.html", _PAGE), ("besar.pdf", pdf + b"\0" * (30 * 2**20)),
    ]  # fmt: skip


def picture(kind: str, **more: object) -> bytes:
    """A small picture that is one."""
    made = BytesIO()
    Image.new("RGB", (320, 200), "#1b4b5a").save(made, kind, **more)
    return made.getvalue()


def _worded() -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", RUN.decode())
    return picture("PNG", pnginfo=words)


def _located(kind: str) -> bytes:
    """A photo that tells where it was taken, and by whom."""
    exif = Image.Exif()
    exif[0x010E] = MARK.decode()
    exif.get_ifd(0x8825).update({1: "S", 2: (7.0, 15.0, 0.0), 3: "E", 4: (112.0, 44.0, 0.0)})
    return picture(kind, exif=exif)


def _wide() -> bytes:
    """A few kilobytes that are 900 million points once drawn."""
    made = BytesIO()
    Image.new("1", (30_000, 30_000)).save(made, "PNG")
    return made.getvalue()


def _running_pdf() -> bytes:
    made = BytesIO()
    with pikepdf.open(BytesIO(files.pdf("Pedoman"))) as file:
        script = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="kenari_berkas()")
        file.Root.OpenAction = file.make_indirect(script)
        file.save(made)
    return made.getvalue()
