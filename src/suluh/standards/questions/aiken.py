"""Aiken: a question, its choices ``A)`` to ``Z)``, and ``ANSWER: B``. Nothing else fits in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from string import ascii_uppercase

from suluh.standards.questions import reasons
from suluh.standards.questions.limits import MAX_QUESTIONS, clean, text_of
from suluh.standards.questions.notes import Notes, written
from suluh.standards.questions.texts import as_plain
from suluh.standards.questions.types import (
    FULL,
    NOTHING,
    Answer,
    Choice,
    Question,
    QuestionFileError,
    Reading,
    Text,
    Writing,
)

_CHOICE = re.compile(r"([A-Z])[.)]\s+(.*)|([A-Z])\)(\S.*)")
_KEY = re.compile(r"(?:ANSWER|JAWABAN|KUNCI)\s*:\s*(.*)", re.IGNORECASE)


@dataclass(slots=True)
class _Draft:
    """The question that the lines so far make."""

    line: int = 0
    text: list[str] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)

    def problem(self, key: str) -> str:
        if not self.text:
            return reasons.NO_TEXT
        if len(self.choices) < 2:
            return reasons.FEW_CHOICES
        letters = [letter for letter, _words in self.choices]
        return "" if letters.count(key) == 1 else reasons.BAD_KEY

    def question(self, key: str) -> Choice:
        answers = (
            Answer(Text(words), FULL if letter == key else NOTHING)
            for letter, words in self.choices
        )
        return Choice(text=Text("\n".join(self.text)), answers=tuple(answers), line=self.line)


class _Reader:
    def __init__(self) -> None:
        self.notes = Notes()
        self.questions: list[Question] = []
        self.draft = _Draft()

    def take(self, line: int, words: str) -> None:
        key = _KEY.fullmatch(words)
        choice = _CHOICE.fullmatch(words)
        if key:
            self.close(line, key[1].strip().rstrip(".)").upper())
        elif choice and self.draft.text:
            found = (choice[1] or choice[3], (choice[2] or choice[4] or "").strip())
            self.draft.choices.append(found)
        elif words:
            self.add_text(line, words)

    def add_text(self, line: int, words: str) -> None:
        if self.draft.choices:
            self.abandon()
        self.draft.line = self.draft.line or line
        self.draft.text.append(words)

    def close(self, line: int, key: str) -> None:
        draft, self.draft = self.draft, _Draft()
        self.notes.enter(draft.line or line, " ".join(draft.text))
        problem = draft.problem(key)
        if problem:
            self.notes.add(problem, key)
        elif len(self.questions) == MAX_QUESTIONS:
            raise QuestionFileError(reasons.TOO_MANY, line)
        else:
            self.questions.append(draft.question(key))

    def abandon(self) -> None:
        """A question that never came to its key."""
        draft, self.draft = self.draft, _Draft()
        if draft.text:
            self.notes.enter(draft.line, " ".join(draft.text))
            self.notes.add(reasons.NO_KEY)


def read_aiken(data: bytes) -> Reading:
    """Read a file of Aiken; raises QuestionFileError when it holds no question at all."""
    reader = _Reader()
    for line, words in enumerate(text_of(data).split("\n"), start=1):
        reader.take(line, words.strip())
    reader.abandon()
    if not reader.questions:
        first = next(iter(reader.notes.found), None)
        raise QuestionFileError(reasons.NO_QUESTIONS, first.line if first else 0)
    return Reading(tuple(reader.questions), tuple(reader.notes.found))


def write_aiken(questions: Iterable[Question]) -> Writing:
    """Write what Aiken can hold: choices with one right answer, words alone."""
    blocks = list(written(questions, _block, lambda block: read_aiken(block.encode())))
    notes = tuple(note for _question, _block, found in blocks for note in found)
    return Writing("\n".join(block for _question, block, _notes in blocks if block), notes)


def _block(question: Question) -> str | None:
    """The lines of a question; None when it has no single key."""
    if not isinstance(question, Choice) or len(question.answers) > len(ascii_uppercase):
        return None
    keys = [place for place, answer in enumerate(question.answers) if answer.fraction == FULL]
    if len(keys) != 1:
        return None
    lines = [_line(question.text)]
    lines += [
        f"{letter}) {_line(answer.text)}"
        for letter, answer in zip(ascii_uppercase, question.answers, strict=False)
    ]
    return "\n".join((*lines, f"ANSWER: {ascii_uppercase[keys[0]]}", ""))


def _line(text: Text) -> str:
    return " ".join(clean(as_plain(text)).split())
