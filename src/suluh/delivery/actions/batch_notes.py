"""What the organiser tells people of an angkatan, and what it cost."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from suluh.base.events import record_event
from suluh.delivery.models import Batch
from suluh.delivery.queries.batches import get_managed_batch
from suluh.delivery.queries.rollcall import expected_in
from suluh.messaging.actions import Message, notify
from suluh.organisation.rules.roles import Permission
from suluh.organisation.types import Actor


def tell_people(
    *, actor: Actor, uuid: UUID, places: Sequence[UUID], title: str, body: str, now: datetime
) -> int:
    """Tell these people; gives how many. The same words to the same person go out once a day."""
    offering = get_managed_batch(actor, uuid, Permission.MESSAGES_SEND)
    words = hashlib.sha256(f"{title}\n{body}".encode()).hexdigest()[:16]
    rows = expected_in(offering).filter(uuid__in=list(places))
    messages = [
        Message(
            person_id=place.person_id,
            key=f"angkatan:{offering.uuid}:{now.date()}:{words}",
            kind="batch",
            title=title,
            body=body,
            link=f"/pelatihan/{offering.uuid}/",
            email=place.email,
        )
        for place in rows
    ]
    told = notify(tenant_id=offering.tenant_id, messages=messages, now=now) if messages else 0
    record_event(
        "delivery.batch.told", at=now, tenant_id=offering.tenant_id, actor_id=actor.person_id,
        subject=offering.uuid, data={"title": title, "people": len(messages)},
    )  # fmt: skip
    return told


def keep_costs(*, actor: Actor, uuid: UUID, costs: Mapping[str, int], now: datetime) -> None:
    """Keep the cost sheet, with what it was in the trail; also after closing, bills come late."""
    offering = get_managed_batch(actor, uuid)
    batch = Batch.objects.select_for_update().get(offering=offering)
    before, batch.costs = batch.costs, dict(costs)
    if before == batch.costs:
        return
    batch.save(update_fields=["costs"])
    record_event(
        "delivery.batch.costs_kept", at=now, tenant_id=offering.tenant_id,
        actor_id=actor.person_id, subject=offering.uuid,
        data={"before": before, "after": batch.costs},
    )  # fmt: skip
