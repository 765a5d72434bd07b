"""Cases of the cross-tenant probe: planning's routes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.ledger.models import Form
from suluh.organisation.models import Position
from suluh.planning.models import Goal, Item, Plan
from tests.security.routes import Case, Foreign, Own, Public
from tests.security.world import World

_ITEM = {
    "title": "Lain", "form_id": "16", "jp": "2", "starts_on": f"{now().year}-02-01",
    "ends_on": f"{now().year}-03-01",
}  # fmt: skip


def _plan(world: World) -> Plan:
    """A plan of the stranger, full of their words, waiting."""
    with scoped(SYSTEM):
        plan, made = Plan.objects.get_or_create(
            tenant=world.other, person=world.other_person, year=now().year,
            defaults={"unit": world.other_unit, "state": "waiting", "created_at": now()},
        )  # fmt: skip
        if made:
            Goal.objects.create(
                tenant=world.other, plan=plan, person=world.other_person, sort="own",
                text=f"Sasaran {world.canary}",
            )  # fmt: skip
            Item.objects.create(
                tenant=world.other, plan=plan, person=world.other_person, created_at=now(),
                title=f"Belajar {world.canary}", form=Form.objects.get(code=16),
                starts_on=f"{now().year}-01-01", ends_on=f"{now().year}-12-31",
            )  # fmt: skip
    return plan


def _one(world: World) -> Mapping[str, Any]:
    return {"uuid": _plan(world).uuid}


def _item(world: World) -> Mapping[str, Any]:
    plan = _plan(world)
    with scoped(SYSTEM):
        return {"uuid": Item.objects.get(plan=plan).uuid}


def _goal(world: World) -> Mapping[str, Any]:
    plan = _plan(world)
    with scoped(SYSTEM):
        found: UUID = Goal.objects.get(plan=plan).uuid
    return {"uuid": found}


def _post(world: World) -> None:
    with scoped(SYSTEM):
        Position.objects.create(tenant=world.other, name=f"Jabatan {world.canary}", jenis="4")


CASES: dict[str, Case] = {
    "advice": Own(_plan),
    "advice_how": Public("the points of the order are public arithmetic"),
    "advice_accept": Own(_plan),
    "advice_dismiss": Own(_plan),
    "advice_undo": Own(_plan),
    "plan": Own(_plan),
    "plan_item_new": Own(_plan),
    "plan_item": Foreign(_item, _ITEM),
    "plan_item_remove": Foreign(_item),
    "plan_aim": Own(_post),
    "plan_goal": Own(_plan),
    "plan_goal_remove": Foreign(_goal),
    "plan_submit": Own(_plan),
    "plan_team": Own(_plan),
    "plan_decide": Own(_plan),
    "plan_team_one": Foreign(_one),
    "plan_comment": Foreign(_one, {"catatan": "Lain"}),
}
