"""Drawing: decided by the seed alone, by rules of category, tag and difficulty; time by the server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from suluh.activities.quiz.rules import plan as plans
from suluh.activities.quiz.rules.draw import draw, shortage
from suluh.activities.quiz.rules.timing import (
    given_at,
    next_attempt_at,
    remedials_left,
    takes_answers,
)
from suluh.activities.quiz.types import Candidate, Draw, Plan

NOW = datetime(2026, 9, 16, 1, 0, tzinfo=UTC)


def _bank(count: int = 30) -> list[Candidate]:
    groups = ("Surat", "Surat/Bahasa", "Data")
    return [
        Candidate(UUID(int=n), n, groups[n % 3], ("baru",) if n % 2 else (), "easy" if n % 5 else "hard")
        for n in range(count)
    ]  # fmt: skip


def test_the_same_seed_draws_the_same_and_another_differs() -> None:
    plan = Plan(draws=(Draw(8),))
    first, again, other = (draw(plan, _bank(), seed=seed) for seed in ("a", "a", "b"))
    assert first == again
    assert first != other
    assert len({each.uuid for each in first}) == 8


def test_rules_choose_from_what_they_name_and_none_twice() -> None:
    plan = Plan(draws=(Draw(20), Draw(3, "Surat", "baru"), Draw(2, difficulty="hard")))
    found = draw(plan, _bank(), seed="x")
    assert len(found) == len({each.uuid for each in found}) == 25
    assert sum(each.category.startswith("Surat") and "baru" in each.tags for each in found) >= 3


def test_a_category_means_those_below_it_and_not_those_that_begin_alike() -> None:
    bank = [Candidate(UUID(int=n), n, c, (), "easy") for n, c in enumerate(("A", "A/B", "AB"))]
    found = draw(Plan(draws=(Draw(3, "A"),)), bank, seed="x")
    assert sorted(each.category for each in found) == ["A", "A/B"]
    assert shortage(Plan(draws=(Draw(3, "A"),)), bank) == 1


def test_named_questions_come_always_and_in_their_order() -> None:
    plan = Plan(fixed=(UUID(int=9), UUID(int=2), UUID(int=999)), is_shuffled=False)
    assert [each.version_id for each in draw(plan, _bank(), seed="x")] == [9, 2]


@pytest.mark.parametrize(
    ("seconds", "takes"), [(-1, True), (0, True), (10, True), (10.001, False), (11, False)]
)
def test_the_deadline_has_a_grace_and_no_more(seconds: float, takes: bool) -> None:  # noqa: FBT001
    assert takes_answers(NOW, now=NOW + timedelta(seconds=seconds)) is takes


def test_an_answers_age_never_leads_before_the_beginning() -> None:
    began = NOW - timedelta(minutes=5)
    assert given_at(NOW, started_at=began, age_ms=60_000) == NOW - timedelta(minutes=1)
    assert given_at(NOW, started_at=began, age_ms=10**9) == began
    assert given_at(NOW, started_at=began, age_ms=-5) == NOW


def test_attempts_run_out_and_remedials_wait() -> None:
    plan = Plan(attempts=1, remedial_attempts=1, remedial_hours=24)
    assert next_attempt_at(plan, [], now=NOW) == NOW
    assert next_attempt_at(plan, [NOW], now=NOW) == NOW + timedelta(hours=24)
    assert next_attempt_at(plan, [NOW, NOW], now=NOW) is None
    assert next_attempt_at(Plan(), [NOW] * 30, now=NOW) == NOW


def test_remedials_are_counted_apart_from_other_attempts() -> None:
    plan = Plan(attempts=2, remedial_attempts=1, extra_attempts=1)
    assert [remedials_left(plan, used) for used in range(4)] == [1, 1, 1, 0]
    assert remedials_left(Plan(), 5) == 0


def test_settings_survive_and_nonsense_is_refused() -> None:
    plan = Plan(draws=(Draw(5, "Surat", "baru", "easy"),), fixed=(UUID(int=1),), minutes=20)
    assert plans.read(plans.to_data(plan)) == plan
    for wrong in ({"draws": "x"}, {"draws": [{"count": 5_000}]}, {"draws": [], "minutes": -1},
                  {"draws": [], "pass": True}, {"fixed": ["bukan"]}, {}):  # fmt: skip
        with pytest.raises(ValueError):  # noqa: PT011 the port promises no more
            plans.read(wrong)
