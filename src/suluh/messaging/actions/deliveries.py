"""Deliveries: claimed by a worker, tried, recorded, sent again on request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F

from suluh.base.errors import NotFound
from suluh.base.events import record_event
from suluh.base.jobs import enqueue
from suluh.messaging.models import Delivery
from suluh.messaging.queries.deliveries import deliveries_in_reach
from suluh.messaging.rules import BATCH, CLAIM, MAX_ATTEMPTS, pause_after
from suluh.messaging.types import Letter, Outcome
from suluh.organisation.types import Actor

_PARTS = ("uuid", "address", "notice__title", "notice__body", "notice__link")
_FILES = ("notice__attachment_name", "notice__attachment", "notice__reply_to")


def claim_letters(*, channel: str, now: datetime, limit: int = BATCH) -> list[Letter]:
    """Take letters that are due, so that no other worker takes them; runs under the wide scope.

    A claim lapses after a while: the letters of a worker that died go out again, with their id,
    by which the receiving side knows a letter it has already got.
    """
    due = Delivery.objects.filter(state=Delivery.State.WAITING, channel=channel, due_at__lte=now)
    ids = list(
        due.order_by("due_at")
        .select_for_update(skip_locked=True)
        .values_list("id", flat=True)[:limit]
    )
    rows = Delivery.objects.filter(id__in=ids)
    rows.update(attempts=F("attempts") + 1, due_at=now + CLAIM)
    return [Letter(*row) for row in rows.order_by("id").values_list(*_PARTS, *_FILES)]


def record_outcomes(*, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Write down how letters went; runs under the wide scope. May be repeated."""
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING)
    sent = [outcome.id for outcome in outcomes if not outcome.error]
    waiting.filter(uuid__in=sent).update(state=Delivery.State.SENT, sent_at=now, error="")
    for outcome in outcomes:
        if outcome.error:
            _record_failure(outcome, now)


def _record_failure(outcome: Outcome, now: datetime) -> None:
    row = Delivery.objects.filter(uuid=outcome.id, state=Delivery.State.WAITING).first()
    if row is None:
        return
    row.error = outcome.error[:300]
    row.due_at = now + pause_after(row.attempts)
    if outcome.final or row.attempts >= MAX_ATTEMPTS:
        row.state = Delivery.State.FAILED
    row.save(update_fields=["error", "due_at", "state"])


def resend_deliveries(*, actor: Actor, deliveries: Sequence[UUID], now: datetime) -> int:
    """Send letters again that were sent or failed; gives how many.

    NotAllowed without the right to send messages; NotFound where none is in the actor's reach.
    """
    rows = deliveries_in_reach(actor).filter(uuid__in=deliveries)
    found = list(rows.select_for_update(of=("self",)))
    if not found:
        raise NotFound
    again = [row.pk for row in found if row.state != Delivery.State.WAITING]
    Delivery.objects.filter(pk__in=again).update(
        state=Delivery.State.WAITING, attempts=0, due_at=now, error=""
    )
    for row in found:
        if row.pk in again:
            record_event(
                "messaging.delivery.requested_again",
                at=now,
                tenant_id=row.tenant_id,
                actor_id=actor.person_id,
                subject=row.uuid,
            )
    for _ in range(0, len(again), BATCH):
        enqueue("messaging.send_batch")
    return len(again)
