"""The body of an OpenDocument text as HTML."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from contextlib import suppress
from mimetypes import guess_type
from typing import Any

import lxml.html
from lxml.etree import SubElement

from suluh.standards.documents import Keeper
from suluh.standards.odtstyles import TEXT, Styles, start_of

_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LEFT_OUT = {
    f"{TEXT}{name}"
    for name in (
        "tracked-changes",
        "table-of-content",
        "illustration-index",
        "table-index",
        "user-index",
        "alphabetical-index",
        "sequence-decls",
        "soft-page-break",
    )
} | {
    f"{_OFFICE}annotation",
    f"{_OFFICE}annotation-end",
    f"{_OFFICE}forms",
    f"{_OFFICE}event-listeners",
}
_MOST_REPEATED = 30


class Writer:
    """Writes what it meets below an element; footnotes wait until the end."""

    def __init__(self, archive: zipfile.ZipFile, styles: Styles, keeper: Keeper) -> None:
        self._archive, self._styles, self._keeper = archive, styles, keeper
        self._notes: list[Any] = []
        self._counted: dict[str, int] = {}  # items of the lists of a style so far
        self._blocks: dict[str, Callable[[Any, Any], None]] = {
            f"{TEXT}p": self._paragraph, f"{TEXT}h": self._heading, f"{TEXT}list": self._list,
            f"{_TABLE}table": self._table,
        }  # fmt: skip

    def written(self, body: Any) -> Any:
        """The whole body, with its footnotes below a line."""
        root = lxml.html.Element("div")
        self._write_blocks(body, root)
        if self._notes:
            SubElement(root, "hr")
            whole = SubElement(root, "ol")
            for note in self._notes:  # one may name another
                self._write_blocks(note, SubElement(whole, "li"))
        return root

    def _write_blocks(self, home: Any, into: Any) -> None:
        for element in home:
            if element.tag in _LEFT_OUT or not isinstance(element.tag, str):
                continue
            write = self._blocks.get(element.tag)
            if write:
                write(element, into)
            elif element.tag.startswith(_DRAW):
                self._drawing(element, into)
            else:
                self._write_blocks(element, into)

    def _paragraph(self, element: Any, into: Any) -> None:
        style = element.get(f"{TEXT}style-name", "")
        block = self._styles.block_of(style)
        made = SubElement(
            into, {"judul": "h1", "blockquote": "blockquote", "pre": "pre"}.get(block, "p")
        )
        if block == "judul":
            made.set("class", "judul")
        self._words(element, self._styled(made, style) if block in {"", "blockquote"} else made)

    def _heading(self, element: Any, into: Any) -> None:
        level = str(element.get(f"{TEXT}outline-level", "1"))
        self._words(element, SubElement(into, f"h{min(int(level), 6) if level.isdecimal() else 1}"))

    def _list(self, element: Any, into: Any, *, name: str = "", level: int = 1) -> None:
        name = element.get(f"{TEXT}style-name", name)
        if next(element.iter(f"{TEXT}h"), None) is not None:  # numbered headings are kept so
            self._write_blocks(element, into)
            return
        tag, kind, start = self._styles.list_of(name, level)
        whole, items = SubElement(into, tag), element.findall(f"{TEXT}list-item")
        if level == 1:
            is_further = element.get(f"{TEXT}continue-numbering") == "true" or element.get(
                f"{TEXT}continue-list"
            )
            start = self._counted.get(name, 0) + 1 if is_further else start
            self._counted[name] = start + len(items) - 1
        if tag == "ol":
            start = (start_of(items[0]) if items else 0) or start
            whole.attrib.update(
                ({"type": kind} if kind else {}) | ({"start": str(start)} if start > 1 else {})
            )
        for item in element:
            made = SubElement(whole, "li")
            for each in item:
                if each.tag == f"{TEXT}list":
                    self._list(each, made, name=name, level=level + 1)
                elif write := self._blocks.get(each.tag):
                    write(each, made)

    def _table(self, element: Any, into: Any) -> None:
        whole = SubElement(into, "table")
        for row in element.iter(f"{_TABLE}table-row"):
            if next(row.iterancestors(f"{_TABLE}table")) is not element:
                continue
            line = SubElement(whole, "tr")
            for cell in row.findall(f"{_TABLE}table-cell"):
                times = str(cell.get(f"{_TABLE}number-columns-repeated", "1"))
                for _ in range(min(int(times) if times.isdecimal() else 1, _MOST_REPEATED)):
                    made = SubElement(line, "td")
                    made.set("colspan", cell.get(f"{_TABLE}number-columns-spanned", "1"))
                    made.set("rowspan", cell.get(f"{_TABLE}number-rows-spanned", "1"))
                    self._write_blocks(cell, made)

    def _words(self, element: Any, into: Any) -> None:
        """The words of a paragraph, and what stands among them."""
        self._say(element.text, into)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
                self._inline(child, into)
            self._say(child.tail, into)

    def _inline(self, child: Any, into: Any) -> None:
        if child.tag == f"{TEXT}span":
            self._words(
                child, self._styled(SubElement(into, "span"), child.get(f"{TEXT}style-name", ""))
            )
        elif child.tag == f"{TEXT}a":
            made = SubElement(into, "a")
            made.set("href", child.get(_LINK, ""))
            self._words(child, made)
        elif child.tag == f"{TEXT}line-break":
            SubElement(into, "br")
        elif child.tag in {f"{TEXT}s", f"{TEXT}tab"}:
            self._say(" ", into)
        elif child.tag == f"{TEXT}note":
            self._notes += child.findall(f"{TEXT}note-body")
            self._say(f"[{len(self._notes)}]", into)
        elif child.tag.startswith(_DRAW):
            self._drawing(child, into)
        else:
            self._words(child, into)

    def _styled(self, element: Any, style: str) -> Any:
        for tag in self._styles.tags_of(style):
            element = SubElement(element, tag)
        return element

    def _say(self, words: str | None, into: Any) -> None:
        if not words:
            return
        last = into[-1] if len(into) else None
        if last is None:
            into.text = (into.text or "") + words
        else:
            last.tail = (last.tail or "") + words

    def _drawing(self, element: Any, into: Any) -> None:
        """A picture, a box with words, or something that no page can hold."""
        thing = next((each for each in element if each.tag == f"{_DRAW}object"), None)
        image = element.find(f"{_DRAW}image")
        if thing is not None:
            self._keeper.count("formulas" if self._is_formula(thing) else "drawings")
        elif element.find(f"{_DRAW}plugin") is not None:
            self._keeper.count("media")
        elif image is not None:
            self._picture(element, image, into)
        else:
            self._write_blocks(element, into)

    def _is_formula(self, thing: Any) -> bool:
        place = str(thing.get(_LINK, "")).removeprefix("./")
        with suppress(KeyError):
            return b"MathML" in self._archive.read(f"{place}/content.xml")[:2_000]
        return False

    def _picture(self, frame: Any, image: Any, into: Any) -> None:
        name = str(image.get(_LINK, "")).removeprefix("./")
        try:
            data = self._archive.read(name)
        except KeyError:  # a link to somewhere else
            data = b""
        if place := self._keeper.place_of(data, guess_type(name)[0] or ""):
            made = SubElement(into, "img")
            made.set("src", place)
            said = (frame.findtext(f"{_SVG}desc") or frame.findtext(f"{_SVG}title") or "").strip()
            made.set("alt", said)
