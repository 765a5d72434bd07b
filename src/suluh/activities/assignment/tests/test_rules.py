"""Rules of assignments as tables of examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from suluh.activities.assignment.rules import brief as briefs
from suluh.activities.assignment.rules import dates
from suluh.activities.assignment.rules.settling import settle
from suluh.activities.assignment.tests.make import RUBRIC, TASK
from suluh.activities.assignment.types import Brief, Given, Late, Role, Settled
from suluh.content.rules import rubric

F, S, D = Role.FIRST, Role.SECOND, Role.DECISION
TWO = Brief(needs_second=True, difference=10)
OPENED = datetime(2026, 9, 16, 20, 0, tzinfo=UTC)  # the 17th already in Jakarta


@pytest.mark.parametrize(
    ("brief", "marks", "settled"),
    [
        (Brief(), [], Settled(needs=F)),
        (Brief(), [(F, 70_00)], Settled(70_00)),
        (Brief(), [(F, 70_00), (F, 75_00)], Settled(75_00)),
        (TWO, [(F, 70_00)], Settled(needs=S)),
        (TWO, [(F, 70_00), (S, 80_00)], Settled(75_00)),
        (TWO, [(F, 70_00), (S, 80_01)], Settled(needs=D)),
        (TWO, [(F, 70_00), (S, 90_00), (D, 72_00)], Settled(72_00)),
        (TWO, [(F, 70_00), (S, 90_00), (F, 85_00)], Settled(87_50)),
        (Brief(), [(F, 70_00), (D, 50_00)], Settled(50_00)),
    ],
)
def test_marks_settle(brief: Brief, marks: list[tuple[Role, int]], settled: Settled) -> None:
    assert settle(brief, [Given(role, score) for role, score in marks]) == settled


@pytest.mark.parametrize(
    ("more", "day"),
    [
        ({}, None),
        ({"due_days": 7}, date(2026, 9, 24)),
        ({"due_on": date(2026, 9, 20)}, date(2026, 9, 20)),
        ({"due_on": date(2026, 9, 30), "due_days": 3}, date(2026, 9, 20)),
    ],
)
def test_the_date_is_the_end_of_a_day_where_the_course_is(
    more: dict[str, object], day: date | None
) -> None:
    due = dates.due_at(replace(TASK, **more), opened_at=OPENED, zone="Asia/Jakarta")  # type: ignore[arg-type]

    assert (due.date() if due else None) == day
    assert due is None or due.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    ("after", "late", "days", "score"),
    [
        (timedelta(0), Late.MINUS, 0, 80_00),
        (timedelta(seconds=1), Late.MINUS, 1, 72_00),
        (timedelta(days=2), Late.MINUS, 2, 64_00),
        (timedelta(days=30), Late.MINUS, 30, 0),
        (timedelta(days=30), Late.ALLOWED, 30, 80_00),
    ],
)
def test_each_begun_day_costs(after: timedelta, late: Late, days: int, score: int) -> None:
    assert dates.days_late(OPENED, OPENED + after) == days
    brief = Brief(late=late, late_percent=10)
    assert dates.after_lateness(brief, 80_00, days) == score


def test_a_rubric_is_lines_and_comes_back_as_lines() -> None:
    text = rubric.written(RUBRIC)

    assert rubric.parsed(text.replace("\n", "\r\n")) == RUBRIC
    assert rubric.from_data(rubric.to_data(RUBRIC)) == RUBRIC
    assert rubric.score_of(RUBRIC, [0, 0]) == 100_00
    assert rubric.score_of(RUBRIC, [1, 1]) == 30_00


@pytest.mark.parametrize(
    "text",
    ["Isi", "Isi\nbaik = 4", "Isi\nbaik\nburuk = 1", "Isi\na = 0\nb = 0", "Isi\na = x\nb = 1"],
)
def test_a_rubric_that_cannot_be_used_says_why(text: str) -> None:
    with pytest.raises(ValueError, match="Isi"):
        rubric.parsed(text)


def test_settings_survive_and_nonsense_is_refused() -> None:
    assert briefs.read(briefs.to_data(TASK)) == TASK
    for wrong in ({"text": 1}, {"text": "x", "most_mb": 900}, {"text": "x", "rubric": "a"},
                  {"text": "x", "due_on": "besok"}, {"text": "x", "late": "?"}):  # fmt: skip
        with pytest.raises(ValueError):  # noqa: PT011 the port promises no more
            briefs.read(wrong)
    assert [flaw.stops for flaw in briefs.flaws(briefs.to_data(Brief()))] == [True, False]
