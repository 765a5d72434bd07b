"""The unit map: equals the replay of attainments, follows news, opens only to who leads."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.actions import attain
from suluh.competency.jobs import rebuild
from suluh.competency.models import Attainment, Competency, HoldingRule, MapCell, MapRow
from suluh.competency.projections import rebuild_map, refresh_maps, refresh_people
from suluh.competency.queries import gaps
from suluh.competency.queries.units import sums_below, unit_map
from suluh.competency.tests import make
from suluh.competency.types import Attained, SourceKind
from suluh.identity.models import Employment, Person
from suluh.organisation.models import Agency, Unit
from suluh.organisation.types import Role
from tests import make as town

pytestmark = pytest.mark.django_db
CODES = ("M.01", "M.02", "M.03", "T.01")


def _town(count: int = 4) -> tuple[Agency, Unit, list[Person]]:
    agency = town.agency()
    root = town.unit(agency, "Sekretariat Induk")
    offices = [town.unit(agency, f"Dinas {name}", root) for name in "AB"]
    below = town.unit(agency, "Bidang A1", offices[0])
    places = [root, *offices, below]
    people = [town.person(places[n % 4], f"Orang {n}") for n in range(count)]
    posts = [
        {"jenis": "4"},
        {"jenis": "1", "jenjang": "Pengawas"},
        {"jenis": "2", "jenjang": "Ahli Muda"},
    ]
    for number, person in enumerate(people):
        make.post_of(person, name=f"Jabatan {number % 3}", **posts[number % 3])
    make.standard(agency, {"T.01": 2, "M.03": 0})
    return agency, root, people


def _rows(tenant: Agency) -> dict[tuple[int, int], tuple[int, int]]:
    with scoped(SYSTEM):
        return {
            (row.person_id, row.competency_id): (row.asked, row.level)
            for row in MapRow.objects.filter(tenant=tenant)
        }


def _replayed(people: list[Person], on: date) -> dict[tuple[int, int], tuple[int, int]]:
    found = {}
    with scoped(SYSTEM):
        for person in people:
            for row in gaps(person.pk, on).standard:
                found[person.pk, row.competency.pk] = (row.asked, row.level)
    return found


def _some_results(people: list[Person], dice: random.Random, count: int) -> None:
    ids = {code: make.competency(code).pk for code in CODES}
    with scoped(SYSTEM):
        homes = dict(Employment.objects.values_list("person_id", "tenant_id"))
    given = [
        Attained(
            person_id=(who := dice.choice(people).pk), home_id=homes[who],
            competency_id=ids[dice.choice(CODES)], level=dice.randint(1, 5),
            source=dice.choice(list(SourceKind)), key=f"acak:{number}",
            reached_on=make.DAY - timedelta(days=dice.choice((0, 1, 2, 200, 500, 1200))),
            expires_on=make.DAY - timedelta(days=dice.choice((-1, 0))) if dice.random() < 0.1 else None,
        )
        for number in range(count)
    ]  # fmt: skip
    given = [each for each in given if not each.expires_on or each.expires_on >= each.reached_on]
    rows = list(attain(attained=given, actor_id=None, now=make.NOW).values())
    with scoped(SYSTEM):
        for row in dice.sample(rows, count // 8):
            Attainment.objects.create(
                tenant_id=row.tenant_id, person_id=row.person_id, withdraws=row, level=row.level,
                competency_id=row.competency_id, kind="withdrawn", source=row.source, key=row.key,
                reached_on=make.DAY,
            )  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_the_map_equals_the_replay_of_attainments(seed: int) -> None:
    dice = random.Random(seed)
    agency, _, people = _town(8)
    if seed % 2:
        with scoped(SYSTEM):
            HoldingRule.objects.create(
                version=2, choice="terbaik", valid_from=date(2026, 1, 1), legal_basis="Uji",
                certainty="high",
            )  # fmt: skip
    _some_results(people, dice, 120)
    rebuild_map(agency=agency, now=make.NOW)
    assert _rows(agency) == _replayed(people, make.DAY)
    with scoped(SYSTEM):
        sums: Counter[tuple[int, int]] = Counter()
        for row in MapRow.objects.filter(tenant=agency):
            sums[row.unit_id, row.competency_id] += row.level >= row.asked
        cells = {
            (cell.unit_id, cell.competency_id): cell.meeting
            for cell in MapCell.objects.filter(tenant=agency)
        }
        short: Counter[int] = Counter()
        for row in MapRow.objects.filter(tenant=agency):
            short[row.competency_id] += row.missing
        below = sums_below(Unit.objects.get(tenant=agency, depth=0))
    assert {key: each.missing for key, each in below.items()} == dict(short)
    assert cells == {key: sums[key] for key in cells}
    assert set(sums) == set(cells)


def test_refreshing_people_gives_what_a_rebuild_gives() -> None:
    agency, _, people = _town(8)
    rebuild_map(agency=agency, now=make.NOW)
    _some_results(people, random.Random(3), 60)
    with scoped(SYSTEM):
        job = Employment.objects.get(person=people[0])
        elsewhere = Unit.objects.get(tenant=agency, name="Dinas B")
        Employment.objects.filter(pk=job.pk).update(unit=elsewhere)
        Employment.objects.filter(person=people[1]).update(valid_to=make.DAY)
    refresh_people(people=[person.pk for person in people], now=make.NOW)
    step = (_rows(agency), _cells(agency))
    rebuild_map(agency=agency, now=make.NOW)
    assert step == (_rows(agency), _cells(agency))
    assert not any(key[0] == people[1].pk for key in step[0])


@pytest.mark.parametrize("whole", [True, False])
def test_who_moves_leaves_one_map_and_enters_the_other(*, whole: bool) -> None:
    (first, _, people), (second, root, _) = _town(), _town()
    for mover, source, target in ((people[0], first, second), (people[0], second, first)):
        for agency in (first, second):
            rebuild_map(agency=agency, now=make.NOW)
        with scoped(SYSTEM):
            place = Unit.objects.filter(tenant=target).order_by("id")[0]
            Employment.objects.filter(person=mover, valid_to=None).update(
                tenant=target,
                unit=place,
                position=Employment.objects.filter(tenant=target)[0].position,
            )
        if whole:
            rebuild_map(agency=target, now=make.NOW)
            rebuild_map(agency=source, now=make.NOW)
        else:
            refresh_people(people=[mover.pk], now=make.NOW)
        assert not any(key[0] == mover.pk for key in _rows(source))
        assert any(key[0] == mover.pk for key in _rows(target))
        assert sum(cell[2] for cell in _cells(target)) == len(_rows(target))
        assert sum(cell[2] for cell in _cells(source)) == len(_rows(source))
    assert root.tenant_id == second.pk


def _cells(agency: Agency) -> list[tuple[Any, ...]]:
    with scoped(SYSTEM):
        rows = MapCell.objects.filter(tenant=agency).order_by("unit_id", "competency_id")
        return list(
            rows.values_list("unit_id", "competency_id", "people", "measured", "meeting", "missing")
        )


def test_news_moves_the_map(monkeypatch: pytest.MonkeyPatch) -> None:
    agency, _, people = _town()
    asked: list[int] = []
    monkeypatch.setattr(
        "suluh.competency.projections.enqueue", lambda *_a, **named: asked.append(named["agency"])
    )
    monkeypatch.setattr("suluh.competency.projections.unread_events", all_events)
    rebuild_map(agency=agency, now=make.NOW)
    make.reach(people[0], "M.01", level=4)
    with scoped(SYSTEM):
        for name, tenant, subject in (
            ("identity.employment.changed", agency.pk, people[1].uuid),
            ("competency.standard.added", agency.pk, None),
            ("competency.standard.added", None, None),
        ):
            record_event(name, at=make.NOW, tenant_id=tenant, subject=subject)
    assert refresh_maps(now=make.NOW) >= 4
    assert _rows(agency) == _replayed(people, make.DAY)
    assert agency.pk in asked
    rebuild(agency=agency.pk)


def all_events(_reader: str, *, names: tuple[str, ...], limit: int) -> list[Any]:
    """The test's own transaction is not finished: its events are read as they are."""
    from suluh.base.models import DomainEvent, ReaderPosition

    ReaderPosition.objects.get_or_create(reader="competency.maps")
    return list(DomainEvent.objects.filter(name__in=names).order_by("id")[:limit])


