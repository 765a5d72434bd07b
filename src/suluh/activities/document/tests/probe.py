"""How the cross-tenant probe asks for documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from suluh.activities.document.queries.tickets import FILE, PAGES, address_of
from suluh.activities.document.tests.make import document
from suluh.base.clock import now
from tests.security.routes import Case, Foreign
from tests.security.world import World


def _address(world: World, what: str) -> Mapping[str, Any]:
    """One made for the other agency's person."""
    made = document(world.other, "Pedoman", name=f"{world.canary}.pdf")
    address = address_of(
        made.uuid, tenant_id=world.other.pk, person_id=world.other_person.pk, now=now(), what=what
    )
    return {"document": made.uuid, "ticket": address.split("/")[3]}


def _file(world: World) -> Mapping[str, Any]:
    return _address(world, FILE)


def _picture(world: World) -> Mapping[str, Any]:
    return {**_address(world, PAGES), "name": "1"}


CASES: dict[str, Case] = {
    "document_file": Foreign(_file),
    "document_picture": Foreign(_picture),
}
