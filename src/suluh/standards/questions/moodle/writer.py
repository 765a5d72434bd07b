"""Writing a bank in Moodle XML, which holds everything that the model knows."""

from collections.abc import Iterable
from decimal import Decimal

from suluh.standards.questions.categories import write_path
from suluh.standards.questions.cloze import write_gaps
from suluh.standards.questions.limits import shown
from suluh.standards.questions.moodle import markup as m
from suluh.standards.questions.moodle.bodies import body
from suluh.standards.questions.moodle.reader import read_moodle
from suluh.standards.questions.notes import written
from suluh.standards.questions.types import (
    Cloze,
    Description,
    Essay,
    Note,
    Question,
    Reading,
    TrueFalse,
    Writing,
)

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
_TAIL = "</quiz>\n"


def write_moodle(questions: Iterable[Question]) -> Writing:
    """Write a bank that Moodle imports; the notes name what would not read back the same."""
    blocks: list[str] = []
    notes: list[Note] = []
    category: tuple[str, ...] = ()
    for question, alone, found in written(questions, _alone, _read):
        notes += found
        if not alone:
            continue
        if question.category != category:
            category = question.category
            blocks.append(_category(category))
        blocks.append(_block(question))
    return Writing(_HEAD + "".join(blocks) + _TAIL, tuple(notes))


def _read(document: str) -> Reading:
    return read_moodle(document.encode())


def _alone(question: Question) -> str:
    return _HEAD + _category(question.category) + _block(question) + _TAIL


def _category(names: tuple[str, ...]) -> str:
    return f'<question type="category">{m.named("category", write_path(names))}</question>\n'


def _block(question: Question) -> str:
    kind, own = body(question)
    text = (
        write_gaps(question.text, question.gaps) if isinstance(question, Cloze) else question.text
    )
    tags = m.each(f"<tag><text>{m.words(tag)}</text></tag>" for tag in question.tags)
    parts = (
        m.named("name", question.name),
        m.rich("questiontext", text),
        m.rich("generalfeedback", question.feedback),
        m.value("defaultgrade", shown(question.default_mark)),
        m.value("penalty", shown(_penalty(question))),
        m.value("hidden", "0"),
        m.value("idnumber", question.id_number),
        own,
        m.each(m.rich("hint", hint) for hint in question.hints),
        f"<tags>{tags}</tags>\n" if tags else "",
    )
    return f'<question type="{kind}">\n{"".join(parts)}</question>\n'


def _penalty(question: Question) -> Decimal:
    """Moodle's own where there is only one try."""
    if isinstance(question, TrueFalse):
        return Decimal(1)
    return Decimal(0) if isinstance(question, Essay | Description) else question.penalty
