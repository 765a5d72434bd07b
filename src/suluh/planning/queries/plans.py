"""Plans as their owner and those who decide them see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from suluh.base.errors import NotFound
from suluh.delivery.models import Delegate
from suluh.identity.models import Employment
from suluh.ledger.models import Form
from suluh.organisation.models import Position
from suluh.organisation.queries.units import under
from suluh.organisation.rules.roles import Permission, can, reach
from suluh.organisation.types import Actor
from suluh.planning.models import Goal, Issue, Item, Plan, PlanStep
from suluh.planning.queries.realisation import DONE, Progress, progress_of
from suluh.planning.rules.mix import MixPart, mix_of

_State = Plan.State


@dataclass(frozen=True, slots=True)
class Line:
    """An item with how it stands."""

    item: Item
    progress: Progress


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan with everything on its page."""

    plan: Plan
    goals: list[Goal]
    lines: list[Line]
    steps: list[PlanStep]
    mix: list[MixPart]

    @property
    def jp_minor(self) -> int:
        """JP planned."""
        return sum(line.item.jp_minor for line in self.lines)

    @property
    def cost(self) -> int:
        """Rupiah planned."""
        return sum(line.item.cost for line in self.lines)

    @property
    def realised_jp_minor(self) -> int:
        """JP of its items that stand in the ledger."""
        return sum(line.progress.jp_minor for line in self.lines)

    @property
    def done(self) -> int:
        """How many items are done."""
        return sum(line.progress.state == DONE for line in self.lines)

    @property
    def is_open(self) -> bool:
        """Whether its owner may change it now."""
        return self.plan.state != _State.WAITING


def own_plan(actor: Actor, year: int) -> Plan | None:
    """The actor's plan of a year in the present agency."""
    rows = Plan.reachable.filter(person_id=actor.person_id, tenant_id=actor.agency_id, year=year)
    return rows.select_related("next_post", "approver", "person", "unit").first()


def own_item(actor: Actor, uuid: UUID) -> Item:
    """An item of one of the actor's plans in the present agency."""
    rows = Item.objects.filter(person_id=actor.person_id, uuid=uuid)
    found = rows.select_related("plan", "form", "competency").first()
    if found is None:
        raise NotFound
    return found


def own_years(actor: Actor) -> list[int]:
    """Years of which the actor has a plan, the latest first."""
    rows = Plan.reachable.filter(person_id=actor.person_id, tenant_id=actor.agency_id)
    return list(rows.order_by("-year").values_list("year", flat=True))


def page_of(plan: Plan, *, today: date) -> PlanPage:
    """Everything of a plan; the same five queries however long it is."""
    items = list(Item.reachable.filter(plan=plan).select_related("form", "competency", "goal"))
    standing = progress_of(plan, items, today=today)
    return PlanPage(
        plan=plan,
        goals=list(Goal.reachable.filter(plan=plan).select_related("competency")),
        lines=[Line(item, standing[item.pk]) for item in items],
        steps=list(PlanStep.reachable.filter(plan=plan)),
        mix=mix_of((item.form.share, item.jp_minor) for item in items),
    )


def forms() -> QuerySet[Form]:
    """Forms of learning to choose from."""
    return Form.objects.order_by("path", "name")


def posts_to_aim_at(actor: Actor, text: str) -> QuerySet[Position]:
    """Posts of the actor's agency whose name holds the text."""
    rows = Position.objects.filter(tenant_id=actor.agency_id)
    return rows.filter(name__icontains=text).order_by("name", "jenjang", "id")


def unit_targets(actor: Actor, year: int) -> list[Issue]:
    """What the actor's agency, or the units above them, aim at in that year."""
    rows = Issue.objects.filter(closed_at=None, first_year__lte=year, last_year__gte=year)
    rows = rows.select_related("unit").order_by("title", "id")
    return [row for row in rows if row.unit is None or actor.unit_path.startswith(row.unit.path)]


