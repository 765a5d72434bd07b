"""When a document counts as read."""

from __future__ import annotations

from typing import Any

import pytest

from suluh.activities.document.rules import reading as rules
from suluh.activities.document.tests.sample import SETTINGS
from suluh.library.rules import pace

TEN = SETTINGS | {"needed": [6] * 10, "share": 90}


@pytest.mark.parametrize(
    ("page", "seconds"),
    [
        ({"text": ""}, 5),
        ({"text": "kata"}, 2),
        ({"text": "kata " * 70}, 12),
        ({"text": "kata " * 5_000}, 60),
        ({"text": "kata " * 5_000, "html": "<p>"}, 600),
    ],
)
def test_a_page_asks_for_the_time_of_the_fastest_reader(page: Any, seconds: int) -> None:
    assert pace.seconds_for(page) == seconds


@pytest.mark.parametrize(
    ("read", "is_met", "missing"),
    [
        ({}, False, tuple(range(1, 11))),
        ({str(n): 5 for n in range(1, 11)}, False, tuple(range(1, 11))),
        ({str(n): 6 for n in range(1, 10)}, True, (10,)),
        ({str(n): 6 for n in range(1, 9)}, False, (9, 10)),
        ({str(n): 60 for n in range(1, 11)}, True, ()),
        ({"1": 9_999, "77": 60}, False, tuple(range(2, 11))),
    ],
)
def test_read_means_the_share_of_pages_each_long_enough(
    read: dict[str, int], missing: tuple[int, ...], *, is_met: bool
) -> None:
    assert rules.judge(TEN, read).is_met is is_met
    assert rules.coverage(TEN, read).missing == missing


def test_nothing_is_read_of_nothing() -> None:
    assert not rules.judge(rules.blank(), {"1": 60}).is_met


@pytest.mark.parametrize(
    ("since", "needed", "counted"),
    [(-5, 6, 0), (0.9, 6, 0), (20.7, 6, 20), (9_999, 6, 180), (9_999, 600, 600)],
)
def test_a_stay_counts_by_the_clock_and_not_without_end(
    since: float, needed: int, counted: int
) -> None:
    assert pace.credited(since=since, needed=needed) == counted


def test_neighbouring_pages_are_named_together() -> None:
    assert list(pace.ranges([1, 2, 3, 7, 9, 10])) == [(1, 3), (7, 7), (9, 10)]
    assert list(pace.ranges([])) == []


def test_hints() -> None:
    assert [flaw.stops for flaw in rules.flaws(rules.blank())] == [True]
    assert [flaw.stops for flaw in rules.flaws(SETTINGS)] == []
    silent = SETTINGS | {"silent": 2, "needed": [5] * 61}
    assert [flaw.stops for flaw in rules.flaws(silent)] == [False, False]


@pytest.mark.parametrize(
    "wrong",
    [
        {"needed": []}, {"needed": "12"}, {"needed": [-1]}, {"needed": ["6"]}, {"share": 10},
        {"share": "90"}, {"format": "exe"}, {"name": None}, {"document": "../x"}, {"titles": [5]},
        {"needed": [1] * 601}, {"words": None},
    ],
)  # fmt: skip
def test_settings_of_a_stranger_are_checked(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"document|UUID"):
        rules.read(SETTINGS | wrong)
    assert rules.read(SETTINGS) == SETTINGS
