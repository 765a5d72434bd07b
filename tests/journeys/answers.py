"""Answers that the key of the sample's bank calls right, given as a person gives them."""

from __future__ import annotations

import re
from functools import cache

from playwright.sync_api import Locator, Page

from config.sample.questions import read
from suluh.activities.quiz.rules.items import GAP
from suluh.activities.quiz.types import Item, Sort


@cache
def _bank() -> dict[str, Item]:
    return {_words(GAP.split(entry.item.text)[0]): entry.item for entry in read()}


def _words(text: str) -> str:
    return " ".join(re.sub(r"[*_`]", "", text).split())


def answer_rightly(page: Page) -> None:
    """Every question of the open test."""
    for ask in page.locator(".quiz-ask").all():
        shown = _words(ask.locator(".quiz-text").inner_text())
        _answer(ask, next(item for start, item in _bank().items() if shown.startswith(start)))


def _answer(ask: Locator, item: Item) -> None:
    fields = ask.locator("input:not([type=hidden])")
    if item.sort in {Sort.ORDERING, Sort.MATCHING}:
        _choose(ask.locator(".quiz-row"), item)
    elif item.sort is Sort.NUMERIC:
        fields.fill(item.value)
    elif item.sort is Sort.SHORT:
        fields.fill(item.options[0].text.replace("*", ""))
    elif item.sort is Sort.CLOZE:
        for field, gap in zip(fields.all(), item.gaps, strict=True):
            field.fill(gap[0].text.replace("*", ""))
    else:
        for option in (each for each in item.options if each.share > 0):
            ask.get_by_label(option.text, exact=True).check()


def _choose(rows: Locator, item: Item) -> None:
    for number, option in enumerate(item.options, 1):
        rows.filter(has_text=option.text).locator("select").select_option(index=number)
    for pair in (each for each in item.pairs if each.left):
        rows.filter(has_text=pair.left).locator("select").select_option(label=pair.right)
