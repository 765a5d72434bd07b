"""An answer as such, whatever the order in which its parts were shown to whom."""

from __future__ import annotations

from collections.abc import Sequence

from suluh.activities.quiz.rules.items import CHOICES, number
from suluh.activities.quiz.types import Answer, Item, Sort


def chosen_options(item: Item, order: Sequence[int], answer: Answer) -> tuple[int, ...]:
    """Indexes of the choices taken; nothing for other sorts of question."""
    if item.sort not in CHOICES:
        return ()
    places = (int(part) for part in answer if part.isdecimal() and len(part) < 4)
    return tuple(sorted({order[place] for place in places if place < len(order)}))


def canonical(item: Item, order: Sequence[int], answer: Answer) -> str:
    """The same words for the same answer; '' where none was given."""
    if not any(part.strip() for part in answer):
        return ""
    if item.sort in CHOICES:
        return ",".join(map(str, chosen_options(item, order, answer)))
    if item.sort is Sort.ORDERING:
        ranks = sorted(zip(order, answer, strict=False))
        return ",".join(rank.strip() for _index, rank in ranks)
    if item.sort is Sort.MATCHING:
        rights = list(dict.fromkeys(item.pairs[index].right for index in order))
        return "|".join(_right(rights, part) for part in answer)
    if item.sort is Sort.HOTSPOT:
        return _near(item, answer)
    return "|".join(" ".join(part.casefold().split()) for part in answer)


def _near(item: Item, answer: Answer) -> str:
    """The region that was hit, or the place to the nearest tenth: nobody taps the same dot twice."""
    x, y = (number(part) for part in (*answer, "", "")[:2])
    if x is None or y is None:
        return ""
    hit = [n for n, region in enumerate(item.regions) if region.holds(x * 10, y * 10)]
    return f"#{hit[0]}" if hit else f"{round(x, -1):f}|{round(y, -1):f}"


def _right(rights: Sequence[str], part: str) -> str:
    is_place = part.isdecimal() and len(part) < 4 and int(part) < len(rights)
    return rights[int(part)] if is_place else ""
