"""A supervisor's people, or a unit's, with their JP of the year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from suluh.base.errors import NotAllowed
from suluh.identity.models import Employment
from suluh.ledger.models import PersonYear
from suluh.organisation.rules.roles import ROLE_TABLE, Permission, reach
from suluh.organisation.types import Actor

BEHIND, NOT_STARTED, REACHED = "tertinggal", "belum", "tercapai"
FLOOR_JP_MINOR = 2000


@dataclass(frozen=True, slots=True)
class TeamFilter:
    """What the team page was asked for."""

    text: str = ""
    state: str = ""


def team_of(actor: Actor, *, year: int, wanted: TeamFilter) -> QuerySet[Any]:
    """Present employees who answer to the actor, fewest JP first.

    Direct subordinates, and everyone of the units over which a role carries `team.view`.
    Each row has `jp_minor` of the year. Raises NotAllowed where the actor leads nobody.
    """
    if not actor.holds(*ROLE_TABLE[Permission.TEAM_VIEW]) or actor.agency_id is None:
        raise NotAllowed
    jp = PersonYear.objects.filter(person_id=OuterRef("person_id"), year=year)
    rows: QuerySet[Any] = (
        Employment.objects.filter(_mine(actor), valid_to=None)
        .exclude(person_id=actor.person_id)
        .select_related("person", "unit", "position")
        .annotate(
            jp_minor=Coalesce(Subquery(jp.values("jp_minor")[:1]), 0, output_field=IntegerField())
        )
    )
    return _narrow(rows, wanted).order_by("jp_minor", "person__name", "id")


def standing_of(actor: Actor, *, year: int) -> tuple[int, int]:
    """How many people the actor leads, and how many of them have reached 20 JP."""
    rows = team_of(actor, year=year, wanted=TeamFilter()).order_by()
    reached = Count("id", filter=Q(jp_minor__gte=FLOOR_JP_MINOR))
    found = rows.aggregate(people=Count("id"), reached=reached)
    return found["people"], found["reached"]


def _mine(actor: Actor) -> Q:
    mine = Q(supervisor_id=actor.person_id)
    for path in reach(actor, Permission.TEAM_VIEW, agency_id=actor.agency_id or 0):
        mine |= Q(unit__path__startswith=path) if path else Q(tenant_id=actor.agency_id)
    return mine


def _narrow(rows: QuerySet[Any], wanted: TeamFilter) -> QuerySet[Any]:
    if wanted.text:
        rows = rows.filter(person__name__icontains=wanted.text)
    if wanted.state == BEHIND:
        rows = rows.filter(jp_minor__lt=FLOOR_JP_MINOR)
    if wanted.state == NOT_STARTED:
        rows = rows.filter(jp_minor=0)
    if wanted.state == REACHED:
        rows = rows.filter(jp_minor__gte=FLOOR_JP_MINOR)
    return rows
