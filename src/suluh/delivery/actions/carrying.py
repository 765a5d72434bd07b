"""Saying what an event raises: it has no training that could say so."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from suluh.base.errors import NotFound
from suluh.base.events import record_event
from suluh.content.queries.carrying import usable_competencies
from suluh.delivery.models import EventCompetency, Offering
from suluh.delivery.queries.offerings import get_managed_offering
from suluh.organisation.types import Actor


def carry_competency(
    *, actor: Actor, uuid: UUID, competency: UUID, level: int, now: datetime
) -> EventCompetency:
    """The event is recommended to whoever lacks this competency up to `level`.

    In place of what was said of it before. Records `delivery.offering.changed`.
    """
    event = get_managed_offering(actor, uuid)
    usable = {each.uuid: each for each in usable_competencies(event.tenant_id)}
    if competency not in usable:
        raise NotFound
    made, _is_new = EventCompetency.objects.update_or_create(
        offering=event, competency=usable[competency],
        defaults={"tenant_id": event.tenant_id, "level": level},
    )  # fmt: skip
    _tell(actor, event, now)
    return made


def drop_competency(*, actor: Actor, uuid: UUID, competency: UUID, now: datetime) -> None:
    """The event is recommended for this competency no more."""
    event = get_managed_offering(actor, uuid)
    rows = EventCompetency.objects.filter(offering=event, competency__uuid=competency)
    if not rows.exists():
        raise NotFound
    rows.delete()
    _tell(actor, event, now)


def _tell(actor: Actor, event: Offering, now: datetime) -> None:
    record_event(
        "delivery.offering.changed", at=now, tenant_id=event.tenant_id, actor_id=actor.person_id,
        subject=event.uuid, data={"title": event.title},
    )  # fmt: skip
