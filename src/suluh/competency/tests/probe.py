"""Cases of the cross-tenant probe for the routes of competency."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.actions import attain
from suluh.competency.models import Competency, CompetencyVersion, Requirement, Standard
from suluh.competency.types import Attained, SourceKind
from suluh.organisation.models import Position
from tests.security.routes import Case, Foreign, Own
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


CASES: dict[str, Case] = {
    "competency_map": Own(_result),
    "competency_posts": Own(_post, query="?q=Kepala"),
    "competency_history": Own(_result, query="?q=Uji"),
    "competency_dictionary": Own(_competency, query="?q=Kompetensi"),
    "competency_entry": Foreign(_entry),
}
