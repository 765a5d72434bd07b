"""What a learner may see of a test, and when: the one place that releases keys and marks."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from suluh.activities.quiz.rules.items import GAP
from suluh.activities.quiz.types import Item, Plan, Region, Review, Sort


@dataclass(frozen=True, slots=True)
class Sight:
    """What is released."""

    score: bool = False
    marks: bool = False
    keys: bool = False


def sight_of(plan: Plan, *, is_handed_in: bool, is_last: bool) -> Sight:
    """Nothing before handing in; keys at the end alone where the rule says so.

    `is_last`: no further attempt is left, or the test was passed.
    """
    if not is_handed_in:
        return Sight()
    match plan.review:
        case Review.NOTHING:
            return Sight()
        case Review.SCORE:
            return Sight(score=True)
        case Review.MARKS:
            return Sight(score=True, marks=True)
        case Review.ALL:
            return Sight(score=True, marks=True, keys=True)
        case Review.ALL_AT_END:
            return Sight(score=True, marks=is_last, keys=is_last)


def key_of(item: Item) -> tuple[str, ...]:
    """The right answer in words."""
    if item.sort is Sort.NUMERIC:
        return (item.value,)
    if item.sort is Sort.MATCHING:
        return tuple(f"{pair.left}: {pair.right}" for pair in item.pairs if pair.left)
    if item.sort is Sort.ORDERING:
        return tuple(f"{n}. {option.text}" for n, option in enumerate(item.options, 1))
    if item.sort is Sort.CLOZE:
        return (GAP.sub(lambda found: _first(item, int(found[1])), item.text),)
    if item.sort is Sort.HOTSPOT:
        return tuple(_place(each) for each in item.regions)
    if item.sort is Sort.ESSAY:
        return tuple(f"{each.text} ({each.points})" for each in item.rubric)
    return tuple(option.text for option in item.options if option.share > 0)


def _place(region: Region) -> str:
    middle = {
        "x": round((region.left + region.width / 2) / 10),
        "y": round((region.top + region.height / 2) / 10),
    }
    where = _("sekitar %(x)d %% dari kiri, %(y)d %% dari atas") % middle
    return f"{region.text} ({where})" if region.text else where


def _first(item: Item, number: int) -> str:
    return f"[{item.gaps[number - 1][0].text}]"
