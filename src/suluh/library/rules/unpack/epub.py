"""EPUB: its chapters in reading order as harmless HTML, its pictures as WebP beside them.

By EPUB 3.3: META-INF/container.xml names the package document, whose spine lists the chapters.
Scripts, styles, frames and addresses elsewhere are left out; so no reader program is needed.
"""

from __future__ import annotations

import posixpath
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from lxml import html as markup
from PIL import Image

from suluh.library.rules.unpack import Unreadable
from suluh.library.rules.unpack.archive import Archive
from suluh.library.rules.unpack.clean import clean, text_of

MOST_CHAPTERS = 400
MOST_HTML = 400_000  # characters of a chapter
MOST_PICTURES = 1_000
WIDEST = 1_000
OPF = "{http://www.idpf.org/2007/opf}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"


def read(source: Path, folder: Path) -> list[dict[str, Any]]:
    """`title`, `html`, `text` of each chapter that says something; pictures as `g<n>.webp`."""
    archive = Archive(source)
    if "META-INF/encryption.xml" in archive and b"EncryptedKey" in archive.read(
        "META-INF/encryption.xml"
    ):
        raise Unreadable("locked")  # copy protection; encrypted fonts alone do no harm
    pictures = Pictures(archive, folder)
    chapters = [_chapter(archive, name, pictures) for name in _spine(archive)]
    full = [chapter for chapter in chapters if chapter["text"] or "<img" in chapter["html"]]
    if not full:
        raise Unreadable("empty")
    return full


class Pictures:
    """Pictures of the book, each redrawn once, so that nothing of the file itself remains."""

    def __init__(self, archive: Archive, folder: Path) -> None:
        self._archive, self._folder = archive, folder
        self._names: dict[str, str] = {}

    def name_of(self, member: str) -> str:
        """`g<n>` of the member; '' where it is no picture."""
        if member not in self._names:
            full = len(self._names) >= MOST_PICTURES or member not in self._archive
            self._names[member] = "" if full else self._redraw(member, f"g{len(self._names) + 1}")
        return self._names[member]

    def _redraw(self, member: str, name: str) -> str:
        place = self._folder / f"{name}.webp"
        return name if redraw(self._archive.read(member), place, widest=WIDEST) else ""


def redraw(data: bytes, place: Path, *, widest: int) -> bool:
    """Draw a picture anew as WebP, so that nothing of the file itself remains; False for none."""
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF")) as picture:
            if picture.width * picture.height > 40_000_000:
                return False
            drawn = picture.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    drawn.thumbnail((widest, 3 * widest))
    drawn.save(place, "WEBP", quality=70)
    return True


def package_of(archive: Archive) -> tuple[str, Element]:
    """Name and root of the package document, which lists what the book consists of."""
    root = _xml(archive.read("META-INF/container.xml"))
    place = root.find(f"{_CONTAINER}rootfiles/{_CONTAINER}rootfile")
    name = place.get("full-path", "") if place is not None else ""
    return name, _xml(archive.read(name))


def _spine(archive: Archive) -> list[str]:
    """Names of the chapters' members in reading order."""
    package_name, package = package_of(archive)
    items = {
        item.get("id"): member_of(package_name, item.get("href", ""))
        for item in package.iterfind(f"{OPF}manifest/{OPF}item")
        if "html" in item.get("media-type", "")
    }
    wanted = [part.get("idref") for part in package.iterfind(f"{OPF}spine/{OPF}itemref")]
    names = [items[each] for each in wanted if each in items]
    if len(names) > MOST_CHAPTERS:
        raise Unreadable("long")
    return names


def _chapter(archive: Archive, name: str, pictures: Pictures) -> dict[str, Any]:
    data = archive.read(name)
    if len(data) > 4 * MOST_HTML:
        raise Unreadable("large")
    try:
        page = markup.document_fromstring(
            data.decode("utf-8", "replace").encode(), parser=_parser()
        )
    except (ParseError, ValueError, markup.etree.ParserError) as error:
        raise Unreadable("broken") from error
    for picture in page.iter("img"):
        found = pictures.name_of(member_of(name, picture.get("src", "")))
        picture.set("src", f"gambar:{found}" if found else "")
    whole = clean(markup.tostring(page, encoding="unicode"))[:MOST_HTML]
    heading = page.find(".//h1") if page.find(".//h1") is not None else page.find(".//h2")
    title = heading.text_content() if heading is not None else page.findtext(".//title") or ""
    return {"title": " ".join(title.split())[:200], "html": whole, "text": text_of(whole)}


def _parser() -> markup.HTMLParser:
    return markup.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)


def _xml(data: bytes) -> Element:
    try:
        found: Element = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Unreadable("broken") from error
    return found


def member_of(base: str, link: str) -> str:
    """The member that a link in `base` means; never one outside the archive."""
    path = unquote(urlsplit(link).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path)).lstrip("/")
