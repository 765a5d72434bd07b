"""Needs of a unit (AKD): gaps of its people added up by competency, as the unit map has them.

Counts alone: whose gap it is stands on the person's own map, for who may read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from suluh.base.errors import NotAllowed, NotFound
from suluh.competency.models import Competency
from suluh.competency.queries.units import sums_below
from suluh.identity.models import Employment
from suluh.organisation.models import Unit
from suluh.organisation.rules.roles import Permission, home_of, reach
from suluh.organisation.types import Actor
from suluh.planning.models import Item, Proposal


@dataclass(frozen=True, slots=True)
class UnitNeed:
    """One competency of a unit: of how many it is asked, how many lack it and by how much.

    `planned`: people whose approved plan raises it this year.
    """

    competency: Competency
    asked: int
    people: int
    levels: int
    planned: int

    @property
    def share(self) -> float:
        """Share of those asked who lack it."""
        return self.people / self.asked if self.asked else 0.0

    @property
    def left(self) -> int:
        """People who lack it and have nothing in an approved plan."""
        return max(0, self.people - self.planned)


def planning_paths(actor: Actor) -> list[str]:
    """Unit paths over which the actor reads needs; raises NotAllowed where there are none."""
    paths = reach(actor, Permission.PLAN_VIEW, agency_id=home_of(actor))
    if not paths:
        raise NotAllowed
    return paths


def units_to_read(actor: Actor) -> QuerySet[Unit]:
    """Open units of the upper two levels within the actor's reach, by name."""
    paths = planning_paths(actor)
    rows = Unit.objects.filter(valid_to=None).order_by("depth", "name", "id")
    if "" in paths:
        return rows.filter(depth__lte=1)
    inside = Unit.objects.none()
    for path in paths:
        inside = inside | rows.filter(path__startswith=path)
    return inside.order_by("depth", "name", "id")


def unit_to_read(actor: Actor, uuid: UUID | None) -> Unit:
    """A unit within reach; without one the highest of them."""
    paths = planning_paths(actor)
    rows = Unit.objects.filter(valid_to=None).order_by("depth", "name", "id")
    if uuid is not None:
        found = rows.filter(uuid=uuid).first()
    elif "" in paths:
        found = rows.first()
    else:
        found = rows.filter(path=paths[0]).first()
    if found is None or not any(found.path.startswith(path) for path in paths):
        raise NotFound
    return found


def needs_of_unit(unit: Unit, *, year: int) -> list[UnitNeed]:
    """Needs of everybody who serves in the unit or below, most people first, from the unit map.

    Three statements over sums: a unit of fifty thousand costs what one of fifty does.
    """
    sums = {key: row for key, row in sums_below(unit).items() if row.people > row.meeting}
    planned = _planned(unit, year)
    known = Competency.objects.in_bulk(list(sums))
    rows = [
        UnitNeed(known[key], row.people, row.people - row.meeting, row.missing, planned.get(key, 0))
        for key, row in sums.items()
    ]
    return sorted(rows, key=lambda row: (-row.people, -row.levels, row.competency.code))


def staff_count(unit: Unit) -> int:
    """How many serve in the unit or below today."""
    return Employment.objects.filter(valid_to=None, unit__path__startswith=unit.path).count()


def proposals_of(unit: Unit, year: int) -> QuerySet[Proposal]:
    """Proposals of the unit and those below for a year, latest first."""
    rows = Proposal.objects.filter(year=year, unit__path__startswith=unit.path)
    return rows.select_related("unit", "competency", "issue", "form")


def _planned(unit: Unit, year: int) -> dict[int, int]:
    rows = Item.objects.filter(
        approved_at__isnull=False, plan__year=year, plan__unit__path__startswith=unit.path,
        competency__isnull=False,
    )  # fmt: skip
    return dict(
        rows.order_by()
        .values_list("competency_id")
        .annotate(people=Count("person_id", distinct=True))
    )


def unit_to_propose(actor: Actor, uuid: UUID) -> Unit:
    """A unit for which the actor may propose: led by a role, or by having people there."""
    found = units_to_propose(actor).filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def units_to_propose(actor: Actor) -> QuerySet[Unit]:
    """Units whose needs the actor may propose, by name."""
    home = home_of(actor)
    rows = Unit.objects.filter(valid_to=None)
    mine = Q(employments__supervisor_id=actor.person_id, employments__valid_to=None)
    for permission in (Permission.TEAM_VIEW, Permission.PLAN_MANAGE):
        for path in reach(actor, permission, agency_id=home):
            mine |= Q(path__startswith=path)
    return rows.filter(mine).distinct().order_by("depth", "name", "id")
