"""Grading of each sort of question, as tables of examples."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from suluh.activities.quiz.rules.canonical import canonical
from suluh.activities.quiz.rules.grading import grade, score
from suluh.activities.quiz.rules.items import flaw_of, from_data, number, to_data
from suluh.activities.quiz.rules.keys import right_answer, wrong_answer
from suluh.activities.quiz.rules.review import key_of
from suluh.activities.quiz.rules.showing import shown
from suluh.activities.quiz.rules.writing import item_from, lines_of
from suluh.activities.quiz.types import Answer, Region, Sort

SINGLE = item_from(Sort.SINGLE, text="?", lines="a\n*b\nc")
MULTIPLE = item_from(Sort.MULTIPLE, text="?", lines="*a\n*b\nc\nd")
TRUE = item_from(Sort.TRUE_FALSE, text="?", lines="Benar")
MATCHING = item_from(Sort.MATCHING, text="?", lines="Jabar = Bandung\nJatim = Surabaya\n= Medan")
ORDERING = item_from(Sort.ORDERING, text="?", lines="satu\ndua\ntiga")
NUMERIC = item_from(Sort.NUMERIC, text="?", lines="1.250,5 ± 0,5")
SHORT = item_from(Sort.SHORT, text="?", lines="Undang-Undang*\nUU *")
CLOZE = item_from(Sort.CLOZE, text="Surat [[dinas|resmi]] diberi [[nomor]].", lines="")
ESSAY = item_from(Sort.ESSAY, text="?", lines="Jelas = 4")
HOTSPOT = replace(
    item_from(Sort.HOTSPOT, text="?", lines="Nomor surat = 10 20 30 8\n60,5 70 20 10\nbukan daerah"),
    picture="x", alt="Contoh surat",
)  # fmt: skip
ALL = (HOTSPOT, SINGLE, MULTIPLE, TRUE, MATCHING, ORDERING, NUMERIC, SHORT, CLOZE, ESSAY)

EXAMPLES = [
    (SINGLE, (0, 1, 2), ("1",), 10_000),
    (SINGLE, (1, 2, 0), ("0",), 10_000),
    (SINGLE, (1, 2, 0), ("1",), 0),
    (SINGLE, (0, 1, 2), ("0", "1", "2"), 0),
    (SINGLE, (0, 1, 2), ("9",), 0),
    (SINGLE, (0, 1, 2), ("-1",), 0),
    (SINGLE, (0, 1, 2), (), 0),
    (MULTIPLE, (0, 1, 2, 3), ("0", "1"), 10_000),
    (MULTIPLE, (0, 1, 2, 3), ("0",), 5_000),
    (MULTIPLE, (0, 1, 2, 3), ("0", "1", "2"), 5_000),
    (MULTIPLE, (0, 1, 2, 3), ("0", "1", "2", "3"), 0),
    (MULTIPLE, (0, 1, 2, 3), ("0", "0", "0"), 5_000),
    (MULTIPLE, (3, 2, 1, 0), ("2", "3"), 10_000),
    (MULTIPLE, (0, 1, 2, 3), ("2", "3"), 0),
    (TRUE, (0, 1), ("0",), 10_000),
    (TRUE, (0, 1), ("1",), 0),
    (MATCHING, (2, 1, 0), ("2", "1"), 10_000),
    (MATCHING, (2, 1, 0), ("2", "0"), 5_000),
    (MATCHING, (2, 1, 0), ("", "1"), 5_000),
    (MATCHING, (2, 1, 0), ("1", "2"), 0),
    (ORDERING, (2, 0, 1), ("3", "1", "2"), 10_000),
    (ORDERING, (2, 0, 1), ("3", "2", "1"), 3_333),
    (ORDERING, (2, 0, 1), ("1", "1", "1"), 0),
    (ORDERING, (2, 0, 1), ("3", "1", "1"), 3_333),
    (HOTSPOT, (), ("10", "20"), 10_000),
    (HOTSPOT, (), ("40", "28"), 10_000),
    (HOTSPOT, (), ("40.1", "28"), 0),
    (HOTSPOT, (), ("60,5", "75"), 10_000),
    (HOTSPOT, (), ("60.4", "75"), 0),
    (HOTSPOT, (), ("10",), 0),
    (HOTSPOT, (), ("kiri", "atas"), 0),
    (HOTSPOT, (), ("10", "20", "30"), 0),
    (NUMERIC, (), ("1250,5",), 10_000),
    (NUMERIC, (), ("1.250",), 10_000),
    (NUMERIC, (), ("1251.0",), 10_000),
    (NUMERIC, (), ("1.251,01",), 0),
    (NUMERIC, (), ("seribu",), 0),
    (NUMERIC, (), ("9" * 400,), 0),
    (SHORT, (0, 1), ("  undang-undang   nomor 5",), 10_000),
    (SHORT, (0, 1), ("UU 5",), 10_000),
    (SHORT, (0, 1), ("Perpres",), 0),
    (CLOZE, (), ("Resmi", "nomor"), 10_000),
    (CLOZE, (), ("", "nomor"), 5_000),
    (CLOZE, (), ("dinas",), 5_000),
    (ESSAY, (), ("Sebuah uraian",), None),
    (ESSAY, (), ("  ",), 0),
]  # fmt: skip


@pytest.mark.parametrize(("item", "order", "answer", "share"), EXAMPLES)
def test_what_an_answer_earns(
    item: object, order: tuple[int, ...], answer: Answer, share: int | None
) -> None:
    assert grade(item, order, answer) == share  # type: ignore[arg-type]


def test_a_question_survives_keeping_and_editing() -> None:
    for item in ALL:
        assert flaw_of(item) == ""
        assert from_data(to_data(item)) == item
        text, lines = lines_of(item)
        again = item_from(item.sort, text=text, lines=lines)
        assert replace(again, picture=item.picture, alt=item.alt) == item
        assert key_of(item)


@pytest.mark.parametrize(
    ("sort", "text", "lines"),
    [
        (Sort.SINGLE, "", "*a\nb"),
        (Sort.SINGLE, "?", "a\nb"),
        (Sort.SINGLE, "?", "*a\n*b"),
        (Sort.SINGLE, "?", "*a"),
        (Sort.MULTIPLE, "?", "a\nb"),
        (Sort.TRUE_FALSE, "?", ""),
        (Sort.MATCHING, "?", "a = b"),
        (Sort.ORDERING, "?", "satu"),
        (Sort.NUMERIC, "?", "banyak"),
        (Sort.SHORT, "?", ""),
        (Sort.CLOZE, "tanpa isian", ""),
        (Sort.ESSAY, "?", "tanpa poin"),
        (Sort.HOTSPOT, "?", "10 20 30 8"),
    ],
)
def test_what_cannot_be_asked_says_why(sort: Sort, text: str, lines: str) -> None:
    assert flaw_of(item_from(sort, text=text, lines=lines)) != ""


@pytest.mark.parametrize(
    "change",
    [{"picture": ""}, {"alt": " "}, {"regions": ()}, {"regions": (Region(900, 0, 200, 10),)}],
)
def test_a_hotspot_needs_its_picture_words_for_it_and_regions_inside(change: Any) -> None:
    assert flaw_of(HOTSPOT) == ""
    assert flaw_of(replace(HOTSPOT, **change)) != ""


def test_a_hotspots_right_point_is_right_and_its_wrong_ones_are_wrong() -> None:
    assert grade(HOTSPOT, (), right_answer(HOTSPOT, ())) == 10_000
    for turn in range(1, 5):
        assert grade(HOTSPOT, (), wrong_answer(HOTSPOT, (), turn=turn)) == 0


def test_points_in_one_region_are_the_same_answer_and_near_misses_are_alike() -> None:
    assert canonical(HOTSPOT, (), ("11", "21")) == canonical(HOTSPOT, (), ("30", "27"))
    assert canonical(HOTSPOT, (), ("49", "48")) == canonical(HOTSPOT, (), ("51", "52"))
    assert canonical(HOTSPOT, (), ("", "")) == ""


def test_what_is_shown_carries_no_key() -> None:
    assert "Nomor surat" not in repr(shown(HOTSPOT, place=0, order=()))
    assert "regions" not in repr(shown(HOTSPOT, place=0, order=()))
    for item in (SHORT, NUMERIC, ESSAY):
        assert not any(word in repr(shown(item, place=0, order=())) for word in key_of(item))
    assert "dinas" not in repr(shown(CLOZE, place=0, order=()))
    assert repr(shown(SINGLE, place=0, order=(0, 1, 2))).count("is_chosen=True") == 0


def test_the_score_weighs_by_points() -> None:
    assert score([(10_000, 3), (0, 1)]) == 7_500
    assert score([]) == 0


@pytest.mark.parametrize(
    ("text", "value"), [("1.000", "1000"), ("1,5", "1.5"), ("Rp 2.500", "2500"), ("50%", "50")]
)
def test_numbers_as_people_write_them(text: str, value: str) -> None:
    assert str(number(text)) == value
