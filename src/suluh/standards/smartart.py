"""The words of a SmartArt as a list: its drawing is gone, who stands below whom stays."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from lxml import etree
from lxml.etree import SubElement

from suluh.standards.slidetext import A, R

_D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_DEEPEST = 8


def write_diagram(frame: Any, part: Any, into: Any) -> bool:
    """A list of its words below the element; False where it has none that we find."""
    names = frame.find(f".//{_D}relIds")
    found = part.rels.get(names.get(f"{R}dm", "")) if names is not None else None
    if found is None or found.is_external:
        return False
    model = etree.fromstring(found.target_part.blob, _PARSER)
    words, below = _words(model), _below(model)
    roots = [key for key, sort in _sorts(model).items() if sort == "doc"]
    return any(_write(root, words, below, into=into) for root in roots)


def _sorts(model: Any) -> dict[str, str]:
    return {each.get("modelId", ""): each.get("type", "node") for each in model.iter(f"{_D}pt")}


def _words(model: Any) -> dict[str, str]:
    return {
        each.get("modelId", ""): " ".join("".join(t.text or "" for t in each.iter(f"{A}t")).split())
        for each in model.iter(f"{_D}pt")
    }


def _below(model: Any) -> dict[str, list[str]]:
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for line in model.iter(f"{_D}cxn"):
        if line.get("type", "parOf") == "parOf":
            place = line.get("srcOrd", "0")
            order = int(place) if place.isdecimal() else 0
            found[line.get("srcId", "")].append((order, line.get("destId", "")))
    return {key: [name for _order, name in sorted(each)] for key, each in found.items()}


def _write(
    key: str, words: dict[str, str], below: dict[str, list[str]], *, into: Any, depth: int = 0
) -> bool:
    """The points below that one as a list; whether there is any word."""
    points = below.get(key, []) if depth < _DEEPEST else []
    if not any(words.get(each) or below.get(each) for each in points):
        return False
    whole = SubElement(into, "ul")
    for each in points:
        item = SubElement(whole, "li")
        SubElement(item, "span").text = words.get(each, "")
        _write(each, words, below, into=item, depth=depth + 1)
    return True
