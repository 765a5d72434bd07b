"""Cases of the cross-tenant probe: planning's routes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.ledger.models import Form
from suluh.organisation.models import Position
from suluh.planning.models import AgencyLine, AgencyPlan, Goal, Issue, Item, Plan, Proposal
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


def _agency_plan(world: World) -> AgencyLine:
    """A plan of the other agency with a line and an issue in it."""
    year = now().year
    with scoped(SYSTEM):
        plan, _made = AgencyPlan.objects.get_or_create(
            tenant=world.other, year=year, defaults={"created_at": now()}
        )
        line, _made = AgencyLine.objects.get_or_create(
            plan=plan, key="tangan:1",
            defaults={
                "tenant": world.other, "title": f"Kegiatan {world.canary}", "people": 1,
                "target": world.canary, "form": Form.objects.get(code=16),
                "organiser": world.canary, "curriculum": world.canary,
                "starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31",
            },
        )  # fmt: skip
    return line


def _line(world: World) -> Mapping[str, Any]:
    return {"year": now().year, "uuid": _agency_plan(world).uuid}


def _issue(world: World) -> Mapping[str, Any]:
    with scoped(SYSTEM):
        made = Issue.objects.create(
            tenant=world.other, title=f"Isu {world.canary}", result=world.canary,
            first_year=2020, last_year=2100, created_at=now(),
        )  # fmt: skip
    return {"uuid": made.uuid}


def _proposal(world: World) -> Mapping[str, Any]:
    with scoped(SYSTEM):
        made = Proposal.objects.create(
            tenant=world.other, unit=world.other_unit, year=now().year, people=1, at=now(),
            title=f"Usulan {world.canary}", form=Form.objects.get(code=16), reason=world.canary,
            by_id=world.other_person.pk, by_name=world.canary,
        )  # fmt: skip
    return {"uuid": made.uuid}


def _year(world: World) -> Mapping[str, Any]:
    """A year of which only the other agency has a plan: to the visitor it is not begun."""
    _agency_plan(world)
    return {"year": now().year}


def _all(world: World) -> None:
    _agency_plan(world)
    _issue(world)
    _proposal(world)


_LINE = {
    "title": "Lain", "target": "Lain", "people": "1", "form_id": "16", "organiser": "Lain",
    "starts_on": f"{now().year}-01-01", "ends_on": f"{now().year}-02-01", "curriculum": "Lain",
    "jp": "1", "budget": "1",
}  # fmt: skip
_OWN_YEAR = "the year names no object: each visitor sees the plan of the own agency, or none"
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
    "hcdp": Own(_all),
    "agency_plan": Public(_OWN_YEAR, _year),
    "agency_plan_collect": Public(_OWN_YEAR, _year),
    "agency_plan_set": Public(_OWN_YEAR, _year),
    "agency_plan_pdf": Public(_OWN_YEAR, _year),
    "agency_plan_sheet": Public(_OWN_YEAR, _year),
    "agency_line_new": Public(_OWN_YEAR, _year),
    "agency_line": Foreign(_line, _LINE),
    "agency_line_remove": Foreign(_line),
    "agency_spent": Foreign(_line, {"spent": "1"}),
    "needs": Own(_all),
    "propose": Own(_all),
    "proposal_decide": Foreign(_proposal, {"tindakan": "ambil"}),
    "issues": Own(_all),
    "issue_new": Own(_all),
    "issue": Foreign(_issue, {"title": "Lain"}),
    "issue_serve": Foreign(_issue, {"pelatihan": "x"}),
    "issue_close": Foreign(_issue),
}
