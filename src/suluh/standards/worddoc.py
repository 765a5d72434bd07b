"""Word documents (DOCX) as text with marks: the reader `word` of `documents.py`."""

from __future__ import annotations

import re
import zipfile
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import lxml.html

from suluh.standards import wordlists
from suluh.standards.documents import Keeper, Page
from suluh.standards.marks import Lost, parsed, to_marks
from suluh.standards.shaping import even_headings, mend_words, take_title

_STYLES = "\n".join([
    "p[style-name='Title'] => h1.judul:fresh", "p[style-name='title'] => h1.judul:fresh",
    "p[style-name='Subtitle'] => p:fresh", "p[style-name='Quote'] => blockquote:fresh",
    "p[style-name='Intense Quote'] => blockquote:fresh",
    "p[style-name='Quotations'] => blockquote:fresh", "strike => s",
    "r[style-name='Emphasis'] => em", "r[style-name='Intense Emphasis'] => em",
    *(f"p[style-name^='{name}'] => !" for name in ("toc ", "TOC ", "Contents ", "table of figures")),
])  # fmt: skip
_PARTS = {  # of the file, which no page can hold
    "formulas": rb"<m:oMath[ />]",
    "drawings": rb"<(?:c:chart|dgm:relIds|o:OLEObject)[ />]",
}


def read(source: Path, folder: Path) -> Page:
    """The document; pictures are written into the folder."""
    import mammoth

    page, lost = Page(), Lost()
    keeper = Keeper(folder, page)
    with source.open("rb") as file, wordlists.named():
        made = mammoth.convert_to_html(
            file, style_map=_STYLES, include_embedded_style_map=False,
            transform_document=wordlists.marked, external_file_access=False,
            convert_image=mammoth.images.img_element(partial(_kept, keeper)),
        )  # fmt: skip
    root = parsed(made.value)
    wordlists.count_on(root)
    _set_notes_apart(root)
    mend_words(root)
    page.title = take_title(root)
    even_headings(root)
    page.text = to_marks(root, lost)
    page.lost |= _lost_parts(source) | asdict(lost)
    return page


def _kept(keeper: Keeper, image: Any) -> dict[str, str]:
    """Where the text finds the picture."""
    try:
        with image.open() as opened:
            data: bytes = opened.read()
    except (OSError, KeyError):  # not in the file
        data = b""
    return {"src": keeper.place_of(data, str(image.content_type))}


def _set_notes_apart(root: Any) -> None:
    """Footnotes stand below a line, as on paper."""
    for notes in root.xpath(
        "ol[li[starts-with(@id, 'footnote-') or starts-with(@id, 'endnote-')]]"
    ):
        notes.addprevious(lxml.html.Element("hr"))


def _lost_parts(source: Path) -> dict[str, int]:
    with zipfile.ZipFile(source) as archive:
        names = [
            name for name in archive.namelist() if re.fullmatch(r"word/document\d*\.xml", name)
        ]
        body = archive.read(names[0]) if names else b""
    return {name: len(re.findall(pattern, body)) for name, pattern in _PARTS.items()}
