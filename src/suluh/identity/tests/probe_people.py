"""How the cross-tenant probe asks for the pages of people and their imports."""

from __future__ import annotations

from datetime import date
from typing import Any

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import FactRow, FactRun, ImportRow, ImportRun
from tests.security.routes import Case, Foreign, Own
from tests.security.world import World


def foreign_person(world: World) -> dict[str, Any]:
    """Somebody who works for the other agency."""
    return {"person": world.other_person.uuid}


def foreign_run(world: World) -> dict[str, Any]:
    """A compared file of the other agency, with a row that names somebody."""
    with scoped(SYSTEM):
        run = ImportRun.objects.create(
            tenant=world.other, file_name=f"{world.canary}.csv", as_of=date(2026, 1, 1),
            state=ImportRun.State.COMPARED, counts={"new": 1}, created_at=now(), created_by_id=1,
            mapping={"header": ["NIP"], "columns": {}, "samples": [[world.canary]]},
        )  # fmt: skip
        ImportRow.objects.create(
            tenant=world.other, run=run, line=2, name=world.canary, change="new"
        )
    return {"run": run.uuid}


def foreign_list(world: World) -> None:
    """An import in the other agency."""
    foreign_run(world)


def foreign_facts(world: World) -> dict[str, Any]:
    """A compared file of facts of the other agency."""
    with scoped(SYSTEM):
        run = FactRun.objects.create(
            tenant=world.other, file_name=f"{world.canary}.xlsx", source=world.canary, lines=1,
            created_by_id=1, created_at=now(),
        )  # fmt: skip
        FactRow.objects.create(
            tenant=world.other, run=run, line=2, person=world.other_person, kind="pendidikan",
            value="S2", day=date(2026, 1, 1), change="new",
        )  # fmt: skip
    return {"run": run.uuid}


def foreign_fact_list(world: World) -> None:
    """A file of facts in the other agency."""
    foreign_facts(world)


JOB = {"unit": "", "status": "PNS", "jenis": "4", "since": "2026-01-01"}
CASES: dict[str, Case] = {
    "fact_list": Own(foreign_fact_list),
    "fact_sample": Own(),
    "fact_run": Foreign(foreign_facts),
    "fact_apply": Foreign(foreign_facts, {"x": "1"}),
    "fact_discard": Foreign(foreign_facts, {"x": "1"}),
    "people": Own(query="?q=Orang"),
    "person_add": Own(),
    "agency_add": Own(),
    "import_list": Own(foreign_list),
    "import_run": Foreign(foreign_run),
    "import_columns": Foreign(foreign_run, {"nip": "0", "name": "0", "unit_name": "0"}),
    "import_apply": Foreign(foreign_run),
    "import_discard": Foreign(foreign_run),
    "import_undo": Foreign(foreign_run),
    "import_refused": Foreign(foreign_run),
    "person": Foreign(foreign_person),
    "activations": Own(),
    "activation_send": Foreign(foreign_person, {"x": "1"}),
    "person_contact": Foreign(foreign_person, {"name": "Lain"}),
    "person_job": Foreign(foreign_person, JOB),
    "person_supervisor": Foreign(foreign_person, {"supervisor_nip": ""}),
    "person_end": Foreign(foreign_person, {"on": "2026-01-01", "reason": "uji"}),
}
