"""Collecting what was not carried over, while reading and after writing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields

from suluh.standards.questions import reasons
from suluh.standards.questions.types import Note, Question, QuestionFileError, Reading

MAX_NOTES = 1_000


@dataclass(slots=True)
class Notes:
    """The report of one file while it is read; ``line`` and ``question`` say where we are."""

    line: int = 0
    question: str = ""
    found: list[Note] = field(default_factory=list)

    def add(self, reason: str, detail: str = "", line: int = 0) -> None:
        """Note one thing about the question at hand."""
        if len(self.found) > MAX_NOTES:
            return
        if len(self.found) == MAX_NOTES:
            reason, detail = reasons.MORE_NOTES, ""
        shown = " ".join(detail[:1_000].split())[:120]
        self.found.append(Note(line or self.line, self.question[:120], reason, shown))

    def enter(self, line: int, question: str) -> None:
        """From here on the notes are of this question."""
        self.line, self.question = line, question


def written(
    questions: Iterable[Question],
    write: Callable[[Question], str | None],
    read: Callable[[str], Reading],
) -> Iterator[tuple[Question, str, tuple[Note, ...]]]:
    """Each question that could be written, and what reading it again shows to be missing.

    The report of a writer is not a list that someone must keep true: it is found by reading.
    """
    for question in questions:
        block = write(question)
        if block is None:
            yield question, "", (_note(question, reasons.NOT_IN_FORMAT),)
            continue
        again = _again(block, read)  # read as another type, it would be another question
        if type(again) is not type(question):
            yield question, "", (_note(question, reasons.NOT_WRITABLE),)
            continue
        yield question, block, tuple(_differences(question, again))


def _again(block: str, read: Callable[[str], Reading]) -> Question | None:
    try:
        questions = read(block).questions
    except QuestionFileError:
        return None
    return questions[0] if len(questions) == 1 else None


def _differences(question: Question, again: Question) -> Iterator[Note]:
    """What is not the same in the second: one note for each part."""
    for part in fields(question):
        if part.compare and getattr(question, part.name) != getattr(again, part.name):
            label = reasons.PARTS.get(part.name, reasons.OTHER_PART)
            yield _note(question, reasons.NOT_CARRIED, label)


def _note(question: Question, reason: str, detail: str = "") -> Note:
    return Note(question.line, question.name[:120], reason, detail)
