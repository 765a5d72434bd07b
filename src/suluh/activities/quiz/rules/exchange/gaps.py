"""Questions with gaps in their text, both ways.

A gap whose patterns hold wrong ones (share 0) offers them all to choose from; else one writes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from suluh.activities.quiz.rules.exchange import reasons
from suluh.activities.quiz.rules.exchange.markup import plain_of, words_of
from suluh.activities.quiz.rules.items import GAP
from suluh.activities.quiz.types import Item, Option, Sort
from suluh.standards.questions import types as files

_OPEN, _CLOSE = "\ue000", "\ue001"
_HELD = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_CLOZE_MARK, _WORD_MARK = re.compile(r"\{#(\d{1,2})\}"), re.compile(r"\[\[(\d{1,4})\]\]")
Say = Callable[[str], None]


def take_cloze(question: Any, say: Say) -> Item:
    """Gaps of several sorts."""
    text, order = _held(question.text, _CLOZE_MARK)
    gaps = tuple(_gap(question.gaps[number - 1], say) for number in order)
    is_exact = any(getattr(gap, "case_sensitive", False) for gap in question.gaps)
    return Item(Sort.CLOZE, text, gaps=gaps, is_case_sensitive=is_exact)


def take_words(question: Any, _say: Say) -> Item:
    """Gaps filled from a bank of words: each a choice among the words of its group."""
    text, order = _held(question.text, _WORD_MARK)
    known = [number for number in order if number <= len(question.words)]
    gaps = []
    for number in known:
        right = question.words[number - 1]
        others = [w.text for w in question.words if w.group == right.group and w.text != right.text]
        gaps.append(_choices({right.text: 100} | dict.fromkeys(others, 0)))
    return Item(Sort.CLOZE, text, gaps=tuple(gaps))


def _held(text: files.Text, mark: re.Pattern[str]) -> tuple[str, list[int]]:
    """The words with gaps numbered from one as they come, and which of the file's each is."""
    order: list[int] = []

    def hold(found: re.Match[str]) -> str:
        order.append(int(found[1]))
        return f"{_OPEN}{len(order)}{_CLOSE}"

    words = plain_of(replace(text, content=mark.sub(hold, text.content)))
    return _HELD.sub(r"{\1}", GAP.sub(r"(\1)", words)), order


def _gap(gap: files.Gap, say: Say) -> tuple[Option, ...]:
    if isinstance(gap, files.NumberGap):
        if any(answer.tolerance for answer in gap.answers):
            say(reasons.GAP_TOLERANCE)
        right = [a for a in gap.answers if a.value is not None and a.fraction > 0]
        return tuple(
            Option(f"{a.value:f}".replace(".", ","), _percent(a.fraction))
            for a in right
            if a.value is not None
        )
    if isinstance(gap, files.ChoiceGap):
        if gap.multiple:
            say(reasons.ONE_CHOICE_GAP)
        return _choices({words_of(a.text): max(0, _percent(a.fraction)) for a in gap.answers})
    return tuple(
        Option(words_of(a.text), _percent(a.fraction)) for a in gap.answers if a.fraction > 0
    )


def _percent(fraction: Decimal) -> int:
    return int(fraction.to_integral_value())


def _choices(shares: dict[str, int]) -> tuple[Option, ...]:
    """What may be chosen; a star in it is a star."""
    return tuple(Option(text.replace("*", "\\*"), share) for text, share in shares.items())


def give_cloze(item: Item, common: dict[str, Any]) -> files.Question:
    """The gaps as a file writes them, in the format of the text around them."""
    text = files.Text(GAP.sub(r"{#\1}", item.text))
    if "\n" in item.text:
        marked = html.escape(text.content, quote=False).replace("\n", "<br />\n")
        text = files.Text(marked, files.TextFormat.HTML)
    gaps = tuple(_written(gap, item, text.format) for gap in item.gaps)
    return files.Cloze(**common | {"text": text}, gaps=gaps)


def _written(gap: tuple[Option, ...], item: Item, form: files.TextFormat) -> files.Gap:
    if any(option.share <= 0 for option in gap):
        choices = (
            files.Answer(_text(each.text.replace("\\*", "*"), form), Decimal(each.share))
            for each in gap
        )
        return files.ChoiceGap(answers=tuple(choices))
    answers = tuple(files.Answer(files.Text(each.text), Decimal(each.share)) for each in gap)
    return files.TextGap(answers=answers, case_sensitive=item.is_case_sensitive)


def _text(words: str, form: files.TextFormat) -> files.Text:
    is_html = form is files.TextFormat.HTML
    return files.Text(html.escape(words, quote=False) if is_html else words, form)
