"""Needs of a unit (AKD): gaps of its people added up by competency. One reckoning for all of them.

Counts alone: whose gap it is stands on the person's own map, for who may read it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from suluh.base.errors import NotAllowed, NotFound
from suluh.competency.models import Attainment, Competency
from suluh.competency.queries import holding_law
from suluh.competency.queries.maps import as_reached
from suluh.competency.queries.standards import as_post, demands_for
from suluh.competency.rules.holding import held_on
from suluh.competency.rules.standards import asked_of
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


def needs_of_unit(unit: Unit, *, on: date) -> list[UnitNeed]:
    """Needs of everybody who serves in the unit or below, most people first. Nine queries."""
    jobs = list(
        Employment.objects.filter(
            valid_to=None, unit__path__startswith=unit.path, position__isnull=False
        ).select_related("position")
    )
    asked = _asked(jobs, unit.tenant_id, on)
    held = _held([job.person_id for job in jobs], on)
    wanted: Counter[int] = Counter()
    people: Counter[int] = Counter()
    levels: Counter[int] = Counter()
    for job in jobs:
        for key, level in asked[job.position_id or 0].items():
            missing = level - held.get(job.person_id, {}).get(key, 0)
            wanted[key] += 1
            if missing > 0:
                people[key] += 1
                levels[key] += missing
    planned = _planned(unit, on.year)
    known = Competency.objects.in_bulk(list(people))
    rows = [
        UnitNeed(known[key], wanted[key], count, levels[key], planned.get(key, 0))
        for key, count in people.items()
    ]
    return sorted(rows, key=lambda row: (-row.people, -row.levels, row.competency.code))


def staff_count(unit: Unit) -> int:
    """How many serve in the unit or below today."""
    return Employment.objects.filter(valid_to=None, unit__path__startswith=unit.path).count()


def proposals_of(unit: Unit, year: int) -> QuerySet[Proposal]:
    """Proposals of the unit and those below for a year, latest first."""
    rows = Proposal.objects.filter(year=year, unit__path__startswith=unit.path)
    return rows.select_related("unit", "competency", "issue", "form")


def _asked(jobs: list[Employment], agency_id: int, on: date) -> dict[int, dict[int, int]]:
    demands = demands_for(agency_id, on)
    found: dict[int, dict[int, int]] = {}
    for job in jobs:
        if job.position is not None and job.position.pk not in found:
            levels = asked_of(as_post(job.position), demands, on)
            found[job.position.pk] = {key: value.level for key, value in levels.items()}
    return found


def _held(person_ids: list[int], on: date) -> dict[int, dict[int, int]]:
    rows = Attainment.reachable.filter(
        person_id__in=person_ids, kind=Attainment.Kind.REACHED, reached_on__lte=on, withdrawal=None
    ).order_by("reached_on", "id")
    by_person: dict[int, list[Attainment]] = defaultdict(list)
    for row in rows:
        by_person[row.person_id].append(row)
    law = holding_law(on)
    found = {}
    for person_id, results in by_person.items():
        chosen = held_on(map(as_reached, results), on, choice=law.choice, weights=law.weights)
        found[person_id] = {key: result.level for key, result in chosen.items()}
    return found


def _planned(unit: Unit, year: int) -> dict[int, int]:
    rows = Item.objects.filter(
        approved_at__isnull=False, plan__year=year, plan__unit__path__startswith=unit.path,
        competency__isnull=False,
    ).values_list("competency_id", "person_id")  # fmt: skip
    counts = Counter(key for key, _person in set(rows))
    return dict(counts)


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
