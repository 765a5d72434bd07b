"""Angkatan: opened with their number and rules, and what their timetable is worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from suluh.base.events import record_event
from suluh.delivery.actions.course_offers import Opening, foretell, open_course
from suluh.delivery.models import Batch, Offering
from suluh.delivery.queries.batches import get_managed_batch
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class BatchRules:
    """What one says of an angkatan besides its opening."""

    number: int | None = None
    attendance_share: int = 90
    is_decided: bool = True


def open_batch(
    *, actor: Actor, training: UUID, opening: Opening, rules: BatchRules, now: datetime
) -> Offering:
    """Open a course from one day to another as an angkatan; it appears in the catalogue at once."""
    offering = open_course(actor=actor, training=training, opening=opening, now=now)
    Batch.objects.create(
        tenant_id=offering.tenant_id,
        offering=offering,
        number=rules.number,
        attendance_share=rules.attendance_share,
        is_decided=rules.is_decided,
    )
    return offering


def change_batch(*, actor: Actor, uuid: UUID, rules: BatchRules, now: datetime) -> Batch:
    """Change number, attendance share or who decides; recorded with what it was."""
    offering = get_managed_batch(actor, uuid)
    batch = Batch.objects.select_for_update().get(offering=offering)
    before = [batch.number, batch.attendance_share, batch.is_decided]
    after = [rules.number, rules.attendance_share, rules.is_decided]
    if before == after:
        return batch
    batch.number, batch.attendance_share = rules.number, rules.attendance_share
    batch.is_decided = rules.is_decided
    batch.save(update_fields=["number", "attendance_share", "is_decided"])
    record_event(
        "delivery.batch.changed", at=now, tenant_id=offering.tenant_id, actor_id=actor.person_id,
        subject=offering.uuid, data={"before": before, "after": after},
    )  # fmt: skip
    return batch


def reckon(offering: Offering, *, now: datetime) -> None:
    """Bring the foretold JP up to date with the timetable."""
    assert offering.version is not None
    foretell(offering, offering.version, now=now)
    offering.save(update_fields=["jp_minor", "jp_reason"])
