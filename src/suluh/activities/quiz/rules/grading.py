"""Grading of each sort of question. Pure: the same answer gives the same share for ever.

Shares count hundredths of a percent of the question. None: a person must look.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from suluh.activities.quiz.rules.items import number
from suluh.activities.quiz.types import FULL, Answer, Item, Option, Sort


def grade(item: Item, order: Sequence[int], answer: Answer) -> int | None:
    """The share that the answer earns, where `order` is how the parts were shown."""
    if item.sort is Sort.ESSAY:
        return None if any(part.strip() for part in answer) else 0
    if not any(part.strip() for part in answer):
        return 0
    return _GRADERS[item.sort](item, tuple(order), answer)


def _chosen(order: Sequence[int], answer: Answer) -> list[int]:
    """Positions that were shown, as indexes into the question; anything else counts for nothing."""
    places = [int(part) for part in answer if part.isdecimal() and len(part) < 4]
    return list(dict.fromkeys(order[place] for place in places if place < len(order)))


def _single(item: Item, order: Sequence[int], answer: Answer) -> int:
    chosen = _chosen(order, answer)
    return max(0, item.options[chosen[0]].share * 100) if len(chosen) == 1 else 0


def _multiple(item: Item, order: Sequence[int], answer: Answer) -> int:
    """Right ones chosen less wrong ones chosen, of the right ones; never below nothing."""
    right = {index for index, option in enumerate(item.options) if option.share > 0}
    chosen = set(_chosen(order, answer))
    earned = len(chosen & right) - len(chosen - right)
    return max(0, earned * FULL // len(right))


def _matching(item: Item, order: Sequence[int], answer: Answer) -> int:
    choices = list(dict.fromkeys(item.pairs[index].right for index in order))
    wanted = [pair.right for pair in item.pairs if pair.left]
    given = [_pick(choices, part) for part in answer]
    hits = sum(right == mine for right, mine in zip(wanted, given, strict=False))
    return hits * FULL // len(wanted)


def _pick(choices: Sequence[str], part: str) -> str | None:
    is_place = part.isdecimal() and len(part) < 4 and int(part) < len(choices)
    return choices[int(part)] if is_place else None


def _ordering(item: Item, order: Sequence[int], answer: Answer) -> int:
    """Each step at its own place; the answer gives the rank of each step as shown.

    A rank given twice says nothing, so none of its steps counts: else `1, 1, 1` would earn a part.
    """
    ranks = [part.strip() for part in answer]
    hits = sum(
        rank == str(index + 1) and ranks.count(rank) == 1
        for index, rank in zip(order, ranks, strict=False)
    )
    return hits * FULL // len(item.options)


def _numeric(item: Item, _order: Sequence[int], answer: Answer) -> int:
    given, wanted, width = number(answer[0]), number(item.value), number(item.tolerance)
    if given is None or wanted is None or width is None:
        return 0
    return FULL if abs(given - wanted) <= width else 0


def _hotspot(item: Item, _order: Sequence[int], answer: Answer) -> int:
    """A point in percent of the picture: right in any of the regions."""
    if len(answer) != 2:
        return 0
    x, y = number(answer[0]), number(answer[1])
    if x is None or y is None:
        return 0
    return FULL if any(region.holds(x * 10, y * 10) for region in item.regions) else 0


def _short(item: Item, _order: Sequence[int], answer: Answer) -> int:
    return _best(item.options, answer[0], is_exact=item.is_case_sensitive)


def _cloze(item: Item, _order: Sequence[int], answer: Answer) -> int:
    earned = sum(
        _best(gap, part, is_exact=item.is_case_sensitive)
        for gap, part in zip(item.gaps, answer, strict=False)
    )
    return earned // len(item.gaps)


def _best(patterns: Sequence[Option], text: str, *, is_exact: bool) -> int:
    """The share of the best pattern that the words meet."""
    words = " ".join(text.split())
    shares = [p.share for p in patterns if _pattern(p.text, is_exact).fullmatch(words)]
    return max(0, max(shares, default=0) * 100)


@lru_cache(maxsize=2048)
def _pattern(text: str, is_exact: bool) -> re.Pattern[str]:  # noqa: FBT001
    r"""`*` stands for anything, `\*` for a star."""
    parts = re.split(r"(?<!\\)\*+", " ".join(text.split()))
    body = ".*".join(re.escape(part.replace("\\*", "*")) for part in parts)
    return re.compile(body, 0 if is_exact else re.IGNORECASE)


_GRADERS = {
    Sort.SINGLE: _single,
    Sort.TRUE_FALSE: _single,
    Sort.MULTIPLE: _multiple,
    Sort.MATCHING: _matching,
    Sort.ORDERING: _ordering,
    Sort.NUMERIC: _numeric,
    Sort.SHORT: _short,
    Sort.CLOZE: _cloze,
    Sort.HOTSPOT: _hotspot,
}


def score(marks: Sequence[tuple[int, int]]) -> int:
    """The score of a test from (share, points) of its questions."""
    total = sum(points for _share, points in marks)
    return sum(share * points for share, points in marks) // total if total else 0
