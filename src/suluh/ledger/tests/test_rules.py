"""Conversion, caps and their words, case by case from the table of forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from suluh.ledger import rules
from suluh.ledger.types import Cut, Figures, FormRule, Unit, Used, Work

SINCE = date(2018, 1, 1)
SEMINAR = FormRule(9, "Seminar", 1, Unit.HOURS, SINCE, None, None, 50, 400)
WORKSHOP = FormRule(4, "Workshop", 1, Unit.HOURS, SINCE, None, None, 40, 500)
E_LEARNING = FormRule(16, "E-learning", 1, Unit.HOURS, SINCE, None, None, 0, 300)
COMMUNITY = FormRule(23, "Komunitas belajar", 1, Unit.HOURS, SINCE, None, None, 20, 200)
TECHNICAL = FormRule(3, "Pelatihan teknis", 1, Unit.CURRICULUM, SINCE, None, None, 20)
COACHING = FormRule(14, "Coaching", 1, Unit.SESSION, SINCE, None, 200, 20, None, 2)
INTERNSHIP = FormRule(10, "Magang", 1, Unit.ACTIVITY, SINCE, None, 2000, 20)
DAILY = FormRule(26, "Studi", 1, Unit.DAY, SINCE, None, 400)


@pytest.mark.parametrize(
    ("work", "rule", "used", "figures"),
    [
        (Work(150), SEMINAR, Used(), Figures(300, 300)),
        (Work(179), SEMINAR, Used(), Figures(300, 300)),
        (Work(180), SEMINAR, Used(), Figures(400, 400)),
        (Work(44), SEMINAR, Used(), Figures(0, 0, Cut.TOO_SHORT)),
        (Work(450), SEMINAR, Used(), Figures(1000, 400, Cut.DAY)),
        (Work(450, units=2), SEMINAR, Used(), Figures(1000, 800, Cut.DAY)),
        (Work(150), SEMINAR, Used(day_jp_minor=300), Figures(300, 100, Cut.DAY)),
        (Work(150), SEMINAR, Used(day_jp_minor=400), Figures(300, 0, Cut.DAY)),
        (Work(180, is_international=True), SEMINAR, Used(), Figures(600, 600)),
        (Work(450, is_international=True), SEMINAR, Used(), Figures(1500, 600, Cut.DAY)),
        (Work(450, is_international=True), WORKSHOP, Used(), Figures(1400, 700, Cut.DAY)),
        (Work(450, is_international=True), E_LEARNING, Used(), Figures(1000, 300, Cut.DAY)),
        (Work(90, is_international=True), COMMUNITY, Used(), Figures(200, 200)),
        (Work(0, curriculum_jp_minor=4800), TECHNICAL, Used(), Figures(4800, 4800)),
        (Work(0, 1, 4800, True), TECHNICAL, Used(), Figures(5700, 5700)),
        (Work(450), TECHNICAL, Used(), Figures(1000, 1000)),
        (Work(60), COACHING, Used(), Figures(200, 200)),
        (Work(60, units=3), COACHING, Used(), Figures(600, 400, Cut.MONTH)),
        (Work(60), COACHING, Used(month_units=2), Figures(200, 0, Cut.MONTH)),
        (Work(60), INTERNSHIP, Used(), Figures(2000, 2000)),
        (Work(60, is_international=True), INTERNSHIP, Used(), Figures(2400, 2400)),
        (Work(900, units=2), DAILY, Used(), Figures(800, 800)),
    ],
)
def test_figures(work: Work, rule: FormRule, used: Used, figures: Figures) -> None:
    assert rules.reckon(work, rule, used) == figures


def test_without_a_rule_nothing_is_given() -> None:
    award = rules.award(Work(150), None)
    assert (award.jp_minor, award.rule_version) == (0, 0)
    assert award.cut_reason == "Pada tanggal itu belum ada aturan JP untuk bentuk ini."


@pytest.mark.parametrize(
    ("work", "rule", "used", "sentence"),
    [
        (Work(150), SEMINAR, Used(), ""),
        (Work(450), SEMINAR, Used(), "Seminar dihitung paling banyak 4 JP sehari."),
        (
            Work(150), SEMINAR, Used(300),
            "Seminar dihitung paling banyak 4 JP; hari itu sudah ada 3 JP.",
        ),
        (Work(60), COACHING, Used(0, 2), "Coaching dihitung paling banyak 2 kali sebulan."),
        (Work(40), SEMINAR, Used(), "40 menit belum genap satu JP (45 menit)."),
    ],
)  # fmt: skip
def test_the_cut_says_why(work: Work, rule: FormRule, used: Used, sentence: str) -> None:
    assert rules.award(work, rule, used).cut_reason == sentence


@pytest.mark.parametrize(
    ("work", "rule", "sentence"),
    [
        (Work(150), SEMINAR, "150 menit dibagi 45 menit = 3 JP, dibulatkan ke bawah."),
        (Work(60), COACHING, "1 sesi × 2 JP = 2 JP."),
        (Work(60), INTERNSHIP, "1 kegiatan × 20 JP = 20 JP."),
        (Work(60, units=2), DAILY, "2 hari × 4 JP = 8 JP."),
        (Work(0, curriculum_jp_minor=4800), TECHNICAL, "JP menurut kurikulum: 48 JP."),
        (Work(450), TECHNICAL, "450 menit dibagi 45 menit = 10 JP, dibulatkan ke bawah."),
        (
            Work(180, is_international=True), SEMINAR,
            (
                "180 menit dibagi 45 menit = 6 JP, dibulatkan ke bawah."
                " Sudah termasuk tambahan 50 % karena internasional."
            ),
        ),
    ],
)  # fmt: skip
def test_the_reckoning_is_said(work: Work, rule: FormRule, sentence: str) -> None:
    assert rules.award(work, rule).explanation == sentence


def test_the_version_in_force_is_the_one_that_began_last() -> None:
    newer = replace(SEMINAR, version=2, valid_from=date(2026, 7, 1))
    ended = replace(SEMINAR, version=3, valid_from=date(2026, 8, 1), valid_to=date(2026, 8, 31))
    versions = [SEMINAR, newer, ended]
    days = [date(2017, 1, 1), *(date(2026, month, 1) for month in (6, 7, 8, 9))]
    found = [rules.rule_on(versions, day) for day in days]
    assert [rule and rule.version for rule in found] == [None, 1, 2, 3, 2]


def test_who_has_no_floor_in_law_is_measured_against_twenty() -> None:
    assert (rules.floor_of(None), rules.floor_of(2400)) == (2000, 2400)
