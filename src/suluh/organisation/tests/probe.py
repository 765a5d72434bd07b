"""How the cross-tenant probe asks for the pages of units, posts and agencies."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from suluh.base.scope import SYSTEM, scoped
from suluh.organisation.models import Position, Unit
from tests.security.routes import Case, Foreign, Own, Public
from tests.security.world import World


def foreign_unit(world: World) -> dict[str, Any]:
    """A unit of the other agency."""
    with scoped(SYSTEM):
        Unit.objects.filter(id=world.other_unit.pk).update(name=f"Unit {world.canary}")
    return {"unit": world.other_unit.uuid}


def foreign_tree(world: World) -> None:
    """Units, open and closed, and posts of the other agency."""
    foreign_unit(world)
    with scoped(SYSTEM):
        Unit.objects.create(
            tenant=world.other, name=world.canary, path="0/", valid_from=date(2020, 1, 1),
            valid_to=date(2021, 1, 1),
        )  # fmt: skip
        Position.objects.create(tenant=world.other, name=world.canary, jenis="4")


def coloured_agency(world: World) -> dict[str, Any]:
    """An agency with a colour and a logo of its own."""
    world.other.accent = "#0b6e7f"
    world.other.logo.save("logo.png", ContentFile(b"\x89PNG\r\n\x1a\n"), save=False)
    world.other.save(update_fields=["accent", "logo"])
    return {"code": world.other.code}


PUBLIC_FACE = Public("an agency's logo and colour are as public as its name", coloured_agency)
CASES: dict[str, Case] = {
    "units": Own(foreign_tree),
    "unit_add": Own(foreign_tree),
    "units_closed": Own(foreign_tree),
    "unit": Foreign(foreign_unit),
    "unit_rename": Foreign(foreign_unit, {"name": "Lain"}),
    "unit_move": Foreign(foreign_unit, {"parent": ""}),
    "unit_close": Foreign(foreign_unit, {"on": "2026-01-01"}),
    "positions": Own(foreign_tree),
    "agencies": Own(),
    "agency_settings": Own(),
    "agency_logo": PUBLIC_FACE,
    "agency_style": PUBLIC_FACE,
}
