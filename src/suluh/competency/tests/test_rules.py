"""Which result counts, what a post asks for, the gap and the match: case by case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from suluh.base.law import in_force
from suluh.competency.rules.holding import expiry, held_on, is_in_force
from suluh.competency.rules.match import gap, job_person_match, match_in_words
from suluh.competency.rules.standards import asked_of, rung_of
from suluh.competency.types import (
    Band,
    Bands,
    Choice,
    Demand,
    Match,
    Post,
    Reached,
    SourceKind,
    SourceWeight,
)

TODAY = date(2026, 9, 16)
WEIGHTS = {
    SourceKind.TEST: SourceWeight(3, valid_months=36),
    SourceKind.SUPERVISOR: SourceWeight(2, valid_months=12),
    SourceKind.TRAINING: SourceWeight(1, raises_only=True),
    SourceKind.SELF: SourceWeight(0),
}


def _result(level: int, day: int, source: SourceKind = SourceKind.TEST) -> Reached:
    return Reached(1, level, source, date(2026, 1, day), order=str(day))


def _held(results: list[Reached], choice: Choice = Choice.LAST, day: date = TODAY) -> int | None:
    found = held_on(results, day, choice=choice, weights=WEIGHTS)
    return found[1].level if found else None


TEST, BOSS, COURSE, SELF = (
    SourceKind.TEST, SourceKind.SUPERVISOR, SourceKind.TRAINING, SourceKind.SELF,
)  # fmt: skip


@pytest.mark.parametrize(
    ("results", "last", "best"),
    [
        ([], None, None),
        ([_result(3, 1), _result(2, 2)], 2, 3),
        ([_result(2, 1), _result(3, 2)], 3, 3),
        ([_result(3, 1), _result(5, 2, BOSS)], 3, 3),
        ([_result(5, 2, BOSS)], 5, 5),
        ([_result(2, 1), _result(4, 2, COURSE)], 4, 4),
        ([_result(4, 1), _result(2, 2, COURSE)], 4, 4),
        ([_result(4, 1, COURSE), _result(2, 2)], 2, 4),
        ([_result(2, 1, COURSE), _result(3, 2, COURSE)], 3, 3),
        ([_result(5, 1, SELF)], None, None),
        ([_result(5, 1, SourceKind.OUTSIDE)], None, None),
    ],
)
def test_which_result_counts(results: list[Reached], last: int | None, best: int | None) -> None:
    assert _held(results) == last
    assert _held(list(reversed(results))) == last
    assert _held(results, Choice.BEST) == best


def test_a_result_counts_from_its_day_to_its_last() -> None:
    result = Reached(1, 3, SourceKind.TEST, date(2024, 3, 1), date(2026, 9, 16))
    days = [date(2024, 2, 29), date(2024, 3, 1), TODAY, date(2026, 9, 17)]
    assert [is_in_force(result, day) for day in days] == [False, True, True, False]
    assert _held([result, _result(2, 1)], Choice.BEST, date(2026, 9, 17)) == 2


def test_one_day_holds_several_results_in_their_order() -> None:
    first, second = replace(_result(4, 1), order="a"), replace(_result(2, 1), order="b")
    assert _held([second, first]) == 2


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 12, 15), None, None),
    ],
)
def test_expiry(day: date, months: int | None, last: date | None) -> None:
    assert expiry(day, months) == last


POST = Post(7, "Analis Kebijakan", "2", "Ahli Muda")


def _demand(levels: dict[int, int], **changes: object) -> Demand:
    plain = Demand(1, None, "2", "Ahli Muda", "", date(2018, 1, 1), None, 1, levels)
    return replace(plain, **changes)  # type: ignore[arg-type]


def _levels(*demands: Demand, day: date = TODAY) -> dict[int, int]:
    return {key: value.level for key, value in asked_of(POST, demands, day).items()}


def test_the_particular_overrules_the_general_competency_by_competency() -> None:
    nation = _demand({1: 3, 2: 3, 3: 3})
    agency = _demand({2: 4}, standard_id=2, agency_id=7)
    post = _demand({3: 0, 4: 2}, standard_id=3, agency_id=7, jenjang="", post="ANALIS KEBIJAKAN")
    for order in ([nation, agency, post], [post, agency, nation]):
        assert _levels(*order) == {1: 3, 2: 4, 4: 2}
    assert asked_of(POST, [nation, agency], TODAY)[2].standard_id == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"agency_id": 8}, {"jenis": "1"}, {"jenjang": "Ahli Madya"}, {"post": "Perencana"},
        {"valid_from": date(2026, 9, 17)}, {"valid_to": date(2026, 9, 15)},
    ],
)  # fmt: skip
def test_a_standard_of_others_or_of_other_days_asks_nothing(changes: dict[str, object]) -> None:
    assert _levels(_demand({1: 3}, **changes)) == {}


def test_of_one_layer_the_version_that_began_last_counts() -> None:
    old = _demand({1: 2})
    new = _demand({1: 4}, valid_from=date(2026, 9, 16), version=2)
    mended = replace(new, version=3, levels={1: 5})
    assert _levels(old, new) == {1: 4}
    assert _levels(mended, new, old) == {1: 5}
    assert _levels(mended, new, old, day=date(2026, 9, 15)) == {1: 2}


def test_a_structural_post_without_rung_has_that_of_its_eselon() -> None:
    assert rung_of("", "III.b") == "Administrator"
    assert rung_of("Pengawas", "III.b") == "Pengawas"
    assert rung_of("", "") == ""


def test_a_gap_is_what_is_missing_and_never_less_than_nothing() -> None:
    assert [gap(3, None), gap(3, 1), gap(3, 3), gap(3, 5)] == [3, 2, 0, 0]


@pytest.mark.parametrize(
    ("held", "reached", "band"),
    [
        ({1: 4, 2: 4}, 8, Band.MEETS),
        ({1: 5, 2: 3}, 7, Band.NEARLY),
        ({1: 5, 2: 5}, 9, Band.MEETS),
        ({1: 4}, 4, Band.BELOW),
        ({3: 5}, 0, Band.BELOW),
    ],
)
def test_the_match_counts_each_level_up_to_its_standard(
    held: dict[int, int], reached: int, band: Band
) -> None:
    match = job_person_match({1: 4, 2: 6}, held, Bands(80, 68))
    assert (match.reached, match.asked, match.band) == (reached, 10, band)


def test_a_match_says_how_it_came_about() -> None:
    match = job_person_match({1: 4}, {1: 3}, None)
    assert (match.share, match.band) == (0.75, None)
    assert match_in_words(match).startswith("3 level tercapai ÷ 4 level standar × 100;")


def test_without_a_standard_there_is_no_match() -> None:
    match = job_person_match({}, {1: 3}, Bands(80, 68))
    assert (match, match.share) == (Match(0, 0), None)
    assert match_in_words(match) == "Belum ada standar kompetensi untuk jabatan ini."


@dataclass
class _Version:
    version: int
    valid_from: date
    valid_to: date | None = None


def test_the_law_of_a_day_is_the_version_that_began_last() -> None:
    first = _Version(1, date(2018, 1, 1), date(2025, 12, 31))
    second = _Version(2, date(2026, 1, 1))
    third = _Version(3, date(2026, 1, 1))
    versions = [first, second, third]
    assert in_force(versions, date(2025, 12, 31)) is first
    assert in_force(versions, TODAY) is third
    assert in_force(versions, date(2017, 1, 1)) is None