def post_of(actor: Actor, uuid: UUID) -> Position:
    """One of them."""
    found = Position.objects.filter(tenant_id=actor.agency_id, uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def decidable(actor: Actor, *, today: date) -> QuerySet[Plan]:
    """Plans that wait for the actor, longest first: as supervisor, in one's place, or as office.

    The office decides where nobody is the supervisor; one's own plan is never among them.
    """
    rows = Plan.reachable.filter(_before(actor, today), state=_State.WAITING)
    rows = rows.exclude(person_id=actor.person_id).select_related("person", "unit", "approver")
    return rows.order_by("submitted_at", "id")


def seen_plan(actor: Actor, uuid: UUID, *, today: date) -> Plan:
    """A plan of somebody whom the actor leads, decides, or may read for the agency."""
    rows = Plan.reachable.select_related("next_post", "approver", "person", "unit")
    found = rows.filter(uuid=uuid).first()
    if found is None or not _may_read(actor, found, today):
        raise NotFound
    return found


def may_decide(actor: Actor, plan: Plan, *, today: date) -> bool:
    """Whether this plan waits for the actor."""
    return decidable(actor, today=today).filter(pk=plan.pk).exists()


def team_plans(actor: Actor, *, year: int, text: str = "", state: str = "") -> QuerySet[Employment]:
    """Whom the actor leads, each with the plan of the year (or none), by name."""
    led = under(reach(actor, Permission.TEAM_VIEW, agency_id=actor.agency_id or 0))
    rows = Employment.objects.filter(Q(supervisor_id=actor.person_id) | led, valid_to=None)
    rows = rows.exclude(person_id=actor.person_id)
    if text:
        rows = rows.filter(Q(person__name__icontains=text) | Q(unit__name__icontains=text))
    plans = Plan.objects.filter(year=year)
    if state == "tanpa":
        rows = rows.exclude(person_id__in=plans.values("person_id"))
    elif state:
        rows = rows.filter(person_id__in=plans.filter(state=state).values("person_id"))
    return rows.select_related("person", "unit", "position").order_by("person__name", "id")


def plans_by_person(person_ids: list[int], *, year: int) -> dict[int, Plan]:
    """Plans of these people in the scope's agency."""
    return {row.person_id: row for row in Plan.objects.filter(year=year, person_id__in=person_ids)}


def leads_somebody(actor: Actor) -> bool:
    """Whether anybody answers to the actor, or a role lets them see a team."""
    if actor.agency_id is None:
        return False
    if reach(actor, Permission.TEAM_VIEW, agency_id=actor.agency_id):
        return True
    return Employment.objects.filter(valid_to=None, supervisor_id=actor.person_id).exists()


def _before(actor: Actor, today: date) -> Q:
    mine = Q(approver_id=actor.person_id)
    if actor.agency_id is None:
        return mine
    stood_in_for = Delegate.objects.filter(
        delegate_id=actor.person_id, ended_at=None, first_on__lte=today, last_on__gte=today
    )
    mine |= Q(tenant_id=actor.agency_id, approver_id__in=stood_in_for.values("person_id"))
    for path in reach(actor, Permission.PLAN_MANAGE, agency_id=actor.agency_id):
        office = Q(tenant_id=actor.agency_id, approver=None)
        mine |= office & Q(unit__path__startswith=path) if path else office
    return mine


def _may_read(actor: Actor, plan: Plan, today: date) -> bool:
    if actor.person_id in {plan.person_id, plan.approver_id}:
        return True
    path = plan.unit.path if plan.unit else ""
    roles = (Permission.TEAM_VIEW, Permission.PLAN_MANAGE)
    if any(can(actor, each, agency_id=plan.tenant_id, unit_path=path) for each in roles):
        return True
    leads = Employment.objects.filter(person_id=plan.person_id, valid_to=None)
    if leads.filter(supervisor_id=actor.person_id).exists():
        return True
    return may_decide(actor, plan, today=today)
