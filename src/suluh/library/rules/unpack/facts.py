"""What a file says of itself: title, authors, year, language, ISBN; and its cover as WebP.

An EPUB says it in Dublin Core, a PDF in its document information. Whatever is missing or nonsense
is left out: a librarian writes it in.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pypdfium2 as pdfium

from suluh.library.rules.isbn import find_isbn
from suluh.library.rules.unpack import Unreadable
from suluh.library.rules.unpack.archive import Archive
from suluh.library.rules.unpack.clean import text_of
from suluh.library.rules.unpack.epub import OPF, member_of, package_of, redraw
from suluh.library.rules.unpack.pdf import open_document

COVER, COVER_WIDTH = "cover.webp", 320  # a cover on the shelf is 160 px wide, twice that is sharp
_DC = "{http://purl.org/dc/elements/1.1/}"
_YEAR = re.compile(r"(?:19|20)\d\d")
_LANGUAGES = {"ind": "id", "in": "id", "eng": "en", "ara": "ar", "jav": "jv", "sun": "su"}
_NO_NAMES = {"", "untitled", "unknown", "unknown author", "administrator", "user", "anonymous"}


def of_epub(source: Path, folder: Path) -> dict[str, Any]:
    """By the package document's metadata."""
    archive = Archive(source)
    name, package = package_of(archive)
    _epub_cover(archive, name, package, folder)
    found = {
        "title": _first(package, "title"),
        "authors": ", ".join(dict.fromkeys(filter(_is_name, _all(package, "creator")))),
        "publisher": _first(package, "publisher"),
        "year": _year(_first(package, "date")),
        "language": _language(_first(package, "language")),
        "isbn": find_isbn(" ".join(_all(package, "identifier") + _all(package, "source"))),
        "synopsis": text_of(_first(package, "description"))[:4_000],
    }
    return _said(found)


def of_pdf(source: Path, folder: Path) -> dict[str, Any]:
    """By the document information; an ISBN stands on one of the first pages or nowhere."""
    document = open_document(source)
    said = document.get_metadata_dict()
    title = said.get("Title", "")
    is_file_name = bool(re.search(r"\.(docx?|pdf|indd|pptx?|odt)$", title, re.IGNORECASE))
    found = {
        "title": "" if is_file_name else title,
        "authors": said.get("Author", ""),
        "year": _year(said.get("CreationDate", "").removeprefix("D:")),
        "isbn": find_isbn(" ".join(_text(document, number) for number in range(4))),
        "synopsis": said.get("Subject", "")[:4_000],
    }
    page = document[0]
    width, height = page.get_size()
    scale = min(COVER_WIDTH / max(width, 1), 3 * COVER_WIDTH / max(height, 1))
    drawn = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    drawn.save(folder / COVER, "WEBP", quality=70)
    return _said(found)


def _text(document: pdfium.PdfDocument, number: int) -> str:
    if number >= len(document):
        return ""
    try:
        return str(document[number].get_textpage().get_text_range())
    except (pdfium.PdfiumError, UnicodeError):
        return ""


def _epub_cover(archive: Archive, name: str, package: Element, folder: Path) -> None:
    """The item that EPUB 3 marks as `cover-image`, or the one that EPUB 2 names in a `meta`."""
    items = list(package.iterfind(f"{OPF}manifest/{OPF}item"))
    named = {
        meta.get("content")
        for meta in package.iterfind(f"{OPF}metadata/{OPF}meta")
        if meta.get("name") == "cover"
    }
    for item in items:
        if "cover-image" in item.get("properties", "").split() or item.get("id") in named:
            member = member_of(name, item.get("href", ""))
            try:
                data = archive.read(member)
            except Unreadable:  # a book without its cover is a book
                continue
            if redraw(data, folder / COVER, widest=COVER_WIDTH):
                return


def _all(package: Element, name: str) -> list[str]:
    rows = package.iterfind(f"{OPF}metadata/{_DC}{name}")
    return [" ".join("".join(row.itertext()).split()) for row in rows]


def _first(package: Element, name: str) -> str:
    return next(iter(_all(package, name)), "")


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found.group()) if found else None


def _language(text: str) -> str:
    short = text.split("-", maxsplit=1)[0].lower()
    short = _LANGUAGES.get(short, short)
    return short if re.fullmatch(r"[a-z]{2}", short) else ""


def _is_name(text: str) -> bool:
    return text.casefold() not in _NO_NAMES


def _said(found: dict[str, Any]) -> dict[str, Any]:
    """Without what was not said; texts as short as the columns they go into."""
    known = {key: value for key, value in found.items() if value}
    for key, most in (("title", 300), ("authors", 300), ("publisher", 200)):
        if key in known:
            text = "".join(sign if sign.isprintable() else " " for sign in known[key])
            known[key] = " ".join(text.split())[:most]
    return {k: v for k, v in known.items() if not isinstance(v, str) or _is_name(v)}
