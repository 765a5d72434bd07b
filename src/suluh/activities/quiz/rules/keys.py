"""An answer that the key calls right, and one that it calls wrong: for samples, measurements, tests.

Never shown to a learner; `rules/review.py` says the key in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from suluh.activities.quiz.rules.items import CHOICES
from suluh.activities.quiz.types import Answer, Item, Sort


def right_answer(item: Item, order: Sequence[int]) -> Answer:
    """What earns the whole question where its parts are shown in this order."""
    if item.sort in CHOICES:
        return tuple(
            str(place) for place, index in enumerate(order) if item.options[index].share > 0
        )
    if item.sort is Sort.ORDERING:
        return tuple(str(index + 1) for index in order)
    if item.sort is Sort.MATCHING:
        rights = list(dict.fromkeys(item.pairs[index].right for index in order))
        return tuple(str(rights.index(pair.right)) for pair in item.pairs if pair.left)
    if item.sort is Sort.NUMERIC:
        return (item.value,)
    if item.sort is Sort.HOTSPOT:
        region = item.regions[0]
        middle = (region.left + region.width / 2, region.top + region.height / 2)
        return tuple(f"{part / 10:g}" for part in middle)
    if item.sort is Sort.CLOZE:
        return tuple(_plain(gap[0].text) for gap in item.gaps)
    best = next((option.text for option in item.options if option.share == 100), "")
    return (_plain(best),) if best else ("Uraian.",)


def _plain(pattern: str) -> str:
    return pattern.replace("\\*", "\0").replace("*", "").replace("\0", "*")


def wrong_answer(item: Item, order: Sequence[int], *, turn: int = 1) -> Answer:
    """A believable wrong one: other choices, the parts turned round; `turn` says which."""
    right = right_answer(item, order)
    if item.sort in CHOICES:
        others = [str(place) for place in range(len(order)) if str(place) not in right]
        return (others[turn % len(others)],) if others else ()
    if item.sort in {Sort.ORDERING, Sort.MATCHING}:
        step = turn % (len(right) - 1) + 1
        return (*right[step:], *right[:step])
    if item.sort is Sort.NUMERIC:
        return (str(turn * 1_000_003),)
    if item.sort is Sort.HOTSPOT:
        return _beside(item, turn)
    return tuple(f"tidak tahu {turn}" for _part in right)


def _beside(item: Item, turn: int) -> Answer:
    """A point outside every region, where the picture has one."""
    grid = [(x, y) for y in range(0, 101, 10) for x in range(0, 101, 10)]
    free = [
        (x, y)
        for x, y in grid
        if not any(r.holds(Decimal(x * 10), Decimal(y * 10)) for r in item.regions)
    ]
    x, y = free[turn * 7 % len(free)] if free else (0, 0)
    return str(x), str(y)
