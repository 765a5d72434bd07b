"""Rules of practice as tables of examples."""

from __future__ import annotations

from typing import Any

import pytest

from suluh.activities.practice.rules import brief as briefs
from suluh.activities.practice.rules import consent, scoring
from suluh.activities.practice.types import Brief, Consent, Proposal, Role, Score

M, C, X = Role.MENTOR, Role.COACH, Role.EXAMINER
WEIGHED = Brief(weights={M: 20, C: 30, X: 50})


@pytest.mark.parametrize(
    ("brief", "given", "open_"),
    [
        (Brief(), [], (M, C)),
        (Brief(), [M], (C,)),
        (Brief(), [M, C], ()),
        (Brief(consent=Consent.ONE), [], (M, C)),
        (Brief(consent=Consent.ONE), [C], ()),
        (Brief(has_coach=False), [], (M,)),
        (Brief(has_coach=False), [M], ()),
        (Brief(), [X], (M, C)),
    ],
)
def test_whose_word_is_missing(brief: Brief, given: list[Role], open_: tuple[Role, ...]) -> None:
    assert consent.missing(brief, given) == open_


@pytest.mark.parametrize(
    ("scores", "total"),
    [
        ([(M, 1, 100_00), (C, 2, 100_00), (X, 3, 100_00)], 100_00),
        ([(M, 1, 80_00), (C, 2, 90_00), (X, 3, 70_00)], 78_00),
        # two examiners are one mean
        ([(M, 1, 80_00), (C, 2, 90_00), (X, 3, 70_00), (X, 4, 80_00)], 80_50),
        # the newest of one person counts
        ([(M, 1, 10_00), (C, 2, 90_00), (X, 3, 70_00), (M, 1, 80_00)], 78_00),
    ],
)
def test_the_score_is_the_weighted_mean(scores: list[tuple[Role, int, int]], total: int) -> None:
    assert scoring.total(WEIGHED, [Score(*each) for each in scores]) == total


def test_marks_are_missing_until_everybody_gave_one() -> None:
    people = {M: [1], C: [2], X: [3, 4]}
    given = [Score(M, 1, 1), Score(C, 2, 1), Score(X, 3, 1)]

    assert scoring.missing(WEIGHED, given, people) == (X,)
    assert scoring.missing(WEIGHED, [*given, Score(X, 4, 1)], people) == ()
    assert scoring.missing(WEIGHED, given, people | {X: []}) == (X,)


def test_milestones_are_read_from_lines() -> None:
    assert briefs.parsed("Uji coba = 14\n\n Laporan = 900 ") == (
        Proposal("Uji coba", 14), Proposal("Laporan", 400),
    )  # fmt: skip
    for wrong in ("Uji coba", "= 3", "Uji = tiga", "\n".join(["A = 1"] * 13)):
        with pytest.raises(ValueError, match=r"."):
            briefs.parsed(wrong)


@pytest.mark.parametrize(
    ("change", "stops"),
    [
        ({}, False),
        ({"weights": {"mentor": 50, "coach": 50, "examiner": 0}}, False),
        ({"weights": {"mentor": 50, "coach": 40, "examiner": 0}}, True),
        ({"has_coach": False, "weights": {"mentor": 50, "coach": 50, "examiner": 0}}, True),
        ({"has_coach": False, "has_mentor": False}, True),
        ({"text": " "}, True),
    ],
)
def test_what_stops_publishing(change: dict[str, Any], *, stops: bool) -> None:
    settings = briefs.to_data(Brief(text="Kerjakan.")) | change

    assert any(flaw.stops for flaw in briefs.flaws(settings)) is stops