def test_without_news_nothing_is_read() -> None:
    assert refresh_maps(now=make.NOW) == 0


def _leader(agency: Agency, role: Role, at: Unit | None = None) -> Person:
    with scoped(SYSTEM):
        unit = at or Unit.objects.filter(tenant=agency).order_by("id")[0]
    leader = town.person(unit, "Pemimpin")
    town.grant(leader, role, agency, at=at)
    return leader


def _ready(count: int = 8) -> tuple[Agency, Unit, list[Person], Competency]:
    agency, root, people = _town(count)
    for person in people[:3]:
        make.reach(person, "M.01", level=3)
    rebuild_map(agency=agency, now=datetime.now(make.NOW.tzinfo))
    return agency, root, people, make.competency("M.01")


def test_a_leader_sees_units_by_competency_and_who_is_behind(client: Client) -> None:
    agency, root, people, integrity = _ready()
    town.sign_in(client, _leader(agency, Role.LEADER))
    page = client.get("/kompetensi/unit/", follow=True).content.decode()
    assert "Dinas A" in page
    assert "Langsung di unit ini" in page
    assert "Seluruhnya" in page
    assert "Dinas B" not in client.get(f"/kompetensi/unit/{root.uuid}/?q=dinas+a").content.decode()
    behind = client.get(f"/kompetensi/unit/{root.uuid}/{integrity.uuid}/").content.decode()
    assert "3 dari 8 orang memenuhi standarnya" in behind
    names = [behind.index(person.name) for person in people]
    assert names == sorted(names)
    short = client.get(f"/kompetensi/unit/{root.uuid}/{integrity.uuid}/?status=belum")
    assert "Orang 0<" not in short.content.decode()
    met = client.get(f"/kompetensi/unit/{root.uuid}/{integrity.uuid}/?status=terpenuhi&q=orang+1")
    assert "Orang 1<" in met.content.decode()
    none = client.get(f"/kompetensi/unit/{root.uuid}/{integrity.uuid}/?status=kurang&q=zzz")
    assert "Tidak ada pegawai dengan ciri ini" in none.content.decode()
    own = client.get(f"/kompetensi/orang/{people[0].uuid}/").content.decode()
    assert "Riwayat hasil" in own


