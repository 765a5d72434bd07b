"""OpenDocument texts (ODT) as text with marks: the reader `odt` of `documents.py`.

Read by hand: the format says plainly what a paragraph is, and no well-kept library makes it shorter.
"""

from __future__ import annotations

import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lxml import etree

from suluh.standards.documents import Keeper, Locked, Page
from suluh.standards.marks import Lost, to_marks
from suluh.standards.odtstyles import Styles
from suluh.standards.odtwriter import Writer
from suluh.standards.shaping import even_headings, mend_words, take_title

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def read(source: Path, folder: Path) -> Page:
    """The document; pictures are written into the folder."""
    page, lost = Page(), Lost()
    with zipfile.ZipFile(source) as archive:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Locked
        trees = [_tree(archive, name) for name in ("styles.xml", "content.xml")]
        body = trees[1].find(f"{_OFFICE}body/{_OFFICE}text")
        writer = Writer(archive, Styles(trees), Keeper(folder, page))
        root = writer.written(body)
    mend_words(root)
    page.title = take_title(root)
    even_headings(root)
    page.text = to_marks(root, lost)
    page.lost |= asdict(lost)
    return page


def _tree(archive: zipfile.ZipFile, name: str) -> Any:
    return etree.fromstring(archive.read(name), _PARSER)
