"""What the styles of an OpenDocument text mean: looks of words, kinds of paragraphs and of lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_BLOCKS = {"Title": "judul", "Quotations": "blockquote", "Preformatted_20_Text": "pre"}
_LETTERS = set("aAiI")


class Styles:
    """Styles by their name; those of the document's own text come last and win."""

    def __init__(self, trees: Iterable[Any]) -> None:
        self._styles: dict[str, Any] = {}
        self._lists: dict[str, Any] = {}
        for tree in trees:
            for style in tree.iter(f"{STYLE}style"):
                self._styles[style.get(f"{STYLE}name", "")] = style
            for style in tree.iter(f"{TEXT}list-style"):
                self._lists[style.get(f"{STYLE}name", "")] = style

    def tags_of(self, name: str) -> list[str]:
        """The looks of words in that style, as tags of HTML."""
        said: dict[str, str] = {}
        for style in self._line_of(name):
            for looks in style.findall(f"{STYLE}text-properties"):
                for key, value in looks.attrib.items():
                    said.setdefault(key, value)
        raised = said.get(f"{STYLE}text-position", "")
        found = {
            "strong": said.get(f"{FO}font-weight") in {"bold", "600", "700", "800", "900"},
            "em": said.get(f"{FO}font-style") in {"italic", "oblique"},
            "s": said.get(f"{STYLE}text-line-through-style", "none") != "none",
            "sup": raised.startswith(("super", "33%")),
            "sub": raised.startswith("sub"),
        }
        return [tag for tag, is_so in found.items() if is_so]

    def block_of(self, name: str) -> str:
        """What a paragraph of that style is besides words; '' for nothing."""
        names = [
            name,
            *(style.get(f"{STYLE}parent-style-name", "") for style in self._line_of(name)),
        ]
        return next((_BLOCKS[each] for each in names if each in _BLOCKS), "")

    def list_of(self, name: str, level: int) -> tuple[str, str, int]:
        """Tag, kind and first number of a list of that style at that level, counted from 1."""
        style = self._lists.get(name)
        for each in style if style is not None else ():
            if each.get(f"{TEXT}level") == str(level):
                shown = each.get(f"{STYLE}num-format", "")
                if each.tag != f"{TEXT}list-level-style-number" or not shown:
                    return "ul", "", 1
                return "ol", shown if shown in _LETTERS else "", _number(each) or 1
        return "ul", "", 1

    def _line_of(self, name: str) -> Iterator[Any]:
        """The style and those that it is made of."""
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = self._styles[name].get(f"{STYLE}parent-style-name", "")


def _number(element: Any) -> int:
    found = str(element.get(f"{TEXT}start-value", ""))
    return int(found) if found.isdecimal() and len(found) < 6 else 0


def start_of(item: Any) -> int:
    """The number that an item says of itself; 0 for none."""
    return _number(item)
