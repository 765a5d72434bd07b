"""The sample's bank: enough questions, each of which can be asked and answered."""

from __future__ import annotations

from collections import Counter

from config.sample.questions import read
from suluh.activities.quiz.rules.items import flaw_of
from suluh.activities.quiz.types import Sort


def test_sixty_questions_in_five_fields_and_of_every_type() -> None:
    entries = read()
    assert set(Counter(entry.category for entry in entries).values()) == {12}
    assert len({entry.item.text for entry in entries}) == 60
    assert {entry.item.sort for entry in entries} == set(Sort) - {Sort.HOTSPOT}
    assert [flaw for entry in entries if (flaw := flaw_of(entry.item))] == []
