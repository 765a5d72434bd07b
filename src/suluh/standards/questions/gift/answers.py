"""What stands between the braces of a GIFT question."""

import re
from decimal import Decimal

from suluh.standards.questions import reasons
from suluh.standards.questions.gift.lexer import show
from suluh.standards.questions.limits import number
from suluh.standards.questions.notes import Notes
from suluh.standards.questions.texts import automatic
from suluh.standards.questions.types import (
    FULL,
    NOTHING,
    Answer,
    NumericAnswer,
    Pair,
    Text,
    TextFormat,
)

_FORMAT = re.compile(r"\s*\[(html|plain|moodle|markdown)\](.*)", re.DOTALL)
_WEIGHT = re.compile(r"%([^%]{0,40})%(.*)", re.DOTALL)
_RANGE = re.compile(r"(.+?)\.\.(.+)", re.DOTALL)


class TextReader:
    """Reads texts; those without a format of their own have that of the question."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.default = "moodle"

    def first(self, source: str) -> Text:
        """The text of the question, whose format the others inherit."""
        found = _FORMAT.fullmatch(source)
        self.default = found[1] if found else "moodle"
        return self.read(source)

    def read(self, source: str) -> Text:
        """One text; escaped signs are what they were before."""
        found = _FORMAT.fullmatch(source)
        name = found[1] if found else self.default
        content = show((found[2] if found else source).strip()).strip()
        if name == "moodle":
            return automatic(content)
        if name == "markdown" and content:
            self.notes.add(reasons.MARKDOWN, content)
        return Text(content, TextFormat.HTML if name == "html" and content else TextFormat.PLAIN)

    def plain(self, source: str) -> Text:
        """Words that are compared, not shown: their format means nothing."""
        found = _FORMAT.fullmatch(source)
        return Text(show((found[2] if found else source).strip()).strip())


def _weighted(source: str, default: Decimal, notes: Notes) -> tuple[Decimal, str]:
    """The fraction that stands before an answer, and the rest."""
    found = _WEIGHT.fullmatch(source.strip())
    if not found:
        return default, source
    value = number(found[1])
    if value is None or abs(value) > FULL:
        notes.add(reasons.BAD_FRACTION, found[1])
        return NOTHING, found[2]
    return value, found[2]


def _parts(source: str) -> list[str]:
    return [part for part in source.split("=") if part.strip()]


def choices(source: str, reader: TextReader) -> tuple[Answer, ...]:
    """``=right#feedback ~wrong ~%50%half``."""
    found: list[Answer] = []
    for part in re.findall(r"([=~])([^=~]*)", source):
        right = FULL if part[0] == "=" else NOTHING
        fraction, words = _weighted(part[1], right, reader.notes)
        answer, _mark, feedback = words.partition("#")
        if answer.strip():
            found.append(Answer(reader.read(answer), fraction, reader.read(feedback)))
    return tuple(found)


def short_answers(source: str, reader: TextReader) -> tuple[Answer, ...]:
    """``=Frog#Good! =%50%Cat``."""
    found: list[Answer] = []
    for part in _parts(source):
        fraction, words = _weighted(part, FULL, reader.notes)
        answer, _mark, feedback = words.partition("#")
        if answer.strip():
            found.append(Answer(reader.plain(answer), fraction, reader.read(feedback)))
    return tuple(found)


def pairs(source: str, reader: TextReader) -> tuple[tuple[Pair, ...], tuple[str, ...]]:
    """``=prompt -> answer``, and ``= -> distractor``."""
    found: list[Pair] = []
    distractors: list[str] = []
    for part in _parts(source):
        prompt, arrow, answer = part.partition("->")
        words = reader.plain(answer).content
        text = reader.read(prompt)
        if not arrow or not words:
            reader.notes.add(reasons.BAD_PAIR, show(part))
        elif text:
            found.append(Pair(text, words))
        else:
            distractors.append(words)
    return tuple(found), tuple(distractors)


def numeric_answers(source: str, reader: TextReader) -> tuple[NumericAnswer, ...]:
    """``3:2``, ``1..5`` or ``=%100%3:2#feedback =%50%...``, and ``~#feedback of all others``."""
    known, tilde, others = source.partition("~")
    found: list[NumericAnswer] = []
    for part in _parts(known):
        fraction, words = _weighted(part, FULL, reader.notes)
        value, _mark, said = words.partition("#")
        answer = numeric_answer(value, fraction, reader.read(said))
        if answer is None:
            reader.notes.add(reasons.BAD_ANSWER, show(value))
        else:
            found.append(answer)
    if tilde:
        feedback = reader.read(others.partition("#")[2])
        found.append(NumericAnswer(None, NOTHING, NOTHING, feedback))
    return tuple(found)


def numeric_answer(source: str, fraction: Decimal, feedback: Text) -> NumericAnswer | None:
    """A value with tolerance or a range; None when it is no number."""
    source = show(source).strip()
    if source == "*":
        return NumericAnswer(None, NOTHING, fraction, feedback)
    span = _RANGE.fullmatch(source)
    if span:
        low, high = number(span[1]), number(span[2])
        if low is None or high is None:
            return None
        return NumericAnswer((low + high) / 2, abs(high - low) / 2, fraction, feedback)
    written, _colon, margin = source.partition(":")
    value, tolerance = number(written), number(margin) if margin.strip() else NOTHING
    if value is None or tolerance is None or tolerance < 0:
        return None
    return NumericAnswer(value, tolerance, fraction, feedback)
