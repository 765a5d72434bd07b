"""Cases of the cross-tenant probe for the routes of the training rate."""

from __future__ import annotations

from typing import Any

from suluh.base.clock import local_date, now
from suluh.reporting.projections import rebuild_agency
from tests.security.routes import Case, Foreign, Own
from tests.security.world import World


def _rates(world: World) -> None:
    moment = now()
    year = local_date(moment, "Asia/Jakarta").year
    rebuild_agency(agency=world.other, year=year, now=moment)


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
}
