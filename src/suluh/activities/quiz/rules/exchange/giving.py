"""A question of the bank as a file carries it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from suluh.activities.quiz.rules.exchange.gaps import give_cloze
from suluh.activities.quiz.rules.exchange.markers import NO_WORDS
from suluh.activities.quiz.rules.exchange.markup import text_of
from suluh.activities.quiz.rules.exchange.pictures import (
    Drawn,
    all_there,
    shown_in,
    with_files,
)
from suluh.activities.quiz.rules.exchange.taking import FULL, LEVELS
from suluh.activities.quiz.rules.items import number
from suluh.activities.quiz.types import Difficulty, Entry, Item, Option, Sort
from suluh.standards.questions import types as files

_LEVEL_TAGS = {level.value: tag for tag, level in LEVELS.items() if level is not Difficulty.MEDIUM}
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_NONE: Mapping[str, Drawn] = {}
_HUNDRED_THOUSANDTH = Decimal("0.00001")


def is_givable(item: Item) -> bool:
    """Whether a file can carry the question.

    A point on a picture may be right in one of several places here; elsewhere each place wants a
    marker of its own. So only one with a single place goes along.
    """
    return item.sort is not Sort.HOTSPOT or len(item.regions) == 1


def give(
    entry: Entry, *, code: str = "", drawn: Mapping[str, Drawn] = _NONE
) -> files.Question:  # fmt: skip
    """The question as every writer takes it. A level beyond the middle goes along as a tag.

    `drawn`: pictures by uuid that the format carries; of others their words stay.
    """
    item = entry.item
    is_pictured = item.sort is not Sort.CLOZE and all_there(shown_in(item.text), drawn)
    words = _PICTURE.sub(r"(\1)", item.text)
    tags = (
        *entry.tags,
        *([_LEVEL_TAGS[entry.difficulty]] if entry.difficulty in _LEVEL_TAGS else ()),
    )
    common = {
        "name": entry.name, "text": with_files(item.text, drawn) if is_pictured else text_of(words),
        "feedback": text_of(item.feedback),
        "default_mark": Decimal(item.points), "tags": tags, "id_number": code or entry.code,
        "category": tuple(part for part in entry.category.split("/") if part),
    }  # fmt: skip
    if item.sort is Sort.HOTSPOT:
        return _hotspot(item, common, drawn[item.picture])
    return _GIVERS[item.sort](item, common)


def _hotspot(item: Item, common: dict[str, Any], drawn: Drawn) -> files.Question:
    """One marker, and the place where it is right, in pixels."""
    region = item.regions[0]
    left, width = (round(each * drawn.width / 1000) for each in (region.left, region.width))
    top, height = (round(each * drawn.height / 1000) for each in (region.top, region.height))
    return files.Markers(
        **common,
        picture=files.EmbeddedFile("gambar.webp", drawn.content),
        markers=(files.Marker(region.text or NO_WORDS),),
        zones=(files.Zone(1, files.ZoneShape.RECTANGLE, f"{left},{top};{width},{height}"),),
    )


def _answer(option: Option, share: Decimal | None = None) -> files.Answer:
    fraction = Decimal(option.share) if share is None else share
    return files.Answer(files.Text(option.text), fraction, files.Text(option.feedback))


def _single(item: Item, common: dict[str, Any]) -> files.Question:
    return files.Choice(**common, answers=tuple(map(_answer, item.options)))


def _multiple(item: Item, common: dict[str, Any]) -> files.Question:
    """Right choices share the mark evenly, as they do here."""
    right = sum(option.share > 0 for option in item.options)
    part = (Decimal(FULL) / max(1, right)).quantize(_HUNDRED_THOUSANDTH)
    answers = tuple(_answer(o, part if o.share > 0 else None) for o in item.options)
    return files.Choice(**common, answers=answers, single=False)


def _true_false(item: Item, common: dict[str, Any]) -> files.Question:
    when_true, when_false = (files.Text(option.feedback) for option in item.options)
    is_true = item.options[0].share > 0
    return files.TrueFalse(**common, answer=is_true, when_true=when_true, when_false=when_false)


def _matching(item: Item, common: dict[str, Any]) -> files.Question:
    pairs = tuple(files.Pair(files.Text(p.left), p.right) for p in item.pairs if p.left)
    distractors = tuple(pair.right for pair in item.pairs if not pair.left)
    return files.Matching(**common, pairs=pairs, distractors=distractors)


def _ordering(item: Item, common: dict[str, Any]) -> files.Question:
    return files.Ordering(**common, items=tuple(files.Text(o.text) for o in item.options))


def _numeric(item: Item, common: dict[str, Any]) -> files.Question:
    value, width = number(item.value), number(item.tolerance)
    return files.Numeric(**common, answers=(files.NumericAnswer(value, width or Decimal(0)),))


def _short(item: Item, common: dict[str, Any]) -> files.Question:
    answers = tuple(map(_answer, item.options))
    return files.ShortAnswer(**common, answers=answers, case_sensitive=item.is_case_sensitive)


def _essay(item: Item, common: dict[str, Any]) -> files.Question:
    """The rubric stands where markers of other systems find their instructions."""
    lines = "\n".join(f"{each.text} = {each.points}" for each in item.rubric)
    return files.Essay(**common, grader_info=files.Text(lines))


_GIVERS: dict[Sort, Callable[[Item, dict[str, Any]], files.Question]] = {
    Sort.SINGLE: _single,
    Sort.MULTIPLE: _multiple,
    Sort.TRUE_FALSE: _true_false,
    Sort.MATCHING: _matching,
    Sort.ORDERING: _ordering,
    Sort.NUMERIC: _numeric,
    Sort.SHORT: _short,
    Sort.CLOZE: give_cloze,
    Sort.ESSAY: _essay,
}
