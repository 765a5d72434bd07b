"""What a reader noted, brought to the questions it is about. Pure."""

from __future__ import annotations

from bisect import bisect_right

from suluh.activities.quiz.rules.exchange.taking import Taken
from suluh.standards.questions import reasons as files
from suluh.standards.questions.types import Note, Reading

MOST_NOTES = 100
# Of these the reader made no question at all: each becomes a row of its own.
_DROPPED = {
    files.UNKNOWN_TYPE, files.NO_ANSWERS, files.NO_TEXT, files.NO_GAPS, files.OPEN_BRACE,
    files.STRAY_BRACE, files.NO_KEY, files.BAD_KEY, files.FEW_CHOICES, files.BROKEN_XML,
}  # fmt: skip


def sort_notes(reading: Reading, taken: list[Taken]) -> tuple[list[Taken], list[list[object]]]:
    """The questions in the file's order with their remarks, dropped ones among them; the rest."""
    starts = [question.line for question in reading.questions]
    rows, rest = list(taken), []
    for note in reading.notes:
        place = bisect_right(starts, note.line) - 1
        if note.reason in _DROPPED:
            rows.append(Taken(note.line, note.question or note.detail, None, [_said(note)]))
        elif place >= 0 and reading.questions[place].name[:120] == note.question:
            taken[place].remarks.append(_said(note))
        else:
            rest.append([note.line, note.question, note.reason, note.detail])
    return sorted(rows, key=lambda each: each.line), rest[:MOST_NOTES]


def _said(note: Note) -> tuple[str, str]:
    return note.reason, note.detail
