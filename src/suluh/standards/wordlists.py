"""Numbered lists of Word that go on after a paragraph: mammoth begins each part at 1 again.

It forgets which list an item is of. While `named`, it remembers; `marked` writes that before the
words of each numbered item, and `count_on` reads it off the HTML and says where each part begins.
This reaches into mammoth, which is why its version is fixed; where it changes, the tests say so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any

import lxml.html

_MARK = re.compile("\ue000([^\ue000\ue001]{1,20})\ue001")


@contextmanager
def named() -> Iterator[None]:
    """Levels of lists know their list, until the end of the block."""
    from mammoth.docx.numbering_xml import Numbering

    plain = Numbering.find_level

    def find_level(self: Any, num_id: str, level: str) -> Any:
        found = plain(self, num_id, level)
        if found is not None:
            found.named = num_id
        return found

    Numbering.find_level = find_level
    try:
        yield
    finally:
        Numbering.find_level = plain


def marked(document: Any) -> Any:
    """The document with the list's name before the words of each numbered item."""
    from mammoth import documents, transforms

    def mark(paragraph: Any) -> Any:
        level = paragraph.numbering
        name = getattr(level, "named", "") if level is not None and level.is_ordered else ""
        if not name:
            return paragraph
        sign = documents.text(f"\ue000{name}\ue001")
        return paragraph.copy(children=[sign, *paragraph.children])

    return transforms.paragraph(mark)(document)


def count_on(root: Any) -> None:
    """Say where each outer list begins, part what are two lists, and take the marks out again."""
    counted: Counter[str] = Counter()
    outer = [each for each in root.iter("ol") if next(each.iterancestors("li"), None) is None]
    for whole in outer:
        for part in _parted(whole):
            name = _name(part[0])
            if name and counted[name]:
                part.set("start", str(counted[name] + 1))
            counted[name] += len(part)
    for element in root.iter():
        for place in ("text", "tail"):
            if words := getattr(element, place):
                setattr(element, place, _MARK.sub("", words))


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
