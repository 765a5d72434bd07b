"""Whatever was attained and withdrawn in whatever order: map, replay and unit map say the same."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suluh.competency.rules.holding import held_on
from suluh.competency.types import Choice, Reached, SourceKind, SourceWeight

LIGHT = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
FIRST = date(2026, 1, 1)
WEIGHTS = {
    SourceKind.TEST: SourceWeight(3),
    SourceKind.ASSESSMENT: SourceWeight(3),
    SourceKind.SUPERVISOR: SourceWeight(2),
    SourceKind.TRAINING: SourceWeight(1, raises_only=True),
    SourceKind.SELF: SourceWeight(0),
}
DAYS = st.integers(0, 40).map(lambda number: FIRST + timedelta(days=number))
RESULTS = st.lists(
    st.builds(
        Reached,
        competency_id=st.integers(1, 3),
        level=st.integers(1, 5),
        source=st.sampled_from(list(SourceKind)),
        reached_on=DAYS,
        expires_on=st.none() | DAYS,
        order=st.integers(100, 999).map(str),
    ),
    max_size=8,
    unique_by=lambda result: result.order,
)


def _levels(results: list[Reached], day: date, choice: Choice) -> dict[int, int]:
    found = held_on(results, day, choice=choice, weights=WEIGHTS)
    return {key: result.level for key, result in found.items()}


@LIGHT
@given(results=RESULTS, day=DAYS, choice=st.sampled_from(list(Choice)), dice=st.randoms())
def test_the_order_in_which_results_are_read_does_not_matter(
    results: list[Reached], day: date, choice: Choice, dice: object
) -> None:
    mixed = list(results)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert _levels(mixed, day, choice) == _levels(results, day, choice)


@LIGHT
@given(results=RESULTS, day=DAYS, choice=st.sampled_from(list(Choice)))
def test_a_map_of_a_day_knows_only_what_was_in_force_that_day(
    results: list[Reached], day: date, choice: Choice
) -> None:
    in_force = [
        result
        for result in results
        if result.reached_on <= day and (not result.expires_on or day <= result.expires_on)
    ]
    assert _levels(results, day, choice) == _levels(in_force, day, choice)
    weighty = [each for each in in_force if WEIGHTS.get(each.source, SourceWeight(0)).weight]
    assert _levels(results, day, choice) == _levels(weighty, day, choice)


@LIGHT
@given(results=RESULTS, day=DAYS)
def test_what_counts_is_the_level_plain_reckoning_gives(results: list[Reached], day: date) -> None:
    """Best, once more and plainly: the best of the heaviest measurements, or a higher raise."""
    expected: dict[int, int] = {}
    for competency in {result.competency_id for result in results}:
        valid = [
            result
            for result in results
            if result.competency_id == competency
            and result.reached_on <= day
            and (not result.expires_on or day <= result.expires_on)
        ]
        by_weight = {
            weight: [r.level for r in valid if WEIGHTS.get(r.source, SourceWeight(0)).weight == weight]
            for weight in (1, 2, 3)
        }  # fmt: skip
        measured = by_weight[3] or by_weight[2]
        levels = [max(measured)] if measured else []
        if levels or by_weight[1]:
            expected[competency] = max([*levels, *by_weight[1]])
    assert _levels(results, day, Choice.BEST) == expected


@LIGHT
@given(results=RESULTS, day=DAYS, choice=st.sampled_from(list(Choice)))
def test_a_training_never_lowers_a_level(results: list[Reached], day: date, choice: Choice) -> None:
    without = [result for result in results if result.source is not SourceKind.TRAINING]
    before, after = _levels(without, day, choice), _levels(results, day, choice)
    assert all(after[key] >= level for key, level in before.items())
