"""Spans of time are united, clipped and measured exactly."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.standards.intervals import Interval, clip, share, total_seconds, union

START = datetime(2026, 9, 24, 1, tzinfo=UTC)
PAIRS = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60)), max_size=12)


def span(first: int, last: int) -> Interval:
    return Interval(START + timedelta(minutes=first), START + timedelta(minutes=last))


def test_overlaps_and_neighbours_are_joined_and_gaps_kept() -> None:
    spans = [span(30, 40), span(0, 10), span(5, 20), span(20, 25), span(50, 50)]

    assert union(spans) == (span(0, 25), span(30, 40))
    assert total_seconds(spans) == 35 * 60


def test_an_interval_runs_forward() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        span(2, 1)


def test_only_what_lies_within_counts() -> None:
    within = span(10, 30)

    assert clip([span(0, 15), span(28, 90), span(30, 40), span(0, 10)], within) == (
        span(10, 15),
        span(28, 30),
    )
    assert share([span(0, 15), span(12, 20)], within) == Fraction(1, 2)
    assert share([span(0, 100)], within) == 1
    assert share([span(0, 100)], span(10, 10)) == 0


@given(PAIRS)
def test_union_counts_each_minute_once(pairs: list[tuple[int, int]]) -> None:
    spans = [span(first, first + length) for first, length in pairs]
    minutes = {minute for first, length in pairs for minute in range(first, first + length)}

    assert total_seconds(spans) == len(minutes) * 60
    assert union(union(spans)) == union(reversed(spans))
