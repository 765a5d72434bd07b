"""Withdrawing a result that was wrong: a row of its own, by somebody else than who recorded it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.base.clock import local_date
from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.competency.models import Attainment
from suluh.organisation.rules.roles import Permission, home_of, require
from suluh.organisation.types import Actor


class AlreadyWithdrawn(DomainError):
    """A result is withdrawn once."""

    code = "already_withdrawn"
    sentence = _("Hasil ini sudah ditarik.")


class NeedsOtherEyes(DomainError):
    """Nobody withdraws the own result, nor one they recorded."""

    code = "needs_other_eyes"
    sentence = _("Hasil ditarik oleh orang lain: bukan pemiliknya dan bukan yang mencatatnya.")


def withdraw(*, actor: Actor, now: datetime, attainment: UUID, reason: str) -> Attainment:
    """Take a result of the actor's agency out of all maps; the row itself stays readable."""
    agency = home_of(actor)
    require(actor, Permission.COMPETENCY_MANAGE, agency_id=agency)
    row = Attainment.objects.filter(pk=attainment, kind=Attainment.Kind.REACHED).first()
    if row is None:
        raise NotFound
    if actor.person_id in {row.person_id, row.actor_id}:
        raise NeedsOtherEyes
    made, is_new = Attainment.objects.get_or_create(
        withdraws=row,
        defaults={
            "tenant_id": row.tenant_id, "person_id": row.person_id,
            "competency_id": row.competency_id, "kind": Attainment.Kind.WITHDRAWN,
            "level": row.level, "source": row.source, "key": row.key, "title": row.title,
            "reached_on": local_date(now, actor.zone), "reason": reason[:300],
            "actor_id": actor.person_id,
        },
    )  # fmt: skip
    if not is_new:
        raise AlreadyWithdrawn
    record_event(
        "competency.level.withdrawn", at=now, tenant_id=row.tenant_id, actor_id=actor.person_id,
        reason=reason, data={"people": [row.person_id]},
    )  # fmt: skip
    return made
