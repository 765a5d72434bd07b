"""Documents made for tests: a PDF with text, a book, and books that mean harm."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from functools import cache
from io import BytesIO

from PIL import Image

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/buku.opf"/></rootfiles></container>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
    '<item id="a" href="bab%201.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="b" href="bab2.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="g" href="gambar/a.png" media-type="image/png"/></manifest>'
    '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
)
FIRST = (
    "<html><head><title>Bab</title><style>p{}</style></head><body><h1>Surat <i>dinas</i></h1>"
    '<p onclick="kenari()">Singkat dan sopan.</p><script>kenari()</script>'
    '<img src="gambar/a.png" alt="Bagan"/><img src="https://jahat.example/x.png"/>'
    '<a href="javascript:kenari()">tautan</a><iframe src="x"></iframe></body></html>'
)
SECOND = "<html><body><h2>Lampiran</h2><p>Contoh surat undangan.</p></body></html>"


@cache
def pdf(*pages: str) -> bytes:
    """A PDF with a page for each text; '' gives a page without words."""
    import typst

    body = "\n#pagebreak()\n".join(page or "#rect(width: 50%, height: 20%)" for page in pages)
    made: bytes = typst.compile(body.encode())
    return made


@cache
def picture(size: int = 40) -> bytes:
    """A PNG."""
    made = BytesIO()
    Image.new("RGB", (size, size), "#b45309").save(made, "PNG")
    return made.getvalue()


def members(**changed: str | bytes | None) -> dict[str, str | bytes]:
    """What a small book consists of; `first`, `package` … replace a part, None leaves it out."""
    parts: dict[str, str | bytes | None] = {
        "container": CONTAINER, "package": PACKAGE, "first": FIRST, "second": SECOND,
        "picture": picture(), **changed,
    }  # fmt: skip
    names = {
        "container": "META-INF/container.xml", "package": "OEBPS/buku.opf",
        "first": "OEBPS/bab 1.xhtml", "second": "OEBPS/bab2.xhtml", "picture": "OEBPS/gambar/a.png",
    }  # fmt: skip
    return {names.get(key, key): value for key, value in parts.items() if value is not None}


def archive(parts: Mapping[str, str | bytes], *, packed: bool = True) -> bytes:
    """A ZIP of the parts."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return made.getvalue()


def book(**changed: str | bytes | None) -> bytes:
    """An EPUB of two chapters with a picture."""
    return archive(members(**changed))


def described(title: str, **said: str) -> str:
    """The package document of a book that says what it is: creator, date, identifier, language."""
    words = "".join(f"<dc:{name}>{value}</dc:{name}>" for name, value in said.items())
    head = (
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title>{words}</metadata><manifest>"
    )
    body = PACKAGE.replace("<manifest>", head)
    return body.replace('media-type="image/png"', 'media-type="image/png" properties="cover-image"')
