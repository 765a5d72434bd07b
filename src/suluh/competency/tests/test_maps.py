"""A person's map: standard against held, on its day, for the own post or another."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import Competency, LevelText, Standard
from suluh.competency.queries import PersonMap, gaps, required
from suluh.competency.tests import make
from suluh.competency.types import Band, SourceKind
from suluh.identity.models import Person
from suluh.organisation.models import Agency, Position
from tests import make as town

pytestmark = pytest.mark.django_db


def _staff(**post: Any) -> tuple[Agency, Person, Position]:
    agency = town.agency()
    person = town.person(town.unit(agency))
    return agency, person, make.post_of(person, **post)


def _map(person: Person, on: date = make.DAY, position: Position | None = None) -> PersonMap:
    with scoped(SYSTEM):
        return gaps(person.pk, on, position=position)


def test_every_competency_of_the_nation_has_five_levels_with_behaviours() -> None:
    with scoped(SYSTEM):
        whole = Competency.objects.filter(tenant=None, versions__version=1)
        assert whole.count() == 24
        texts = LevelText.objects.filter(tenant=None)
        assert texts.count() == 24 * 5
        assert min(len(text.behaviours) for text in texts) >= 2


@pytest.mark.parametrize(
    ("jenis", "jenjang", "eselon", "level"),
    [
        ("4", "", "", 1), ("1", "Pengawas", "", 2), ("1", "", "III.a", 3),
        ("1", "JPT Pratama", "II.a", 4), ("1", "JPT Madya", "", 5), ("1", "JPT Utama", "", 5),
        ("2", "Pemula", "", 1), ("2", "Terampil", "", 1), ("2", "Mahir", "", 2),
        ("2", "Penyelia", "", 3), ("2", "Ahli Pertama", "", 2), ("2", "AHLI MUDA", "", 3),
        ("2", "Ahli Madya", "", 4), ("2", "Ahli Utama", "", 5), ("2", "Tidak dikenal", "", None),
    ],
)  # fmt: skip
def test_each_rung_asks_for_its_default_level(
    jenis: str, jenjang: str, eselon: str, level: int | None
) -> None:
    _, _, post = _staff(jenis=jenis, jenjang=jenjang, eselon=eselon)
    with scoped(SYSTEM):
        asked = required(post, make.DAY)
    assert {each.level for each in asked.values()} == ({level} if level else set())
    assert len(asked) == (9 if level else 0)


def test_the_map_sets_held_against_asked() -> None:
    agency, person, _ = _staff(jenis="1", jenjang="Pengawas")
    make.standard(agency, {"M.02": 0, "T.01": 3}, jenis="1", post="Penata Layanan")
    make.reach(person, "M.01", level=5)
    make.reach(person, "T.01", level=1)
    make.reach(person, "T.08", level=2)
    make.reach(person, "M.03", level=2, reached_on=date(2020, 1, 1))
    found = _map(person)
    assert [(row.competency.code, row.asked, row.level, row.missing) for row in found.gaps] == [
        ("M.03", 2, 0, 2), ("M.04", 2, 0, 2), ("M.05", 2, 0, 2), ("M.06", 2, 0, 2),
        ("M.07", 2, 0, 2), ("M.08", 2, 0, 2), ("SK.01", 2, 0, 2), ("T.01", 3, 1, 2),
    ]  # fmt: skip
    assert (found.match.reached, found.match.asked) == (3, 19)
    assert (found.match.band, found.unmeasured) == (Band.BELOW, 7)
    beyond = found.rows[-1]
    assert (beyond.competency.code, beyond.asked, beyond.standard) == ("T.08", 0, None)
    ran_out = found.gaps[0].expired
    assert ran_out is not None
    assert ran_out.expires_on == date(2023, 1, 1)


def test_a_map_of_a_past_day_knows_nothing_of_later() -> None:
    agency, person, _ = _staff()
    make.standard(agency, {"M.01": 4}, jenis="4", valid_from=date(2026, 6, 1))
    make.reach(person, "M.01", level=3, reached_on=date(2026, 7, 1))
    early, late = _map(person, date(2026, 5, 31)), _map(person)
    assert [(row.asked, row.level) for row in early.rows[:1]] == [(1, 0)]
    assert [(row.asked, row.level) for row in late.rows[:1]] == [(4, 3)]


def test_another_post_is_another_map() -> None:
    _, person, _ = _staff()
    make.reach(person, "M.01", level=1, source=SourceKind.SUPERVISOR)
    with scoped(SYSTEM):
        next_post = Position.objects.create(
            tenant=town.agency(), name="Kepala Bidang", jenis="1", jenjang="Administrator"
        )
    assert _map(person).match.asked == 9
    assert _map(person, position=next_post).match.asked == 27


def test_a_person_without_post_holds_but_nothing_is_asked() -> None:
    _, person, _ = _staff()
    make.reach(person, level=3)
    early = _map(person, date(2019, 1, 1))
    assert (early.position, early.rows, early.match.share) == (None, [], None)


@pytest.mark.parametrize("count", [1, 3])
def test_a_map_costs_the_same_however_long(count: int, django_assert_num_queries: Any) -> None:
    _, person, _ = _staff()
    for number in range(count):
        make.reach(person, key=f"uji:{number}")
    with scoped(SYSTEM), django_assert_num_queries(9):
        gaps(person.pk, make.DAY)


def test_the_standard_says_where_it_comes_from() -> None:
    agency, person, _ = _staff()
    made = make.standard(agency, {"M.01": 2}, post="penata layanan")
    row = next(row for row in _map(person).rows if row.competency.code == "M.01")
    assert isinstance(row.standard, Standard)
    assert row.standard.pk == made.pk
