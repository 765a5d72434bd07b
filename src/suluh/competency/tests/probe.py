"""Cases of the cross-tenant probe for the routes of competency."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.actions import attain
from suluh.competency.models import (
    Assessment,
    Attainment,
    Competency,
    CompetencyVersion,
    MapCell,
    MapRow,
    Requirement,
    ResultRow,
    ResultRun,
    SheetImport,
    Standard,
)
from suluh.competency.types import Attained, SourceKind
from suluh.organisation.models import Position
from tests.security.routes import Case, Foreign, Own, Public
from tests.security.world import World

_numbers = itertools.count(100)


def _competency(world: World) -> Competency:
    number = next(_numbers)
    with scoped(SYSTEM):
        made = Competency.objects.create(
            tenant=world.other,
            code=f"T.{number}",
            family="teknis",
            name=f"Kompetensi {world.canary}",
        )
        CompetencyVersion.objects.create(
            tenant=world.other, competency=made, version=1, name=made.name,
            definition=f"Arti {world.canary}", valid_from=date(2020, 1, 1),
            legal_basis=f"Dasar {world.canary}", certainty="high",
        )  # fmt: skip
        standard = Standard.objects.create(
            tenant=world.other, jenis="4", version=number, valid_from=date(2020, 1, 1),
            certainty="high",
            post=f"Jabatan {world.canary}", legal_basis=f"Dasar {world.canary}",
        )  # fmt: skip
        Requirement.objects.create(tenant=world.other, standard=standard, competency=made, level=3)
    return made


def _result(world: World) -> Competency:
    made = _competency(world)
    given = Attained(
        person_id=world.other_person.pk, home_id=world.other.pk, competency_id=made.pk, level=3,
        source=SourceKind.TEST, reached_on=date(2026, 3, 2), key="uji:1",
        title=f"Uji {world.canary}", assessor=f"Penilai {world.canary}",
    )  # fmt: skip
    attain(attained=[given], actor_id=None, now=now())
    return made


def _post(world: World) -> Position:
    with scoped(SYSTEM):
        return Position.objects.get_or_create(
            tenant=world.other, name=f"Kepala {world.canary}", jenis="1", jenjang="Pengawas"
        )[0]


def _entry(world: World) -> dict[str, Any]:
    return {"uuid": _competency(world).uuid}


def _mapped(world: World) -> Competency:
    """A map of the foreign agency that asks for the canary's competency."""
    made = _result(world)
    with scoped(SYSTEM):
        MapRow.objects.create(
            tenant=world.other, person=world.other_person, unit_id=world.other_unit.pk,
            unit_path=world.other_unit.path, competency=made, asked=3, level=1,
        )  # fmt: skip
        MapCell.objects.create(
            tenant=world.other, unit_id=world.other_unit.pk, unit_path=world.other_unit.path,
            competency=made, people=1, measured=1, meeting=0,
        )  # fmt: skip
    return made


def _unit(world: World) -> dict[str, Any]:
    _mapped(world)
    return {"uuid": world.other_unit.uuid}


def _cell(world: World) -> dict[str, Any]:
    return {"uuid": world.other_unit.uuid, "competency": _mapped(world).uuid}


def _person(world: World) -> dict[str, Any]:
    _mapped(world)
    return {"uuid": world.other_person.uuid}


def _standard(world: World) -> dict[str, Any]:
    _competency(world)
    with scoped(SYSTEM):
        return {"uuid": Standard.objects.filter(tenant=world.other).latest("id").uuid}


def _run(world: World) -> SheetImport:
    with scoped(SYSTEM):
        return SheetImport.objects.create(
            tenant=world.other, kind="standar", file_name=f"{world.canary}.csv",
            rows=[[1, ["jenis", "kode", "level"]], [2, [world.canary, "M.01", "2"]]],
            counts={"baru": 1, "berubah": 0, "sama": 0, "ditolak": 0},
            created_by_id=world.other_person.pk, created_at=now(),
        )  # fmt: skip


