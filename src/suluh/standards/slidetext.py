"""Texts of a slide as HTML: paragraphs, lists with their levels and kinds, runs with their looks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import lxml.html
from lxml.etree import SubElement

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_BULLETS = {f"{A}buNone", f"{A}buChar", f"{A}buBlip", f"{A}buAutoNum"}
_KINDS = {"alphaLc": "a", "alphaUc": "A", "romanLc": "i", "romanUc": "I"}


def write_text(frame: Any, into: Any, *, shape: Any = None, styles: Any = None) -> None:
    """The paragraphs of a text frame, below the element; what is bulleted becomes lists.

    `shape` and the `styles` of its master say what is bulleted where the paragraph does not.
    """
    open_lists: list[Any] = []
    for paragraph in frame.paragraphs:
        level = paragraph.level
        sort, kind, start = _bullet(paragraph, shape, styles)
        if not _says_something(paragraph._p):
            continue
        if not sort:
            open_lists = []
            _write_runs(paragraph, SubElement(into, "p"))
            continue
        del open_lists[level + 1 :]
        if len(open_lists) == level + 1 and (open_lists[-1].tag, open_lists[-1].get("type")) != (
            sort, kind,
        ):  # fmt: skip
            open_lists.pop()
        while len(open_lists) <= level:
            open_lists.append(_list_below(open_lists, into, sort=sort, kind=kind, start=start))
        _write_runs(paragraph, SubElement(open_lists[-1], "li"))


def _list_below(
    open_lists: list[Any], into: Any, *, sort: str, kind: str | None, start: str
) -> Any:
    home = into
    if open_lists:
        items = open_lists[-1].findall("li")
        home = items[-1] if items else SubElement(open_lists[-1], "li")
    made = SubElement(home, sort)
    if kind:
        made.set("type", kind)
    if start:
        made.set("start", start)
    return made


def line_of(frame: Any) -> str:
    """All its words in one line."""
    return " ".join(frame.text.replace("\v", " ").split())


def formulas_in(element: Any) -> int:
    """How many formulas stand in it; no page can hold them."""
    return sum(1 for _ in element.iter(_MATH))


def _says_something(paragraph: Any) -> bool:
    return any((each.text or "").strip() for each in paragraph.iter(f"{A}t"))


def _write_runs(paragraph: Any, into: Any) -> None:
    for element in paragraph._p:
        if element.tag == f"{A}br":
            SubElement(into, "br")
        elif element.tag in {f"{A}r", f"{A}fld"}:
            _write_run(paragraph, element, into)


def _write_run(paragraph: Any, run: Any, into: Any) -> None:
    words = run.find(f"{A}t")
    if words is None or not words.text:
        return
    looks = run.find(f"{A}rPr")
    home = into
    for tag in _tags(looks):
        home = SubElement(home, tag)
    if address := _address(paragraph, looks):
        home = SubElement(home, "a")
        home.set("href", address)
    made = home if home is not into else SubElement(into, "span")
    made.text = words.text.replace("\v", " ")


def _tags(looks: Any) -> Iterator[str]:
    if looks is None:
        return
    if looks.get("b") in {"1", "true"}:
        yield "strong"
    if looks.get("i") in {"1", "true"}:
        yield "em"
    if looks.get("strike") in {"sngStrike", "dblStrike"}:
        yield "s"
    raised = looks.get("baseline", "0").rstrip("%")
    if raised.lstrip("-").isdecimal() and int(raised):
        yield "sup" if int(raised) > 0 else "sub"


def _address(paragraph: Any, looks: Any) -> str:
    link = looks.find(f"{A}hlinkClick") if looks is not None else None
    key = link.get(f"{R}id", "") if link is not None else ""
    if not key:
        return ""
    found = paragraph.part.rels.get(key)
    return str(found.target_ref) if found is not None and found.is_external else ""


def _bullet(paragraph: Any, shape: Any, styles: Any) -> tuple[str, str | None, str]:
    """What kind of list the paragraph is an item of, its kind of numbers and where they begin."""
    for looks in _looks(paragraph, shape, styles):
        for element in looks:
            if element.tag == f"{A}buAutoNum":
                scheme = element.get("type", "")
                kind = next((k for name, k in _KINDS.items() if scheme.startswith(name)), None)
                return "ol", kind, element.get("startAt", "")
            if element.tag in _BULLETS:
                return ("" if element.tag == f"{A}buNone" else "ul"), None, ""
    return "", None, ""


def _looks(paragraph: Any, shape: Any, styles: Any) -> Iterator[Any]:
    """Where a bullet may be said, the nearest first: the paragraph, its shape, layout and master."""
    own = paragraph._p.find(f"{A}pPr")
    if own is not None:
        yield own
    name = f"{A}lvl{paragraph.level + 1}pPr"
    while shape is not None:
        for whole in shape._element.iter(f"{A}lstStyle"):
            yield from whole.iter(name)
        shape = _base_of(shape)
    if styles is not None:
        yield from styles.iter(name)


def _base_of(shape: Any) -> Any:
    try:
        return shape._base_placeholder if shape.is_placeholder else None
    except (AttributeError, KeyError):  # of a kind that has none
        return None


def blank() -> Any:
    """An element to write below."""
    return lxml.html.Element("div")