def test_a_unit_head_sees_the_own_units_only(client: Client) -> None:
    agency, root, people, integrity = _ready()
    with scoped(SYSTEM):
        ours = Unit.objects.get(tenant=agency, name="Dinas A")
        theirs = Unit.objects.get(tenant=agency, name="Dinas B")
    town.sign_in(client, _leader(agency, Role.UNIT_ADMIN, ours))
    assert "Bidang A1" in client.get("/kompetensi/unit/", follow=True).content.decode()
    for unit in (root, theirs):
        assert client.get(f"/kompetensi/unit/{unit.uuid}/").status_code == 404
        assert client.get(f"/kompetensi/unit/{unit.uuid}/{integrity.uuid}/").status_code == 404
    assert client.get(f"/kompetensi/orang/{people[1].uuid}/").status_code == 200
    assert client.get(f"/kompetensi/orang/{people[2].uuid}/").status_code == 404
    assert "Sekretariat Induk" not in client.get(f"/kompetensi/unit/{ours.uuid}/").content.decode()


def test_who_leads_nobody_sees_no_unit(client: Client) -> None:
    _, root, people, integrity = _ready()
    town.sign_in(client, people[0])
    assert client.get("/kompetensi/unit/").status_code == 403
    for address in (
        f"unit/{root.uuid}/", f"unit/{root.uuid}/{integrity.uuid}/", f"orang/{people[1].uuid}/",
    ):  # fmt: skip
        assert client.get(f"/kompetensi/{address}").status_code == 404


def test_several_led_units_are_a_choice(client: Client) -> None:
    agency, _, _ = _town()
    with scoped(SYSTEM):
        offices = list(Unit.objects.filter(tenant=agency, name__startswith="Dinas"))
    leader = _leader(agency, Role.SUPERVISOR, offices[0])
    town.grant(leader, Role.SUPERVISOR, agency, at=offices[1])
    town.sign_in(client, leader)
    page = client.get("/kompetensi/unit/").content.decode()
    assert "Peta unit mana?" in page
    empty = client.get(f"/kompetensi/unit/{offices[0].uuid}/?rumpun=aneh").content.decode()
    assert "Belum ada yang dapat dipetakan" in empty


@pytest.mark.parametrize("count", [4, 12])
def test_the_map_costs_the_same_however_many(django_assert_num_queries: Any, count: int) -> None:
    agency, root, _ = _town(count)
    rebuild_map(agency=agency, now=make.NOW)
    with scoped(SYSTEM), django_assert_num_queries(4):
        found = unit_map(root)
    assert found.whole.cells[0].people == count
