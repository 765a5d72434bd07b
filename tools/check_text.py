"""Text: every word people read is marked for translation and has its English.

In templates, plain words outside a translate tag are a fault; mark up names that stay as they are
with `translate="no"`. The catalogue must hold exactly the marked texts, all translated, with the
same placeholders.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import polib
from django.template.base import Lexer, Token, TokenType

from tools.environment import ROOT
from tools.messages import CATALOGUE, key
from tools.texts import template_files, texts

SPOKEN = {"alt", "title", "placeholder", "aria-label", "aria-description", "label", "summary"}
SILENT = {"script", "style", "code", "svg"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
UNSPOKEN_BLOCKS = {"blocktranslate", "blocktrans", "comment", "verbatim"}
WORD = re.compile(r"[^\W\d_]{2,}")
ENTITY = re.compile(r"&#?\w+;")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|%[sd]")
NAMES = {
    "Suluh", "JP", "NIP", "NIK", "WIB", "WITA", "WIT", "PDF", "CSV", "XLSX", "ICS", "QR", "JSON",
    "Zoom", "YouTube", "Meet", "TOTP", "ASN", "PNS", "PPPK", "OPD", "UPT", "ID", "EN", "id", "en",
}  # fmt: skip


class Reader(HTMLParser):
    """Collects the words a person would read or hear."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.silence: list[tuple[str, bool]] = []
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note spoken attributes; remember whether what follows is silent."""
        values = dict(attrs)
        silent = tag in SILENT or values.get("translate") == "no" or self.is_silent()
        if not silent:
            for name in SPOKEN & values.keys():
                self.note(values[name] or "")
            if tag == "input" and values.get("type") in {"submit", "button"}:
                self.note(values.get("value") or "")
        if tag not in VOID:
            self.silence.append((tag, silent))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.silence.pop()

    def handle_endtag(self, tag: str) -> None:
        """Leave the nearest element of that name; branches of a template may leave some open."""
        for place in range(len(self.silence) - 1, -1, -1):
            if self.silence[place][0] == tag:
                del self.silence[place:]
                return

    def handle_data(self, data: str) -> None:
        """Note words between tags."""
        if not self.is_silent():
            self.note(data)

    def is_silent(self) -> bool:
        """Whether we are inside something nobody reads."""
        return bool(self.silence) and self.silence[-1][1]

    def note(self, data: str) -> None:
        """Keep the words that are no plain names."""
        words = [word for word in WORD.findall(ENTITY.sub(" ", data)) if word not in NAMES]
        if words:
            self.found.append((self.getpos()[0], " ".join(data.split())[:60]))


def unmarked(path: Path) -> Iterator[str]:
    """One sentence for each unmarked text of a template."""
    reader = Reader()
    reader.feed(spoken_source(path.read_text()))
    for line, words in reader.found:
        yield f"{path.relative_to(ROOT)}:{line}: not marked for translation: {words}"


def spoken_source(source: str) -> str:
    """The template without its tags and translated blocks; lines keep their numbers."""
    parts: list[str] = []
    inside = ""
    for token in Lexer(source).tokenize():
        inside = _block_after(token, inside)
        keep = token.token_type is TokenType.TEXT and not inside
        parts.append(token.contents if keep else "\n" * _newlines(token))
    return "".join(parts)


def _newlines(token: Token) -> int:
    return token.contents.count("\n") if token.token_type is TokenType.TEXT else 0


def _block_after(token: Token, inside: str) -> str:
    """Name of the unspoken block we are in after this token."""
    if token.token_type is not TokenType.BLOCK:
        return inside
    name, *words = token.contents.split()
    if inside:
        return "" if name == f"end{inside}" else inside
    is_class = name == "block" and words[0].endswith("_class")
    return name if name in UNSPOKEN_BLOCKS or is_class else ""


def catalogue_faults(catalogue: polib.POFile) -> Iterator[str]:
    """Texts missing from the catalogue, stale in it, untranslated, or with other placeholders."""
    marked = {text.key: text.place for text in texts()}
    known = {key(entry): entry for entry in catalogue if not entry.obsolete}
    for each in sorted(marked.keys() - known.keys()):
        yield f"{marked[each]}: not in the catalogue (run dev.py messages): {each[1][:60]}"
    for each in sorted(known.keys() - marked.keys()):
        yield f"stale in the catalogue (run dev.py messages): {each[1][:60]}"
    for entry in catalogue:
        if not entry.translated() or entry.fuzzy:
            yield f"no English yet: {entry.msgid[:60]}"
        elif _placeholders(entry.msgid) != _placeholders(entry.msgstr) and not entry.msgid_plural:
            yield f"other placeholders in English: {entry.msgid[:60]}"


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def main() -> int:
    """Print every fault."""
    found = [fault for path in template_files() for fault in unmarked(path)]
    if CATALOGUE.exists():
        found += catalogue_faults(polib.pofile(str(CATALOGUE)))
    else:
        found.append("There is no English catalogue: run dev.py messages.")
    print("\n".join(found) or "Every text is marked and translated.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
