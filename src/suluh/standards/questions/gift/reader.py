"""Reading GIFT as Moodle reads it, and a little more kindly."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from suluh.standards.questions import reasons
from suluh.standards.questions.gift import answers as parts
from suluh.standards.questions.gift.lexer import Block, blocks, show
from suluh.standards.questions.limits import MAX_QUESTIONS, text_of
from suluh.standards.questions.notes import Notes
from suluh.standards.questions.types import (
    EMPTY,
    Choice,
    Description,
    Essay,
    Matching,
    Numeric,
    Question,
    QuestionFileError,
    Reading,
    ShortAnswer,
    Text,
    TrueFalse,
)

_NAME = re.compile(r"\s*::(.*?)::(.*)", re.DOTALL)
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
MISSING_WORD = "_____"


@dataclass(frozen=True, slots=True)
class _Inside:
    """What stands between the braces, with the question around it."""

    source: str
    common: dict[str, Any]
    reader: parts.TextReader

    @property
    def notes(self) -> Notes:
        return self.reader.notes


def read_gift(data: bytes) -> Reading:
    """Read a file of GIFT; raises QuestionFileError when it holds no question at all."""
    notes = Notes()
    questions: list[Question] = []
    for block in blocks(text_of(data)):
        question = _question(block, notes)
        if question is not None:
            questions.append(question)
        if len(questions) > MAX_QUESTIONS:
            raise QuestionFileError(reasons.TOO_MANY, block.line)
    if not questions:
        raise QuestionFileError(reasons.NO_QUESTIONS, notes.found[0].line if notes.found else 0)
    return Reading(tuple(questions), tuple(notes.found))


def _question(block: Block, notes: Notes) -> Question | None:
    named = _NAME.fullmatch(block.source)
    name = " ".join(show(named[1]).split()) if named else ""
    source = named[2] if named else block.source
    notes.enter(block.line, name or show(source).strip())
    problem = _problem(source)
    if problem:
        notes.add(problem)
        return None
    before, brace, rest = source.partition("{")
    inside, _close, after = rest.partition("}")
    reader = parts.TextReader(notes)
    text = reader.first(before + MISSING_WORD + after if after.strip() else before)
    if not text:
        notes.add(reasons.NO_TEXT)
        return None
    common: dict[str, Any] = {
        "name": name, "text": text, "category": block.category, "tags": block.tags,
        "id_number": block.id_number, "line": block.line,
    }  # fmt: skip
    return _typed(inside, common, reader) if brace else Description(**common)


def _problem(source: str) -> str:
    """Why this is no question: its braces do not pair."""
    signs = re.sub(r"[^{}]", "", source)
    if signs in {"", "{}"}:
        return ""
    return reasons.OPEN_BRACE if signs == "{" else reasons.STRAY_BRACE


def _typed(inside: str, common: dict[str, Any], reader: parts.TextReader) -> Question | None:
    source, mark, feedback = inside.rpartition("####")
    source = source if mark else inside
    common["feedback"] = reader.read(feedback) if mark else EMPTY
    question = _reader_of(source.strip())(_Inside(source.strip(), common, reader))
    if question is None:
        reader.notes.add(reasons.NO_ANSWERS)
    return question


def _reader_of(source: str) -> Callable[[_Inside], Question | None]:
    """What sort of question the signs make it."""
    if not source:
        return _essay
    if source.startswith("#"):
        return _numeric
    if "~" in source:
        return _choice
    if "=" in source and "->" in source:
        return _matching
    return _truth if source.partition("#")[0].strip().upper() in _TRUTH else _short


def _essay(inside: _Inside) -> Question:
    return Essay(**inside.common)


def _numeric(inside: _Inside) -> Question | None:
    answers = parts.numeric_answers(inside.source[1:], inside.reader)
    return Numeric(answers=answers, **inside.common) if answers else None


def _choice(inside: _Inside) -> Question | None:
    answers = parts.choices(inside.source, inside.reader)
    if len(answers) < 2:
        return None
    single = "=" in inside.source
    if not any(answer.fraction > 0 for answer in answers):
        inside.notes.add(reasons.NO_RIGHT_ANSWER)
    return Choice(answers=answers, single=single, **inside.common)


def _matching(inside: _Inside) -> Question | None:
    pairs, distractors = parts.pairs(inside.source, inside.reader)
    return Matching(pairs=pairs, distractors=distractors, **inside.common) if pairs else None


def _truth(inside: _Inside) -> Question:
    word, *feedback = inside.source.split("#")
    answer = _TRUTH[word.strip().upper()]
    texts: list[Text] = [inside.reader.read(text) for text in (*feedback, "", "")[:2]]
    when_true, when_false = reversed(texts) if answer else texts
    return TrueFalse(answer=answer, when_true=when_true, when_false=when_false, **inside.common)


def _short(inside: _Inside) -> Question | None:
    answers = parts.short_answers(inside.source, inside.reader)
    return ShortAnswer(answers=answers, **inside.common) if answers else None
