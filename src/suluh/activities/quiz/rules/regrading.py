"""Marking again: by the question's present key, or with the question struck out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from suluh.activities.quiz.rules.grading import grade
from suluh.activities.quiz.types import FULL, Answer, Item, Sort


class Way(StrEnum):
    """How to mark again."""

    KEY = "key"
    VOID = "void"


def is_comparable(asked: Item, now: Item) -> bool:
    """Whether an answer to what was asked can be held against the present key.

    Answers are positions in what was shown: the same things must have been offered, in the same order.
    """
    return asked.sort is now.sort is not Sort.ESSAY and _offered(asked) == _offered(now)


def _offered(item: Item) -> tuple[object, ...]:
    if item.sort in {Sort.SHORT, Sort.NUMERIC}:
        return ()
    if item.sort is Sort.MATCHING:
        lefts = tuple(pair.left for pair in item.pairs if pair.left)
        return lefts, len(item.pairs), frozenset(pair.right for pair in item.pairs)
    if item.sort is Sort.ORDERING:
        return (tuple(sorted(option.text for option in item.options)),)
    if item.sort is Sort.HOTSPOT:
        return (item.picture,)
    return tuple(option.text for option in item.options), len(item.gaps)


@dataclass(frozen=True, slots=True)
class Standing:
    """One answer of one attempt as it was marked, and the rest of its test."""

    attempt_id: int
    place: int
    share: int
    points: int
    others: int  # sum of share times points of the other questions
    total: int  # points of the whole test
    is_settled: bool


def new_share(
    way: Way, *, asked: Item, now: Item, order: Sequence[int], answer: Answer
) -> int | None:
    """What the answer is worth now; None where it cannot be told.

    A question that is struck out counts as answered right by everybody: nobody loses by our fault.
    """
    if way is Way.VOID:
        return FULL
    if not is_comparable(asked, now):
        return None
    if asked.sort in {Sort.MATCHING, Sort.ORDERING} and asked != now:
        return _by_words(asked, now, order, answer)
    return grade(now, order, answer)


def _by_words(asked: Item, now: Item, order: Sequence[int], answer: Answer) -> int | None:
    """Where the right order is the key, the order that was shown is found again by its words."""
    if asked.sort is Sort.ORDERING:
        places = {option.text: place for place, option in enumerate(now.options)}
        moved = [places[asked.options[index].text] for index in order]
        return grade(now, moved, answer)
    rights = list(dict.fromkeys(asked.pairs[index].right for index in order))
    first = {pair.right: place for place, pair in reversed(list(enumerate(now.pairs)))}
    return grade(now, [first[right] for right in rights], answer)


def score_with(standing: Standing, share: int) -> int:
    """The test's score with that share in its place."""
    return (standing.others + share * standing.points) // standing.total if standing.total else 0