def _import(world: World) -> dict[str, Any]:
    return {"uuid": _run(world).uuid}


_LEVELS = {f"description_{level}": "Uraian" for level in range(1, 6)}


def _results(world: World) -> dict[str, Any]:
    with scoped(SYSTEM):
        run = ResultRun.objects.create(
            tenant=world.other, file_name=f"{world.canary}.xlsx", source="asesmen",
            assessor=world.canary, created_by_id=1, created_at=now(),
        )  # fmt: skip
        ResultRow.objects.create(
            tenant=world.other, run=run, line=2, person=world.other_person, code="M.05",
            level=3, reached_on=date(2026, 1, 1), change="new",
        )  # fmt: skip
    return {"run": run.uuid}


def _assessed(world: World) -> dict[str, Any]:
    with scoped(SYSTEM):
        Assessment.objects.create(
            tenant=world.other, person=world.other_person, version=1, way="wawancara", level=2,
            competency=Competency.objects.get(tenant=None, code="M.05"), day=date(2026, 1, 1),
            note=world.canary, assessor_id=1, assessor=world.canary, at=now(),
        )  # fmt: skip
    return {"person": world.other_person.uuid}


def _rubric(world: World) -> dict[str, Any]:
    with scoped(SYSTEM):
        competency = Competency.objects.get(tenant=None, code="M.05")
    return {**_assessed(world), "competency": competency.uuid}


def _withdrawn(world: World) -> dict[str, Any]:
    made = _result(world)
    with scoped(SYSTEM):
        return {"result": Attainment.objects.get(competency=made).pk}


LAW = "rules of the nation, the same for everybody"


def _holding(_world: World) -> dict[str, Any]:
    return {"kind": "hasil"}


def _source(_world: World) -> dict[str, Any]:
    return {"kind": "sumber", "source": "uji"}


CASES: dict[str, Case] = {
    "competency_law": Public(LAW),
    "competency_rule_new": Public(LAW, _holding),
    "competency_source_new": Public(LAW, _source),
    "competency_withdraw": Foreign(_withdrawn, {"reason": "Keliru orang dan keliru hari."}),
    "competency_rate_self": Own(),
    "competency_rate": Foreign(_assessed, {"token": "x"}),
    "competency_assessors": Own(_assessed, query="?q=Orang"),
    "competency_assessed": Foreign(_assessed),
    "competency_rubric": Foreign(_rubric, {"way": "wawancara", "level": "0"}),
    "competency_results": Own(_results),
    "competency_result_sample": Own(),
    "competency_result_run": Foreign(_results),
    "competency_result_apply": Foreign(_results, {"x": "1"}),
    "competency_result_discard": Foreign(_results, {"x": "1"}),
    "competency_map": Own(_result),
    "competency_posts": Own(_post, query="?q=Kepala"),
    "competency_history": Own(_result, query="?q=Uji"),
    "competency_dictionary": Own(_competency, query="?q=Kompetensi"),
    "competency_entry": Foreign(_entry),
    "competency_units": Own(_mapped),
    "competency_unit": Foreign(_unit),
    "competency_cell": Foreign(_cell),
    "competency_person": Foreign(_person),
    "competency_standards": Own(_competency, query="?q=Jabatan"),
    "competency_standard": Foreign(_standard),
    "competency_standard_new": Own(_competency),
    "competency_entry_new": Own(_competency),
    "competency_entry_edit": Foreign(
        _entry,
        {
            "name": "Lain",
            "definition": "Lain",
            "family": "teknis",
            "legal_basis": "Lain",
            "valid_from": "2026-09-16",
        }
        | _LEVELS,
    ),
    "competency_export": Own(_competency, query="?isi=kamus"),
    "competency_imports": Own(_run),
    "competency_import": Foreign(_import),
    "competency_import_decide": Foreign(_import, {"keputusan": "terapkan"}),
}
