"""Cases of the cross-tenant probe for the routes of the training rate and of IP ASN."""

from __future__ import annotations

from typing import Any

from suluh.base.clock import local_date, now
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import PersonFact
from suluh.reporting.models import IndexForms
from suluh.reporting.projections import rebuild_agency, rebuild_index
from tests.security.routes import Case, Foreign, Own, Public
from tests.security.world import World


def _rates(world: World) -> None:
    moment = now()
    year = local_date(moment, "Asia/Jakarta").year
    rebuild_agency(agency=world.other, year=year, now=moment)


def _index(world: World) -> None:
    with scoped(SYSTEM):
        PersonFact.objects.create(
            tenant=world.other, person=world.other_person, kind="kepemimpinan",
            value=world.canary, day=now().date(), source=world.canary, recorded_at=now(),
        )  # fmt: skip
        IndexForms.objects.create(
            tenant=world.other, technical=[3], seminar=[9], valid_from=now().date(),
            reason=world.canary, changed_by_id=1, at=now(),
        )  # fmt: skip
    rebuild_index(agency=world.other, now=now())


def _index_agency(world: World) -> dict[str, Any]:
    _index(world)
    return {"code": world.other.code}


def _index_person(world: World) -> dict[str, Any]:
    _index(world)
    return {"person": world.other_person.uuid}


def _version(_world: World) -> dict[str, Any]:
    return {"version": 1}


def _agency(world: World) -> dict[str, Any]:
    _rates(world)
    return {"code": world.other.code}


def _unit(world: World) -> dict[str, Any]:
    _rates(world)
    return {"unit": world.other_unit.uuid}


def _person(world: World) -> dict[str, Any]:
    _rates(world)
    return {"person": world.other_person.uuid}


CASES: dict[str, Case] = {
    "rates": Own(_rates),
    "rates_nation": Own(_rates),
    "rates_unit": Foreign(_unit),
    "rates_person": Foreign(_person),
    "rates_agency": Foreign(_agency),
    "rates_people": Foreign(_agency),
    "rates_invite": Foreign(_agency),
    "rates_print": Foreign(_agency),
    "rates_pdf": Foreign(_agency),
    "rates_sheet": Foreign(_agency),
    "index_mine": Own(_index),
    "index_person": Foreign(_index_person),
    "index_forms": Own(_index),
    "index_rules": Own(_index),
    "index_rule": Public("rules of law, the same for the whole nation", _version),
    "index_new_rule": Own(_index),
    "index_board": Foreign(_index_agency),
    "index_people": Foreign(_index_agency),
}
