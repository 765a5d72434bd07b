"""Recommendations of a person: what their gaps need, what raises it, in which order and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from suluh.base.clock import local_date
from suluh.base.errors import NotFound
from suluh.competency.queries import PersonMap, gaps
from suluh.ledger.queries import my_year
from suluh.organisation.rules.roles import home_of
from suluh.organisation.types import Actor
from suluh.planning.models import Dismissal, FactorWeight, Item, Plan
from suluh.planning.queries.sources import SOURCES
from suluh.planning.rules.scoring import scored
from suluh.planning.types import Ask, Factor, Need, Scored

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """What raises one competency, the best first; `planned` more are in the plan already."""

    need: Need
    rows: list[Scored]
    planned: int = 0


@dataclass(frozen=True, slots=True)
class Advice:
    """Everything recommended to a person today, with what it follows from."""

    map: PersonMap
    ask: Ask
    groups: list[Group]

    @property
    def count(self) -> int:
        """How many recommendations there are."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def best(self) -> list[Scored]:
        """The best of each competency, the best of all first."""
        tops = [group.rows[0] for group in self.groups if group.rows]
        return sorted(tops, key=lambda row: -row.score)


def advice_for(actor: Actor, *, now: datetime, text: str = "") -> Advice:
    """Recommendations of the actor; raises NotAllowed for guests, whose posts nobody knows."""
    home = home_of(actor)
    today = local_date(now, actor.zone)
    found = gaps(actor.person_id, today)
    plan = _plan_of(actor, today.year)
    missing = my_year(actor, today.year).remaining_jp_minor
    ask = Ask(actor.person_id, home, _needs(found, plan, today), missing, now, actor.zone)
    rows = scored(
        (each for source in SOURCES for each in source(ask)), ask, points=points_on(today)
    )
    gone = {(row.sort, str(row.key), row.competency_id) for row in dismissed(actor)}
    kept = [row for row in rows if _mark(row) not in gone and _matches(row, text)]
    return Advice(found, ask, _grouped(ask.needs, kept, planned=_planned(plan)))


def one_of(actor: Actor, *, sort: str, key: UUID, code: str, now: datetime) -> Scored:
    """The recommendation of that key for a competency; what is no longer one looks absent."""
    for group in advice_for(actor, now=now).groups:
        for row in group.rows:
            candidate = row.candidate
            if (candidate.sort, candidate.key, row.need.code) == (sort, str(key), code):
                return row
    raise NotFound


def dismissed(actor: Actor) -> QuerySet[Dismissal]:
    """What the actor waved away and did not take back, latest first."""
    rows = Dismissal.reachable.filter(person_id=actor.person_id, undone_at=None)
    return rows.select_related("competency")


def points_on(day: date) -> dict[Factor, int]:
    """Points of each factor in force on a day."""
    return {Factor(row.factor): row.points for row in weights_on(day)}


def weights_on(day: date) -> list[FactorWeight]:
    """The rows in force on a day, most points first."""
    rows = FactorWeight.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)
    newest: dict[str, FactorWeight] = {}
    for row in rows.order_by("valid_from", "version"):
        newest[row.factor] = row
    return sorted(newest.values(), key=lambda row: (-row.points, row.factor))


def needs_of(found: PersonMap, *, is_next: bool = False) -> dict[int, Need]:
    """The gaps of a map as needs, by competency id."""
    return {
        row.competency.pk: Need(
            row.competency.pk, row.competency.code, row.competency.name, row.level, row.asked,
            is_next,
        )
        for row in found.gaps
    }  # fmt: skip


def _needs(found: PersonMap, plan: Plan | None, today: date) -> tuple[Need, ...]:
    """Needs of the post held; of the post aimed at what goes beyond."""
    needs = needs_of(found)
    if plan is not None and plan.next_post is not None:
        ahead = gaps(found.person_id, today, position=plan.next_post)
        for key, need in needs_of(ahead, is_next=True).items():
            needs.setdefault(key, need)
    return tuple(sorted(needs.values(), key=lambda need: (need.is_next, -need.missing, need.code)))


def _grouped(needs: Iterable[Need], rows: list[Scored], *, planned: frozenset[Key]) -> list[Group]:
    by_need: dict[int, list[Scored]] = defaultdict(list)
    taken: dict[int, int] = defaultdict(int)
    for row in rows:
        if (row.candidate.sort, row.candidate.key) in planned:
            taken[row.need.competency_id] += 1
        else:
            by_need[row.need.competency_id].append(row)
    keys = [(need, need.competency_id) for need in needs]
    return [Group(need, by_need[key], taken[key]) for need, key in keys]


def _plan_of(actor: Actor, year: int) -> Plan | None:
    rows = Plan.reachable.filter(person_id=actor.person_id, tenant_id=actor.agency_id, year=year)
    return rows.select_related("next_post").first()


def _planned(plan: Plan | None) -> frozenset[Key]:
    if plan is None:
        return frozenset()
    rows = Item.reachable.filter(plan=plan, source__isnull=False).values_list("sort", "source")
    return frozenset((sort, str(source)) for sort, source in rows)


def _mark(row: Scored) -> tuple[str, str, int]:
    return str(row.candidate.sort), row.candidate.key, row.need.competency_id


def _matches(row: Scored, text: str) -> bool:
    hay = f"{row.candidate.title} {row.candidate.by} {row.need.name}".lower()
    return all(word in hay for word in text.lower().split())
