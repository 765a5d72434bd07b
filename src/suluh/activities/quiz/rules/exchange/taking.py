"""A question of a file as one of the bank, and what of it could not come along.

Each reason is a sentence of `reasons`; a question that cannot be asked here comes without an entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from suluh.activities.quiz.rules.exchange import reasons
from suluh.activities.quiz.rules.exchange.gaps import take_cloze, take_words
from suluh.activities.quiz.rules.exchange.markers import refusal_of, take_markers
from suluh.activities.quiz.rules.exchange.markup import plain_of, rich_of, words_of
from suluh.activities.quiz.rules.exchange.pictures import (
    Pictures,
    has_media,
    mark_of,
    with_addresses,
)
from suluh.activities.quiz.rules.items import LONGEST_TEXT, flaw_of
from suluh.activities.quiz.types import Criterion, Difficulty, Entry, Item, Option, Pair, Sort
from suluh.content.rules.richtext import pictures_without_words
from suluh.standards.questions import types as files

FULL = 100
RUBRIC_LINE = re.compile(r"(.+?)\s*=\s*(\d{1,3})")
LEVELS = {
    "tingkat-mudah": Difficulty.EASY, "tingkat-sedang": Difficulty.MEDIUM,
    "tingkat-sulit": Difficulty.HARD,
}  # fmt: skip
_DEFAULT_RUBRIC = (Criterion("Jawaban lengkap dan benar", 10),)
_NONE: Pictures = {}
Say = Callable[[str], None]


@dataclass(slots=True)
class Taken:
    """A question that was read: the entry where it can be asked here, and what it lost."""

    line: int
    title: str
    entry: Entry | None = None
    remarks: list[tuple[str, str]] = field(default_factory=list)

    def say(self, reason: str) -> None:
        """Note one thing, once."""
        if (reason, "") not in self.remarks:
            self.remarks.append((reason, ""))


def take(question: files.Question, pictures: Pictures = _NONE) -> Taken:
    """The question as the bank keeps it; `pictures` of its file are kept already."""
    question = replace(question, text=with_addresses(question.text, pictures))
    title = question.name or words_of(question.text)
    made = Taken(question.line, title[:200])
    if refusal := _refusal(question, pictures):
        made.say(refusal)
        return made
    if isinstance(question, files.Markers):
        item = take_markers(question, pictures[mark_of(question.picture)], made.say)
    else:
        item = _TAKERS[type(question)](question, made.say)
    if pictures_without_words(item.text):
        made.say(reasons.WANTS_WORDS)
    item = replace(
        item, feedback=rich_of(question.feedback)[:2_000], points=_points(question, made.say)
    )
    _say_of_all(question, made.say)
    if flaw := flaw_of(item):
        made.remarks = [(reasons.NOT_ASKABLE, flaw)]
    elif len(item.text) > LONGEST_TEXT:
        made.remarks = [(reasons.NOT_ASKABLE, "")]
    else:
        made.entry = _entry(question, item)
    return made


def _refusal(question: files.Question, pictures: Pictures) -> str:
    if isinstance(question, files.Description):
        return reasons.DESCRIPTION
    if isinstance(question, files.Markers) and mark_of(question.picture) in pictures:
        return refusal_of(question)
    if isinstance(question, files.Markers):
        return reasons.MEDIA
    if isinstance(question, files.Essay) and question.input is files.EssayInput.NONE:
        return reasons.FILES_ONLY
    in_words = not isinstance(question, (files.Cloze, files.WordGaps))  # gaps have no pictures
    lost = has_media(question.text, pictures, may_show=in_words)
    lost = lost or any(has_media(text, pictures, may_show=False) for text in _offered(question))
    return reasons.MEDIA if lost else ""


def _offered(question: files.Question) -> Iterable[files.Text]:
    """The texts beside the words of the question without which it makes no sense."""
    if isinstance(question, files.Choice):
        yield from (answer.text for answer in question.answers)
    elif isinstance(question, files.Matching):
        yield from (pair.prompt for pair in question.pairs)
    elif isinstance(question, files.Ordering):
        yield from question.items


def _points(question: files.Question, say: Say) -> int:
    mark = question.default_mark
    points = min(100, max(1, int(mark.to_integral_value())))
    if points != mark:
        say(reasons.POINTS)
    return points


def _say_of_all(question: files.Question, say: Say) -> None:
    if question.hints:
        say(reasons.HINTS)
    outcomes = getattr(question, "outcomes", files.NO_OUTCOMES)
    if outcomes.correct or outcomes.partial or outcomes.incorrect:
        say(reasons.OUTCOMES)


def _entry(question: files.Question, item: Item) -> Entry:
    tags = [" ".join(tag.split())[:60].lower() for tag in question.tags]
    level = next((LEVELS[tag] for tag in tags if tag in LEVELS), None)
    parts = (" ".join(part.replace("/", "-").split()) for part in question.category)
    return Entry(
        item,
        category="/".join(part for part in parts if part)[:200],
        tags=tuple(dict.fromkeys(tag for tag in tags if tag and tag not in LEVELS))[:20],
        difficulty=(level or Difficulty.MEDIUM).value,
        name=" ".join(question.name.split())[:200],
        code=question.id_number.strip()[:100],
    )


def _option(answer: files.Answer, share: int | None = None) -> Option:
    wanted = percent(answer.fraction) if share is None else share
    return Option(words_of(answer.text), wanted, plain_of(answer.feedback))


def percent(fraction: Decimal) -> int:
    """A fraction as a whole percent."""
    return int(fraction.to_integral_value())


def _choice(question: Any, say: Say) -> Item:
    answers = question.answers
    if question.single:
        options = tuple(_option(answer) for answer in answers)
        return Item(Sort.SINGLE, rich_of(question.text), options=options)
    right = [answer.fraction for answer in answers if answer.fraction > 0]
    if len(set(right)) > 1:
        say(reasons.WEIGHTS)
    if not any(answer.fraction < 0 for answer in answers):
        say(reasons.WRONG_COSTS)
    options = tuple(
        _option(each, FULL if each.fraction > 0 else min(0, percent(each.fraction)))
        for each in answers
    )
    return Item(Sort.MULTIPLE, rich_of(question.text), options=options)


def _true_false(question: Any, _say: Say) -> Item:
    options = (
        Option("Benar", FULL * question.answer, plain_of(question.when_true)),
        Option("Salah", FULL * (not question.answer), plain_of(question.when_false)),
    )
    return Item(Sort.TRUE_FALSE, rich_of(question.text), options=options)


def _matching(question: Any, _say: Say) -> Item:
    pairs = [Pair(words_of(each.prompt), " ".join(each.answer.split())) for each in question.pairs]
    pairs += [Pair("", " ".join(each.split())) for each in question.distractors]
    return Item(Sort.MATCHING, rich_of(question.text), pairs=tuple(pairs))


def _ordering(question: Any, say: Say) -> Item:
    if question.all_or_nothing:
        say(reasons.ALL_OR_NOTHING)
    options = tuple(Option(words_of(each)) for each in question.items)
    return Item(Sort.ORDERING, rich_of(question.text), options=options)


def _numeric(question: Any, say: Say) -> Item:
    right = [each for each in question.answers if each.value is not None and each.fraction > 0]
    best = max(right, key=lambda each: each.fraction, default=None)
    if len(right) > 1:
        say(reasons.ONE_NUMBER)
    if question.units:
        say(reasons.UNITS)
    value, width = (best.value, best.tolerance) if best else (None, Decimal(0))
    return Item(
        Sort.NUMERIC, rich_of(question.text), value=as_number(value), tolerance=as_number(width)
    )


def as_number(value: Decimal | None) -> str:
    """The number as it is written here: a comma before the decimals, nothing needless."""
    if value is None:
        return ""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",") or "0"


def _short(question: Any, _say: Say) -> Item:
    options = tuple(_option(answer) for answer in question.answers)
    return Item(
        Sort.SHORT, rich_of(question.text), options=options,
        is_case_sensitive=question.case_sensitive,
    )  # fmt: skip


def _essay(question: Any, say: Say) -> Item:
    found = [
        RUBRIC_LINE.fullmatch(line.strip()) for line in plain_of(question.grader_info).split("\n")
    ]
    rubric = tuple(Criterion(each[1], int(each[2])) for each in found if each)
    if not sum(each.points for each in rubric):
        say(reasons.NO_RUBRIC)
        rubric = _DEFAULT_RUBRIC
    if question.attachments or question.min_words or question.max_words or question.template:
        say(reasons.ESSAY_FILES)
    return Item(Sort.ESSAY, rich_of(question.text), rubric=rubric)


_TAKERS: dict[type[files.Question], Callable[[Any, Say], Item]] = {
    files.Choice: _choice,
    files.TrueFalse: _true_false,
    files.Matching: _matching,
    files.Ordering: _ordering,
    files.Numeric: _numeric,
    files.ShortAnswer: _short,
    files.Cloze: take_cloze,
    files.WordGaps: take_words,
    files.Essay: _essay,
}
