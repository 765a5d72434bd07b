"""What a keeper sees before withdrawing a result: the result, and what would count without it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from suluh.base.errors import NotFound
from suluh.competency.models import Attainment
from suluh.competency.queries.maps import held_of, results_of
from suluh.competency.queries.results import keeper_of
from suluh.organisation.rules.roles import Permission, can
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The level that counts today, and the one that would count without the result (0: none)."""

    now: int
    then: int


def kept_result(actor: Actor, uuid: UUID) -> Attainment:
    """A result that the actor's agency recorded, for its keepers; NotFound otherwise."""
    rows = Attainment.objects.filter(
        pk=uuid, kind=Attainment.Kind.REACHED, tenant_id=keeper_of(actor)
    )
    found = rows.select_related("competency", "person", "withdrawal").first()
    if found is None:
        raise NotFound
    return found


def keeps_results(actor: Actor) -> bool:
    """Whether the actor may withdraw results of the own agency."""
    return actor.agency_id is not None and can(
        actor, Permission.COMPETENCY_MANAGE, agency_id=actor.agency_id
    )


def foreseen(row: Attainment, on: date) -> Withdrawal:
    """What withdrawing does to the level, by the rules in force that day."""
    results = [
        each for each in results_of(row.person_id, on) if each.competency_id == row.competency_id
    ]
    levels = [
        held_of(part, on) for part in (results, [each for each in results if each.pk != row.pk])
    ]
    return Withdrawal(*(found[row.competency_id].level if found else 0 for found in levels))
