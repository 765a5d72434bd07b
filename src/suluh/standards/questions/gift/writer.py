"""Writing GIFT that Moodle reads as well as we do."""

from collections.abc import Iterable
from decimal import Decimal

from suluh.standards.questions.categories import write_path
from suluh.standards.questions.gift.lexer import escape
from suluh.standards.questions.gift.reader import read_gift
from suluh.standards.questions.limits import clean, shown
from suluh.standards.questions.notes import written
from suluh.standards.questions.types import (
    FULL,
    NOTHING,
    Answer,
    Choice,
    Description,
    Essay,
    Matching,
    Note,
    Numeric,
    NumericAnswer,
    Question,
    Reading,
    ShortAnswer,
    Text,
    TextFormat,
    TrueFalse,
    Writing,
)


def write_gift(questions: Iterable[Question]) -> Writing:
    """Write what GIFT can hold; the notes name the rest."""
    lines: list[str] = []
    notes: list[Note] = []
    category: tuple[str, ...] = ()
    for question, block, found in written(questions, _alone, _read):
        notes += found
        if not block:
            continue
        if question.category != category:
            category = question.category
            lines.append(_category(category))
        lines.append(_block(question) or "")
    return Writing("\n".join(lines), tuple(notes))


def _read(block: str) -> Reading:
    return read_gift(block.encode())


def _alone(question: Question) -> str | None:
    block = _block(question)
    return None if block is None else _category(question.category) + "\n" + block


def _category(names: tuple[str, ...]) -> str:
    return f"$CATEGORY: {' '.join(clean(write_path(names)).split())}\n"


def _block(question: Question) -> str | None:
    """The lines of a question; None when GIFT has no such type."""
    name = " ".join(clean(question.name).split())
    head = (f"::{escape(name)}::" if name else "") + _text(question.text)
    if isinstance(question, Description):
        return _remark(question) + head + "\n"
    inside = _inside(question)
    if inside is None:
        return None
    feedback = f"\n\t####{_text(question.feedback)}" if question.feedback else ""
    return f"{_remark(question)}{head}{{{inside}{feedback}\n}}\n"


def _remark(question: Question) -> str:
    """Number and tags, in the comment above the question."""
    words = [f"[id:{question.id_number}]"] if question.id_number else []
    words += [f"[tag:{tag}]" for tag in question.tags]
    line = " ".join(clean(" ".join(words)).split())
    return f"// {line}\n" if line else ""


def _inside(question: Question) -> str | None:
    match question:
        case Essay():
            return ""
        case TrueFalse():
            return _truth(question)
        case Choice():
            return "".join(_choice(answer, single=question.single) for answer in question.answers)
        case ShortAnswer():
            return "".join(_short(answer) for answer in question.answers)
        case Numeric():
            return "#" + "".join(_numeric(answer) for answer in question.answers)
        case Matching():
            return _matching(question)
        case _:
            return None


def _text(text: Text) -> str:
    """A text with its format before it, so that it is never guessed."""
    content = clean(text.content).strip()
    if not content:
        return ""
    return f"[{'html' if text.format is TextFormat.HTML else 'plain'}]{escape(content)}"


def _words(words: str) -> str:
    """Words that are compared: without a format, unless they look like one."""
    return ("[plain]" if words.startswith("[") else "") + escape(words)


def _feedback(text: Text) -> str:
    return f" #{_text(text)}" if text else ""


def _weight(fraction: Decimal) -> str:
    return f"%{shown(fraction)}%"


def _truth(question: TrueFalse) -> str:
    wrong, right = question.when_true, question.when_false
    if question.answer:
        wrong, right = right, wrong
    texts = f"#{_text(wrong)}#{_text(right)}" if wrong or right else ""
    return ("TRUE" if question.answer else "FALSE") + texts


def _choice(answer: Answer, *, single: bool) -> str:
    sign = "="
    if not single or answer.fraction != FULL:
        sign = "~" if answer.fraction == NOTHING else f"~{_weight(answer.fraction)}"
    return f"\n\t{sign}{_text(answer.text)}{_feedback(answer.feedback)}"


def _short(answer: Answer) -> str:
    words = clean(answer.text.content).strip()
    return f"\n\t={_weight(answer.fraction)}{_words(words)}{_feedback(answer.feedback)}"


def _numeric(answer: NumericAnswer) -> str:
    value = "*" if answer.value is None else f"{shown(answer.value)}:{shown(answer.tolerance)}"
    return f"\n\t={_weight(answer.fraction)}{value}{_feedback(answer.feedback)}"


def _matching(question: Matching) -> str:
    rows = [(_text(pair.prompt), pair.answer) for pair in question.pairs]
    rows += [("", word) for word in question.distractors]
    return "".join(
        f"\n\t={prompt.replace('->', '-&gt;')} -> {_words(clean(answer).strip())}"
        for prompt, answer in rows
    )
