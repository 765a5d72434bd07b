"""What of a question a learner sees, and the learner's own answer in words. No key passes here."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from suluh.activities.quiz.rules.items import CHOICES, GAP
from suluh.activities.quiz.types import Answer, Choice, Item, Piece, Row, Shown, Sort
from suluh.content.rules import richtext


def shown(item: Item, *, place: int, order: Sequence[int], answer: Answer = ()) -> Shown:
    """What the browser gets: words in the order of this attempt, and what was answered."""
    html = mark_safe(richtext.to_html(item.text))  # noqa: S308 - sanitised by nh3
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    pieces: tuple[Piece, ...] = ()
    if item.sort in CHOICES:
        words = [item.options[index].text for index in order]
        choices = _choices(words, answer)
    elif item.sort is Sort.ORDERING:
        ranks = [str(rank + 1) for rank in range(len(order))]
        rows = tuple(
            Row(item.options[index].text, _ranks(ranks, _part(answer, row)))
            for row, index in enumerate(order)
        )
    elif item.sort is Sort.MATCHING:
        rights = list(dict.fromkeys(item.pairs[index].right for index in order))
        lefts = [pair.left for pair in item.pairs if pair.left]
        rows = tuple(
            Row(left, _choices(rights, (_part(answer, row),))) for row, left in enumerate(lefts)
        )
    elif item.sort is Sort.CLOZE:
        pieces, html = _pieces(item, answer), mark_safe("")
    picture = picture_url(item.picture) if item.picture else ""
    return Shown(
        place, item.sort, html, choices, rows, pieces, answer, picture=picture, alt=item.alt
    )


def picture_url(uuid: str) -> str:
    """Where a picture of the bank is fetched; its name tells nothing."""
    return f"/soal-gambar/{uuid}/"


def _part(answer: Answer, index: int) -> str:
    return answer[index] if index < len(answer) else ""


def _choices(words: Sequence[str], answer: Answer) -> tuple[Choice, ...]:
    return tuple(Choice(str(place), text, str(place) in answer) for place, text in enumerate(words))


def _ranks(ranks: Sequence[str], given: str) -> tuple[Choice, ...]:
    return tuple(Choice(rank, rank, rank == given) for rank in ranks)


def _pieces(item: Item, answer: Answer) -> tuple[Piece, ...]:
    parts = GAP.split(item.text)[::2]
    last = len(parts) - 1
    return tuple(
        Piece(part)
        if index == last
        else Piece(part, index + 1, _part(answer, index), _offered(item, index, answer))
        for index, part in enumerate(parts)
    )


def _offered(item: Item, index: int, answer: Answer) -> tuple[Choice, ...]:
    """Where a gap has wrong patterns it offers all of them, in an order that tells nothing."""
    gap = item.gaps[index] if index < len(item.gaps) else ()
    if not any(option.share <= 0 for option in gap):
        return ()
    words = sorted((option.text.replace("\\*", "*") for option in gap), key=str.casefold)
    given = _part(answer, index)
    return tuple(Choice(word, word, word == given) for word in words)


def in_words(each: Shown) -> tuple[str, ...]:
    """The learner's answer as they saw it."""
    if each.sort is Sort.MATCHING:
        return tuple(f"{row.text}: {_chosen(row) or '–'}" for row in each.rows)
    if each.sort is Sort.ORDERING:
        return tuple(sorted(f"{_chosen(row) or '–'}. {row.text}" for row in each.rows))
    if each.choices:
        return tuple(choice.text for choice in each.choices if choice.is_chosen)
    if each.sort is Sort.CLOZE:
        given = enumerate(each.answer, 1)
        return (
            tuple(f"[{n}] {part.strip() or '–'}" for n, part in given) if each.is_answered else ()
        )
    if each.sort is Sort.HOTSPOT and each.is_answered:
        x, y = each.point
        return (_("%(x)s %% dari kiri, %(y)s %% dari atas") % {"x": x, "y": y},)
    return tuple(part for part in each.answer if part.strip())


def _chosen(row: Row) -> str:
    return next((choice.text for choice in row.choices if choice.is_chosen), "")
