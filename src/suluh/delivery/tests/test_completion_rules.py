"""The completion rule as a checklist, and minutes spread over days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.content.rules.completion import in_words
from suluh.delivery.rules.completion import (
    Step,
    checklist,
    is_met,
    learnt_minutes,
    share_done,
)
from suluh.delivery.rules.learning_days import (
    DayOfLearning,
    Effort,
    days_of,
    for_ledger,
    with_sessions,
)

D1, D2, D3 = date(2026, 9, 16), date(2026, 9, 17), date(2026, 9, 18)


def step(
    title: str, *, done: bool = False, required: bool = True, score: int | None = None
) -> Step:
    return Step(title, f"/{title}/", required, done, 45, score)


@pytest.mark.parametrize(
    ("rule", "steps", "met", "share"),
    [
        ({}, [step("a", done=True), step("b")], False, 50),
        ({}, [step("a", done=True), step("b", required=False)], True, 100),
        ({"of": 2}, [step("a", done=True), step("b"), step("c", done=True)], True, 100),
        ({"of": 2}, [step("a", done=True), step("b"), step("c")], False, 50),
        ({"mark": 70}, [step("a", done=True, score=69_00)], False, 100),
        ({"mark": 70}, [step("a", done=True, score=70_00)], True, 100),
        ({"mark": 70}, [step("a", done=True)], False, 100),
        ({}, [], False, 0),
        ({}, [step("a", required=False)], False, 0),
    ],
)
def test_rules(rule: dict[str, Any], steps: list[Step], *, met: bool, share: int) -> None:
    assert is_met(checklist(rule, steps)) is met
    assert share_done(rule, steps) == share


def test_the_checklist_says_what_is_missing_and_leads_there() -> None:
    steps = [step("a", done=True), *(step(name) for name in "bcde")]

    (only,) = checklist({}, steps)

    assert only.sentence == "1 dari 5 kegiatan wajib selesai"
    assert only.remedy == "Belum: b, c, d, dan 1 lagi"
    assert only.link == "/b/"


def test_a_weak_mark_names_the_weakest_activity() -> None:
    conditions = checklist(
        {"mark": 70}, [step("a", done=True, score=50_00), step("b", done=True, score=80_00)]
    )

    assert (conditions[1].is_met, conditions[1].remedy, conditions[1].link) == (
        False,
        "Ulangi: a",
        "/a/",
    )


def test_only_what_counts_is_worth_minutes() -> None:
    steps = [step("a", done=True), step("b", done=True, required=False), step("c")]

    assert learnt_minutes({}, steps) == 45
    assert learnt_minutes({"of": 2}, steps) == 90
    assert in_words({"of": 2, "mark": 70}) == (
        "Selesaikan sedikitnya 2 kegiatan. Nilai rata-rata sedikitnya 70."
    )


def test_an_activity_of_two_days_is_spread_by_its_seconds() -> None:
    effort = Effort(90, {D1: 600, D2: 300}, D2)

    assert days_of([effort, Effort(10, {}, D2)]) == {D1: 60, D2: 40}


def test_minutes_that_fill_no_jp_go_on_to_the_next_day() -> None:
    lines = for_ledger({D1: 100, D2: 50}, cap_minutes=135, year=2026)

    assert lines == [DayOfLearning(D1, 90), DayOfLearning(D2, 60)]


def test_what_the_cap_cuts_off_does_not_go_on() -> None:
    lines = for_ledger({D1: 400, D2: 45}, cap_minutes=135, year=2026)

    assert lines == [DayOfLearning(D1, 400), DayOfLearning(D2, 45)]


def test_days_of_last_year_count_in_the_year_of_completion_within_their_caps() -> None:
    days = {date(2025, 12, 30): 200, date(2025, 12, 31): 60, date(2026, 1, 2): 45}

    lines = for_ledger(days, cap_minutes=135, year=2026)

    assert lines == [DayOfLearning(date(2026, 1, 1), 180, 2), DayOfLearning(date(2026, 1, 2), 60)]


@pytest.mark.parametrize(
    ("minutes", "sessions", "lines", "led"),
    [
        (70, 65, [DayOfLearning(D1, 45)], 90),
        (40, 50, [], 90),  # no JP alone, so that both are one line
        (150, 65, [DayOfLearning(D1, 150)], 65),  # what the cap cuts off goes nowhere
        (70, 0, [DayOfLearning(D1, 70)], 0),
    ],
)
def test_what_fills_no_jp_goes_to_the_sessions(
    minutes: int, sessions: int, lines: list[DayOfLearning], led: int
) -> None:
    found = with_sessions([DayOfLearning(D1, minutes)], sessions, cap_minutes=135)

    assert found == (lines, led)


EFFORTS = st.lists(
    st.builds(
        Effort,
        st.integers(0, 300),
        st.dictionaries(st.sampled_from([D1, D2, D3]), st.integers(1, 9_000)),
        st.sampled_from([D1, D2, D3]),
    ),
    max_size=8,
)


@given(EFFORTS)
def test_no_minute_is_lost_or_made(efforts: list[Effort]) -> None:
    days = days_of(efforts)
    lines = for_ledger(days, cap_minutes=10_000, year=2026)

    assert sum(days.values()) == sum(effort.minutes for effort in efforts)
    assert sum(line.minutes for line in lines) == sum(days.values())
    assert sum(line.minutes // 45 for line in lines) == sum(days.values()) // 45
