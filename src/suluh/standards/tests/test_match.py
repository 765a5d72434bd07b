"""Names are compared as people would, titles and word order aside."""

import pytest

from suluh.standards import match
from suluh.standards.match import Candidate


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Dr. H. Moh. Ali Akbar, S.Sos., M.Si.", "muhammad ali akbar"),
        ("Drs Bambang SUTRISNO S.E. M.M.", "bambang sutrisno"),
        ("Siti Nur'aini S.Pd", "siti nuraini"),
        ("José Ángel", "jose angel"),
        ("M. Rizki", "muhammad rizki"),
        ("Ir.", "ir"),
        ("drg. Ni Luh Ayu-Dewi", "ni luh ayu dewi"),
        ("", ""),
    ],
)
def test_names_are_made_plain(name: str, plain: str) -> None:
    assert match.normalise_name(name) == plain


@pytest.mark.parametrize(
    ("one", "other", "bounds"),
    [
        ("Budi Santoso, S.Sos", "BUDI SANTOSO", (1, 1)),
        ("Santoso Budi", "Budi Santoso", (0.95, 1)),
        ("Budi Santosa", "Budi Santoso", (0.9, 1)),
        ("B. Santoso", "Budi Santoso", (0.8, 0.95)),
        ("Rina", "Rina Wulandari", (0.5, 0.75)),
        ("Rina Wulandari", "Bambang Sutrisno", (0, 0.6)),
        ("X. Santoso", "Budi Santoso", (0, 0.6)),
        ("", "Budi", (0, 0)),
        ("qqqq wwww", "zzzz kkkk", (0, 0)),
    ],
)
def test_likeness_of_names(one: str, other: str, bounds: tuple[float, float]) -> None:
    least, most = bounds

    assert least <= match.name_likeness(one, other) <= most


def test_units_are_compared_by_telling_words() -> None:
    assert match.unit_likeness("Dinkes", "Dinas Kesehatan Kabupaten Contoh") == 1
    assert match.unit_likeness("Dinkes", "Dinas Pendidikan") == 0.5
    assert match.unit_likeness("", "Dinas Pendidikan") == 0


def test_the_right_unit_decides_between_namesakes() -> None:
    people = [
        Candidate("1", "Budi Santoso", "Dinas Pendidikan"),
        Candidate("2", "Budi Santoso", "Dinas Kesehatan"),
        Candidate("3", "Bambang Sutrisno", "Dinas Kesehatan"),
        Candidate("4", "Budi Santoso"),
    ]

    found = match.suggest("Budi Santoso", "Dinkes", people)

    assert [(item.key, item.score) for item in found] == [("2", 1.0), ("1", 0.9), ("4", 0.9)]
    assert match.suggest("Budi Santoso", "", people, limit=1)[0].score == 0.9
