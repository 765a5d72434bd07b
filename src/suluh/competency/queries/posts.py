"""Posts a person could aim for, each with the match of today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from suluh.base.errors import NotFound
from suluh.competency.queries.law import as_bands, bands_on
from suluh.competency.queries.maps import held
from suluh.competency.queries.standards import as_post, demands_for
from suluh.competency.rules.match import job_person_match
from suluh.competency.rules.standards import asked_of
from suluh.competency.types import Match
from suluh.organisation.models import Position
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class Aim:
    """A post, how well one matches it today, and in how many competencies one falls short."""

    position: Position
    match: Match
    short: int


def posts_to_aim_for(actor: Actor, text: str = "") -> QuerySet[Position]:
    """Posts of the actor's agency, by name."""
    rows = Position.objects.filter(tenant_id=actor.agency_id)
    if text:
        rows = rows.filter(name__icontains=text) | rows.filter(jenjang__icontains=text)
    return rows.order_by("name", "jenjang", "id")


def get_post(actor: Actor, uuid: UUID) -> Position:
    """One of them; raises NotFound."""
    found = Position.objects.filter(tenant_id=actor.agency_id, uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def aims(actor: Actor, positions: list[Position], on: date) -> list[Aim]:
    """The match of the actor with each post, all from the same few reads."""
    levels = {key: row.level for key, row in held(actor.person_id, on).items()}
    demands, bands = demands_for(actor.agency_id or 0, on), as_bands(bands_on(on))
    found = []
    for position in positions:
        asked = {key: each.level for key, each in asked_of(as_post(position), demands, on).items()}
        short = sum(1 for key, level in asked.items() if levels.get(key, 0) < level)
        found.append(Aim(position, job_person_match(asked, levels, bands), short))
    return found
