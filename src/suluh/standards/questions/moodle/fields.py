"""Texts, numbers and switches of one question of Moodle XML, read and accounted for."""

import base64
import binascii
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from suluh.standards.questions import reasons
from suluh.standards.questions.limits import MAX_FILE, clean, number
from suluh.standards.questions.moodle.nodes import Node
from suluh.standards.questions.notes import Notes
from suluh.standards.questions.texts import automatic
from suluh.standards.questions.types import (
    EMPTY,
    FULL,
    NOTHING,
    Answer,
    EmbeddedFile,
    NumericAnswer,
    Outcomes,
    Text,
    TextFormat,
)

_TRUE = frozenset(("true", "1", "yes"))
_FALSE = frozenset(("false", "0", "no", ""))
Member = TypeVar("Member", bound=StrEnum)

# Parts that say nothing when they have these values, which every export writes.
_SILENT = {
    "hidden": {"0", ""}, "instructions": {""}, "showunits": {"0", "3", ""}, "unitsleft": {"0", ""},
    "selectcount": None, "showgrading": {"SHOW", "1", ""}, "numberingstyle": {"none", ""},
    "showstandardinstruction": {"0", ""}, "maxbytes": {"0", ""}, "filetypeslist": {""},
    "image": {""}, "image_base64": {""},
}  # fmt: skip


class Fields:
    """One question; what no one asked for is in the report at the end."""

    def __init__(self, node: Node, notes: Notes) -> None:
        self.node = node
        self.notes = notes
        self.asked: set[str] = set()

    def report_rest(self) -> None:
        """Name every part that was not read."""
        for child in self.node.children:
            if child.tag in self.asked:
                continue
            silent = _SILENT.get(child.tag, set())
            if (silent is not None and child.words not in silent) or child.tag not in _SILENT:
                self.notes.add(reasons.UNKNOWN_PART, child.tag, child.line)

    def all(self, tag: str) -> list[Node]:
        """The elements of this name."""
        self.asked.add(tag)
        return self.node.all(tag)

    def value(self, tag: str, default: str = "") -> str:
        """The words of a part."""
        self.asked.add(tag)
        return self.node.value(tag, default)

    def text(self, tag: str) -> Text:
        """A text with its format and files."""
        self.asked.add(tag)
        child = self.node.child(tag)
        return EMPTY if child is None else read_text(child, self.notes)

    def file(self, tag: str) -> EmbeddedFile | None:
        """The first file that stands in the question itself."""
        found = (_file(node, self.notes) for node in self.all(tag))
        return next((each for each in found if each is not None), None)

    def outcomes(self) -> Outcomes:
        """What is said of the whole response."""
        return Outcomes(
            self.text("correctfeedback"),
            self.text("partiallycorrectfeedback"),
            self.text("incorrectfeedback"),
        )

    def decimal(self, tag: str, default: Decimal, *, least: Decimal = NOTHING) -> Decimal:
        """A number that is not below ``least``."""
        words = self.value(tag)
        found = number(words) if words else default
        if found is None or found < least:
            self.notes.add(reasons.BAD_NUMBER, f"{tag}: {words}")
            return default
        return found

    def whole(self, tag: str, default: int, *, least: int = 0) -> int:
        """A whole number that is not below ``least``."""
        found = self.decimal(tag, Decimal(default), least=Decimal(least))
        if found != int(found) or found > 1_000_000:
            self.notes.add(reasons.BAD_NUMBER, f"{tag}: {found}")
            return default
        return int(found)

    def switch(self, tag: str, *, default: bool) -> bool:
        """True or false; an empty element is false, an absent one the default."""
        words = self.value(tag, "true" if default else "false").casefold()
        if words not in _TRUE | _FALSE:
            self.notes.add(reasons.UNKNOWN_VALUE, f"{tag}: {words}")
            return default
        return words in _TRUE

    def member(self, tag: str, default: Member) -> Member:
        """One of some words."""
        words = self.value(tag)
        if words and words not in list(type(default)):
            self.notes.add(reasons.UNKNOWN_VALUE, f"{tag}: {words}")
        return type(default)(words) if words in list(type(default)) else default


def read_text(node: Node, notes: Notes) -> Text:
    """The text of an element that has ``format``, ``<text>`` and files."""
    text = node.child("text")
    content = text.words if text else ""
    files = tuple(found for child in node.all("file") if (found := _file(child, notes)))
    made = _formatted(content, node.attributes.get("format", "html"), notes)
    return Text(made.content, made.format if made.content else TextFormat.PLAIN, files)


def _formatted(content: str, name: str, notes: Notes) -> Text:
    if name == "html":
        return Text(content, TextFormat.HTML)
    if name == "moodle_auto_format":
        return automatic(content)
    if name == "markdown" and content:
        notes.add(reasons.MARKDOWN, content)
    elif name not in {"plain_text", "markdown"}:
        notes.add(reasons.UNKNOWN_VALUE, f"format: {name}")
    return Text(content)


def _file(node: Node, notes: Notes) -> EmbeddedFile | None:
    name = " ".join(clean(node.attributes.get("name", "")).split())
    try:
        content = base64.b64decode("".join(node.words.split()), validate=True)
    except (binascii.Error, ValueError):
        content = b""
    path = node.attributes.get("path", "/")
    fine = node.attributes.get("encoding", "base64") == "base64" and path == "/"
    if (
        not fine
        or not name
        or not content
        or "/" in name
        or "\\" in name
        or len(content) > MAX_FILE
    ):
        notes.add(reasons.BAD_FILE, name, node.line)
        return None
    return EmbeddedFile(name, content)


def fraction_of(node: Node, notes: Notes) -> Decimal:
    """The percent of an answer."""
    words = node.attributes.get("fraction", "0")
    found = number(words)
    if found is None or abs(found) > FULL:
        notes.add(reasons.BAD_FRACTION, words, node.line)
        return NOTHING
    return found


def read_answer(node: Node, notes: Notes) -> Answer:
    """A choice with its feedback."""
    feedback = node.child("feedback")
    said = read_text(feedback, notes) if feedback else EMPTY
    return Answer(read_text(node, notes), fraction_of(node, notes), said)


def read_pattern(node: Node, notes: Notes) -> Answer:
    """An answer whose words are compared, so that their format means nothing."""
    feedback = node.child("feedback")
    said = read_text(feedback, notes) if feedback else EMPTY
    text = node.child("text")
    return Answer(Text(text.words if text else ""), fraction_of(node, notes), said)


def read_numeric(node: Node, notes: Notes) -> NumericAnswer | None:
    """A number with its tolerance; None when it is none."""
    pattern = read_pattern(node, notes)
    words, tolerance = pattern.text.content, node.value("tolerance") or "0"
    value, margin = number(words), number(tolerance)
    if (value is None and words != "*") or margin is None or margin < 0:
        notes.add(reasons.BAD_ANSWER, f"{words} ± {tolerance}", node.line)
        return None
    return NumericAnswer(
        value, NOTHING if value is None else margin, pattern.fraction, pattern.feedback
    )
