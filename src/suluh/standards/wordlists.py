"""Numbered lists of Word: mammoth begins each part of one that goes on after a paragraph at 1 again.

It forgets which list an item is of, and whether it is numbered by letters. While `named`, it
remembers; `marked` writes that before the words of each numbered item, and `count_on` reads it off
the HTML and says where each part begins, and of which kind a list is. This reaches into mammoth,
which is why its version is fixed; where it changes, the tests say so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any

import lxml.html

_MARK = re.compile("\ue000([^\ue000\ue001|]{0,20})\\|([^\ue000\ue001]{0,40})\ue001")
_KINDS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}


@contextmanager
def named() -> Iterator[None]:
    """Levels of lists know their list and their kind of numbers, until the end of the block."""
    from mammoth.docx import numbering_xml
    from mammoth.docx.numbering_xml import Numbering

    find, read = Numbering.find_level, numbering_xml._read_abstract_num_level
    make = Numbering._to_numbering_level

    def find_level(self: Any, num_id: str, level: str) -> Any:
        found = find(self, num_id, level)
        if found is not None:
            found.named = num_id
        return found

    def read_level(element: Any) -> Any:
        found = read(element)
        found.sort = element.find_child_or_null("w:numFmt").attributes.get("w:val", "")
        return found

    def to_level(self: Any, level: Any) -> Any:
        found = make(self, level)
        if found is not None:
            found.sort = level.sort
        return found

    Numbering.find_level, numbering_xml._read_abstract_num_level = find_level, read_level
    Numbering._to_numbering_level = to_level
    try:
        yield
    finally:
        Numbering.find_level, numbering_xml._read_abstract_num_level = find, read
        Numbering._to_numbering_level = make


def marked(document: Any) -> Any:
    """The document with the list's name and kind before the words of each numbered item."""
    from mammoth import documents, transforms

    def mark(paragraph: Any) -> Any:
        level = paragraph.numbering
        if level is None or not level.is_ordered:
            return paragraph
        name, sort = getattr(level, "named", ""), getattr(level, "sort", "")
        sign = documents.text(f"\ue000{name}|{sort}\ue001")
        return paragraph.copy(children=[sign, *paragraph.children])

    return transforms.paragraph(mark)(document)


def count_on(root: Any) -> None:
    """Say where each outer list begins and of which kind each is, part what are two lists.

    The marks are taken out again.
    """
    counted: Counter[str] = Counter()
    outer = [each for each in root.iter("ol") if next(each.iterancestors("li"), None) is None]
    for whole in outer:
        for part in _parted(whole):
            name = _name(part[0])
            if name and counted[name]:
                part.set("start", str(counted[name] + 1))
            counted[name] += len(part)
    for whole in root.iter("ol"):
        if kind := _kind(whole):
            whole.set("type", kind)
    for element in root.iter():
        for place in ("text", "tail"):
            if words := getattr(element, place):
                setattr(element, place, _MARK.sub("", words))


def _kind(whole: Any) -> str:
    found = _MARK.match(whole[0].text or "") if len(whole) else None
    return _KINDS.get(found[2] or "", "") if found else ""


def _name(item: Any) -> str:
    found = _MARK.match(item.text or "")
    return found[1] if found else ""


def _parted(whole: Any) -> list[Any]:
    """Items of one list each; an item without a name stays with those before it."""
    names = [_name(item) for item in whole]
    for place in range(1, len(names)):
        names[place] = names[place] or names[place - 1]
    groups = [
        [item for _, item in group]
        for _, group in groupby(zip(names, list(whole), strict=True), lambda pair: pair[0])
    ]
    parts = [whole]
    for items in groups[1:]:
        part = lxml.html.Element("ol")
        part.extend(items)
        parts[-1].addnext(part)
        parts.append(part)
    return [part for part in parts if len(part)]
