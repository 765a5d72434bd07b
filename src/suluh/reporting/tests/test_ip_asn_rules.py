"""The index of professionality: worked examples of all three groups, look-back, words and raises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import Any

import pytest

from suluh.base.law import in_force
from suluh.reporting.rules.ip_asn import (
    category_of,
    group_of,
    jenjang_of,
    mentions,
    reckon,
    since,
)
from suluh.reporting.rules.ip_asn_law import data_of, law_of
from suluh.reporting.rules.ip_asn_raises import raises
from suluh.reporting.rules.ip_asn_words import group_name, part_name
from suluh.reporting.types import Fact, Group, Known, Learnt, Part, Post

LAW = law_of(1, import_module("suluh.reporting.migrations.0003_index_seed").LAW)
DAY = date(2026, 9, 16)
PENGAWAS = Post(Group.STRUCTURAL, "Kepala Subbagian Umum", "Pengawas")
ADMINISTRATOR = Post(Group.STRUCTURAL, "Kepala Bidang Mutasi", "Administrator")
PRATAMA = Post(Group.STRUCTURAL, "Kepala Dinas Pendidikan", "JPT Pratama")
ANALYST = Post(Group.FUNCTIONAL, "Analis Kebijakan", "Ahli Muda")
NURSE = Post(Group.FUNCTIONAL, "Perawat", "Mahir")
CLERK = Post(Group.PELAKSANA, "Pengadministrasi Perkantoran")
TECHNICAL, SEMINAR, LEADING, FUNCTIONAL = 3, 9, 1, 2


def learnt(form: int, jp: int, day: date = date(2026, 3, 2), title: str = "Pelatihan") -> Learnt:
    return Learnt(title, day, jp_minor=jp * 100, form=form, ref="x")


def known(post: Post, education: str, rating: str, **more: Any) -> Known:
    """Somebody with these facts; `did` is what was learnt, `led` and `trained` titles."""
    did: Sequence[Learnt] = more.get("did", ())
    return Known(
        day=more.get("day", DAY),
        post=post,
        education=Fact(education, date(2010, 8, 1), "SIMPEG") if education else None,
        rating=Fact(rating, date(2025, 12, 31), "SIMPEG") if rating else None,
        punishments=tuple(more.get("punished", ())),
        leadership=tuple(Learnt(title, date(2019, 5, 1)) for title in more.get("led", ())),
        functional=tuple(Learnt(title, date(2019, 5, 1)) for title in more.get("trained", ())),
        learnt=tuple(did),
    )


JP20 = learnt(TECHNICAL, 20)
ONE_SEMINAR = learnt(SEMINAR, 3, date(2025, 2, 1))
BOTH = (JP20, ONE_SEMINAR)
HARSH = Fact("berat", date(2024, 1, 5), "SK")
# Who, score, category. The first three are those of the domain reference.
EXAMPLES: list[tuple[str, Known, float, str]] = [
    ("pengawas with PKP", known(PENGAWAS, "S1/D4", "Baik", led=["PKP"], did=BOTH), 85, "Tinggi"),
    ("pelaksana, 20 JP only", known(CLERK, "SMA/D1/D2", "Baik", did=[JP20]), 57.5, "Sangat rendah"),
    ("the same and a seminar", known(CLERK, "SMA/D1/D2", "Baik", did=BOTH), 75, "Sedang"),
    ("JF S2 without training", known(ANALYST, "S2", "Sangat Baik", did=BOTH), 80, "Sedang"),
    (
        "JF S2 with the training of the post",
        known(ANALYST, "S2", "Sangat Baik", trained=["Diklat Analis Kebijakan"], did=BOTH),
        95, "Sangat tinggi",
    ),
    (
        "JF with the training of another post",
        known(ANALYST, "S2", "Sangat Baik", trained=["Diklat Auditor Ahli"], did=BOTH),
        80, "Sedang",
    ),
    ("nurse: no training asked", known(NURSE, "D3", "Baik", did=BOTH), 80, "Sedang"),
    ("nurse with nothing learnt", known(NURSE, "D3", "Baik"), 55, "Sangat rendah"),
    (
        "promoted: PKP is not PKA",
        known(ADMINISTRATOR, "S2", "Baik", led=["PKP"], did=BOTH), 75, "Sedang",
    ),
    (
        "administrator with Diklatpim III",
        known(ADMINISTRATOR, "S2", "Baik", led=["Diklatpim III"], did=BOTH), 90, "Tinggi",
    ),
    (
        "JPT pratama, doctor, PKN II",
        known(PRATAMA, "S3", "Sangat Baik", led=["PKN Tingkat II 2023"], did=BOTH),
        100, "Sangat tinggi",
    ),
    (
        "JPT pratama with PKN I only",
        known(PRATAMA, "S3", "Sangat Baik", led=["PKN I"], did=BOTH), 85, "Tinggi",
    ),
    (
        "12 of 20 JP is nothing",
        known(PENGAWAS, "S1/D4", "Baik", led=["PKP"], did=[learnt(TECHNICAL, 12), ONE_SEMINAR]),
        70, "Rendah",
    ),
    (
        "bimtek, e-learning and course together",
        known(CLERK, "S1/D4", "Baik", did=[learnt(8, 8), learnt(16, 8), learnt(11, 4)]),
        67.5, "Rendah",
    ),
    (
        "technical training over a year old",
        known(CLERK, "S1/D4", "Baik", did=[learnt(TECHNICAL, 20, date(2025, 9, 16)), ONE_SEMINAR]),
        62.5, "Rendah",
    ),
    (
        "seminar over two years old",
        known(CLERK, "S1/D4", "Baik", did=[JP20, learnt(SEMINAR, 3, date(2024, 9, 16))]),
        67.5, "Rendah",
    ),
    (
        "heavily punished",
        known(PENGAWAS, "S1/D4", "Baik", led=["PKP"], did=BOTH, punished=[HARSH]), 81, "Tinggi",
    ),
    (
        "the heavier of two punishments",
        known(
            CLERK, "D3", "Cukup", did=BOTH,
            punished=[Fact("ringan", date(2020, 1, 1)), Fact("sedang", date(2021, 1, 1))],
        ),
        67, "Rendah",
    ),
    ("poor rating, primary school", known(CLERK, "SD/SMP", "Kurang"), 11, "Sangat rendah"),
    ("nothing known", known(CLERK, "", ""), 5, "Sangat rendah"),
    (
        "coaching feeds no item",
        known(CLERK, "S1/D4", "Sangat Baik", did=[learnt(14, 40)]), 50, "Sangat rendah",
    ),
    (
        "very poor rating",
        known(ANALYST, "S2", "Sangat Kurang", trained=["Analis Kebijakan"], did=BOTH),
        66, "Rendah",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "score", "category"),
    [example[1:] for example in EXAMPLES],
    ids=[example[0] for example in EXAMPLES],
)
def test_worked_examples(who: Known, score: float, category: str) -> None:
    found = reckon(LAW, who)
    assert (found.score / 100, found.category) == (score, category)
    assert sum(one.points for one in found.dimensions) == found.score
    assert found.points(Part.COMPETENCY) == sum(item.points for item in found.items)


def test_every_group_can_reach_forty_in_competency() -> None:
    for items in LAW.competency.values():
        assert sum(items.values()) == 4000


@pytest.mark.parametrize(
    ("score", "name"),
    [
        (9100, "Sangat tinggi"), (9000, "Tinggi"), (8100, "Tinggi"), (8000, "Sedang"),
        (7100, "Sedang"), (7000, "Rendah"), (6100, "Rendah"), (6000, "Sangat rendah"),
        (0, "Sangat rendah"),
    ],
)  # fmt: skip
def test_categories_begin_above_their_bound(score: int, name: str) -> None:
    assert category_of(LAW, score) == name


@pytest.mark.parametrize(
    ("day", "months", "first"),
    [
        (date(2026, 9, 16), 12, date(2025, 9, 17)),
        (date(2026, 3, 31), 1, date(2026, 3, 1)),
        (date(2024, 2, 29), 12, date(2023, 3, 1)),
        (date(2026, 1, 15), 24, date(2024, 1, 16)),
        (date(2026, 1, 15), None, date.min),
    ],
)
def test_a_span_of_months_ends_today(day: date, months: int | None, first: date) -> None:
    assert since(day, months) == first


def test_an_item_says_until_when_it_counts() -> None:
    old, new = learnt(TECHNICAL, 15, date(2025, 11, 30)), learnt(TECHNICAL, 15, date(2026, 2, 28))
    item = next(
        one for one in reckon(LAW, known(CLERK, "D3", "Baik", did=[old, new])).items
        if one.part is Part.TECHNICAL
    )  # fmt: skip
    assert item.is_met
    assert item.until == date(2026, 11, 29)
    later = reckon(LAW, known(CLERK, "D3", "Baik", did=[old, new], day=item.until))
    assert later.items[0].is_met
    after = reckon(LAW, known(CLERK, "D3", "Baik", did=[old, new], day=date(2026, 11, 30)))
    assert not after.items[0].is_met
    assert after.items[0].lacks == 500


def test_the_last_day_of_a_leap_february_still_counts() -> None:
    short = replace(LAW, technical_months=12)
    found = reckon(short, known(CLERK, "D3", "Baik", did=[learnt(TECHNICAL, 20, date(2024, 2, 29))],
                                day=date(2024, 3, 1)))  # fmt: skip
    until = found.items[0].until
    assert until is not None
    on_it = replace(found.known, day=until)
    assert reckon(short, on_it).items[0].is_met


def test_a_need_of_nothing_lapses_never() -> None:
    free = replace(LAW, technical_jp_minor=0)
    assert reckon(free, known(CLERK, "D3", "Baik")).items[0].until is None


def test_what_happens_tomorrow_does_not_count_today() -> None:
    tomorrow = date(2026, 9, 17)
    who = known(
        PENGAWAS, "S1/D4", "Baik", did=[learnt(TECHNICAL, 20, tomorrow)],
        punished=[Fact("berat", tomorrow), Fact("tak dikenal", DAY)],
    )  # fmt: skip
    who = replace(who, leadership=(Learnt("PKP", tomorrow),))
    assert reckon(LAW, who).score == 1500 + 2500 + 500


def test_a_punishment_may_lapse() -> None:
    law = replace(LAW, discipline_months=24)
    who = known(CLERK, "D3", "Baik", punished=[Fact("berat", date(2024, 9, 16))])
    assert reckon(law, who).points(Part.DISCIPLINE) == 500
    assert reckon(LAW, who).points(Part.DISCIPLINE) == 100


def test_unknown_values_are_not_known() -> None:
    found = reckon(LAW, known(CLERK, "S9", "Baik"))
    assert not found.is_complete
    assert found.points(Part.EDUCATION) == 0
    assert reckon(LAW, known(CLERK, "S3", "Baik")).is_complete


def test_posts_without_name_or_jenjang_say_so() -> None:
    bare = reckon(LAW, known(Post(Group.STRUCTURAL), "S1/D4", "Baik", led=["PKP"]))
    assert "Jenjang jabatan sekarang belum tercatat" in bare.items[0].why
    nameless = reckon(LAW, known(Post(Group.FUNCTIONAL), "S1/D4", "Baik", trained=["Auditor"]))
    assert "Nama jabatan sekarang belum tercatat" in nameless.items[0].why
    assert [one.gain for one in raises(bare)][:2] == [1500, 1500]
    assert "jabatan Anda" in raises(nameless)[0].what


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("PKN Tingkat II Angkatan 3", ["PKN Tingkat II"], True),
        ("PKN II", ["PKN I"], False),
        ("Pelatihan Kepemimpinan Pengawas (PKP)", ["pkp"], True),
        ("Diklat Teknis", [], False),
    ],
)
def test_phrases_are_found_word_for_word(text: str, words: list[str], found: object) -> None:
    assert mentions(text, words) is found


def test_groups_and_jenjang_of_posts() -> None:
    assert [group_of(code) for code in ("1", "2", "4", "")] == [
        Group.STRUCTURAL, Group.FUNCTIONAL, Group.PELAKSANA, Group.PELAKSANA,
    ]  # fmt: skip
    assert jenjang_of("Pengawas", "III.a") == "Pengawas"
    assert jenjang_of("", "III.b") == "Administrator"
    assert jenjang_of("", "") == ""


def test_what_would_raise_the_score_is_plain_arithmetic() -> None:
    found = reckon(LAW, known(CLERK, "SMA/D1/D2", "Baik", did=[learnt(TECHNICAL, 12)]))
    steps = raises(found)
    assert [(step.part, step.gain, step.score - found.score) for step in steps] == [
        (Part.TECHNICAL, 2250, 2250), (Part.SEMINAR, 1750, 1750),
        (Part.EDUCATION, 500, 500), (Part.RATING, 500, 500),
    ]  # fmt: skip
    assert "8 JP" in steps[0].what
    assert steps[0].forms == tuple(sorted(LAW.technical_forms))
    assert "D3" in steps[2].what
    assert "Sangat Baik" in steps[3].what


def test_nothing_raises_a_full_score_and_the_unknown_promises_nothing() -> None:
    best = known(PRATAMA, "S3", "Sangat Baik", led=["PKN II"], did=BOTH)
    assert raises(reckon(LAW, best)) == []
    assert all(step.forms for step in raises(reckon(LAW, known(CLERK, "", ""))))


def test_an_item_without_points_is_no_step() -> None:
    law = replace(LAW, competency={**LAW.competency, Group.PELAKSANA: {Part.TECHNICAL: 0}})
    assert all(
        step.part is not Part.TECHNICAL for step in raises(reckon(law, known(CLERK, "D3", "Baik")))
    )


def test_the_training_of_the_post_is_named() -> None:
    steps = raises(reckon(LAW, known(PENGAWAS, "S1/D4", "Baik", did=BOTH)))
    assert "Pengawas" in steps[0].what
    steps = raises(reckon(LAW, known(ANALYST, "S1/D4", "Baik", did=BOTH)))
    assert "Analis Kebijakan" in steps[0].what


def test_a_law_survives_the_database() -> None:
    assert law_of(1, data_of(LAW)) == LAW
    shuffled = data_of(LAW)
    shuffled["education"] = dict(reversed(shuffled["education"].items()))
    shuffled["leadership"] = {"Lain": ["X"], **dict(reversed(shuffled["leadership"].items()))}
    read = law_of(1, shuffled)
    assert list(read.education) == list(LAW.education)
    assert list(read.leadership) == [*LAW.leadership, "Lain"]


class _Version:
    def __init__(self, version: int, first: date, last: date | None = None) -> None:
        self.version, self.valid_from, self.valid_to = version, first, last


def test_the_version_that_began_last_is_in_force() -> None:
    one, two = _Version(1, date(2019, 1, 1)), _Version(2, date(2026, 1, 1), date(2026, 6, 30))
    assert in_force([one, two], date(2025, 12, 31)) is one
    assert in_force([one, two], date(2026, 2, 1)) is two
    assert in_force([one, two], date(2026, 7, 1)) is one
    assert in_force([one, two], date(2018, 1, 1)) is None


def test_everything_has_a_name() -> None:
    assert all(part_name(part) for part in Part)
    assert all(group_name(group) for group in Group)
