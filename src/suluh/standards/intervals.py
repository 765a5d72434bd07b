"""Spans of time: union across rejoins and devices, clipping to an event, share attended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A span from start up to, but not including, end; start may not be after end."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("an interval may not end before it starts")

    @property
    def duration(self) -> timedelta:
        """How long the span lasts."""
        return self.end - self.start


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same moments as disjoint, ordered, non-empty spans; touching spans are joined."""
    merged: list[Interval] = []
    for span in sorted(intervals):
        if span.start == span.end:
            continue
        if merged and span.start <= merged[-1].end:
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def clip(intervals: Iterable[Interval], within: Interval) -> tuple[Interval, ...]:
    """The parts of the spans that lie inside another span, as a union."""
    return union(
        Interval(max(span.start, within.start), min(span.end, within.end))
        for span in intervals
        if span.start < within.end and span.end > within.start
    )


def total_seconds(intervals: Iterable[Interval]) -> int:
    """Whole seconds covered at least once, rounded down."""
    covered = sum((span.duration for span in union(intervals)), timedelta())
    return covered // timedelta(seconds=1)


def share(intervals: Iterable[Interval], within: Interval) -> Fraction:
    """The part of ``within`` that the spans cover, exactly, from 0 to 1."""
    whole = within.duration // timedelta(microseconds=1)
    if whole == 0:
        return Fraction(0)
    covered = sum((span.duration for span in clip(intervals, within)), timedelta())
    return Fraction(covered // timedelta(microseconds=1), whole)
