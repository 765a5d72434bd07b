"""Waving a recommendation away, and taking that back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from suluh.base.errors import NotFound
from suluh.organisation.rules.roles import home_of
from suluh.organisation.types import Actor
from suluh.planning.models import Dismissal
from suluh.planning.queries.advice import dismissed, one_of


def dismiss(*, actor: Actor, sort: str, key: UUID, code: str, now: datetime) -> Dismissal:
    """Do not show this recommendation again, until it is taken back; a second time changes nothing."""
    there = dismissed(actor).filter(sort=sort, key=key, competency__code=code).first()
    if there is not None:
        return there
    row = one_of(actor, sort=sort, key=key, code=code, now=now)
    return Dismissal.objects.create(
        tenant_id=home_of(actor), person_id=actor.person_id, sort=sort, key=key, at=now,
        competency_id=row.need.competency_id, title=row.candidate.title[:250],
    )  # fmt: skip


def take_back(*, actor: Actor, sort: str, key: UUID, code: str, now: datetime) -> Dismissal:
    """Show it again."""
    found = dismissed(actor).filter(sort=sort, key=key, competency__code=code).first()
    if found is None:
        raise NotFound
    found.undone_at = now
    found.save(update_fields=["undone_at"])
    return found
