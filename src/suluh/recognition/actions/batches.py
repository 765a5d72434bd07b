"""Many claims at once: one verifier holds them ready, another approves. Never one alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy

from suluh.base.errors import DomainError, NotAllowed
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.organisation.types import Actor
from suluh.recognition.actions.deciding import AlreadyDecided, settle
from suluh.recognition.models import BatchItem, Claim, ClaimBatch
from suluh.recognition.queries.claims import may_check
from suluh.recognition.queries.queue import get_batch, queue

MOST = 50


class NothingChosen(DomainError):
    """None of the chosen claims waits."""

    code = "nothing_chosen"
    sentence = gettext_lazy(
        "Pilih sedikitnya satu pengajuan yang masih menunggu, paling banyak 50."
    )


class OtherPersonNeeded(DomainError):
    """Four eyes: who holds them ready does not approve."""

    code = "other_person_needed"
    status = 403
    sentence = gettext_lazy("Persetujuan massal diputuskan rekan lain, bukan yang mengusulkannya.")


def ask_batch(*, actor: Actor, now: datetime, claims: Sequence[UUID]) -> ClaimBatch:
    """Hold these claims ready for a colleague; those decided or held already are left out."""
    rows = list(queue(actor, is_free=True).filter(uuid__in=list(claims)[:MOST]))
    if not rows:
        raise NothingChosen
    made = ClaimBatch.objects.create(
        tenant_id=rows[0].tenant_id, asked_by_id=actor.person_id, asked_by_name=actor.name[:250],
        asked_at=now,
    )  # fmt: skip
    BatchItem.objects.bulk_create(
        BatchItem(tenant_id=row.tenant_id, batch=made, claim=row, revision=row.revision)
        for row in rows
    )
    record_event(
        "recognition.batch.asked", at=now, tenant_id=made.tenant_id, actor_id=actor.person_id,
        subject=made.uuid, data={"claims": len(rows)},
    )  # fmt: skip
    return made


def decide_batch(*, actor: Actor, now: datetime, batch: UUID, is_approved: bool) -> ClaimBatch:
    """Approve what another held ready, or give it back to the queue one by one.

    A claim that was changed or decided meanwhile, stands in the book already, or is the approver's
    own, stays out, with a note why. NotAllowed where the approver does not reach a claim's unit.
    """
    found = get_batch(actor, batch)
    if found.asked_by_id == actor.person_id:
        raise OtherPersonNeeded
    with scoped(SYSTEM):
        row = ClaimBatch.objects.select_for_update().get(pk=found.pk)
        if row.state != ClaimBatch.State.ASKED:
            raise AlreadyDecided
        if is_approved:
            row.approved = _approve(row, actor, now=now)
        row.state = ClaimBatch.State.APPROVED if is_approved else ClaimBatch.State.REFUSED
        row.decided_by_id, row.decided_by_name = actor.person_id, actor.name[:250]
        row.decided_at = now
        row.save()
    record_event(
        f"recognition.batch.{row.state}", at=now, tenant_id=row.tenant_id,
        actor_id=actor.person_id, subject=row.uuid,
        data={"asked_by": row.asked_by_id, "claims": row.approved},
    )  # fmt: skip
    return row


def _approve(batch: ClaimBatch, actor: Actor, *, now: datetime) -> int:
    items = list(BatchItem.objects.filter(batch=batch).order_by("claim_id"))
    ids = [item.claim_id for item in items]
    locked = Claim.objects.select_related("unit").filter(pk__in=ids).order_by("pk")
    claims = {row.pk: row for row in locked.select_for_update(of=("self",))}
    done = 0
    for item in items:
        item.note = _approve_one(item, claims[item.claim_id], actor, now=now)
        item.save(update_fields=["note"])
        done += not item.note
    return done


def _approve_one(item: BatchItem, claim: Claim, actor: Actor, *, now: datetime) -> str:
    """'' where it was approved, else why not."""
    if claim.person_id == actor.person_id:
        return "own"
    if not may_check(actor, claim):
        raise NotAllowed
    if claim.state != Claim.State.ASKED:
        return "decided"
    if claim.revision != item.revision:
        return "changed"
    try:
        with scoped(SYSTEM):
            settle(claim, actor, is_approved=True, now=now)
    except DomainError as refusal:
        return refusal.code
    return ""
