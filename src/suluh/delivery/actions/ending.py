"""The end of an angkatan that nobody decides on: who met all conditions passed, the others did not."""

from __future__ import annotations

from datetime import datetime, timedelta

from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.learning import result_of
from suluh.delivery.actions.results import record_results
from suluh.delivery.models import Batch, Enrolment, Offering
from suluh.delivery.queries.classrooms import classrooms_of
from suluh.delivery.queries.learning import Classroom
from suluh.delivery.types import PersonResult

GRACE = timedelta(days=1)  # badges scanned without a line still come
AT_ONCE = 500


def end_batches(*, now: datetime) -> int:
    """A day after their end, conclude angkatan without a meeting; gives how many people.

    Idempotent: a concluded angkatan is closed. At most one part of 500 people in a transaction.
    """
    looked_at = 0
    while found := _next(now):
        looked_at += found
    return looked_at


def _next(now: datetime) -> int:
    with scoped(SYSTEM):
        waiting = Batch.objects.select_for_update(of=("self",), skip_locked=True)
        batch = (
            waiting.select_related("offering")
            .filter(closed_at=None, is_decided=False, offering__ends_at__lte=now - GRACE)
            .exclude(offering__state=Offering.State.CANCELLED)
            .order_by("id")
            .first()
        )
        if batch is None:
            return 0
        offering = batch.offering
        rows = Enrolment.objects.filter(offering=offering, state=Enrolment.State.REGISTERED)
        places = list(rows.order_by("id")[:AT_ONCE])
        rooms = [room for found in classrooms_of(places).values() for room in found]
        results = [_result(room) for room in rooms if room.enrolment]
        record_results(offering_id=offering.pk, results=results, actor_id=None, now=now)
        if len(places) < AT_ONCE:
            batch.closed_at = now
            batch.save(update_fields=["closed_at"])
            record_event(
                "delivery.batch.ended", at=now, tenant_id=batch.tenant_id, subject=offering.uuid
            )
        return len(places) or 1


def _result(room: Classroom) -> PersonResult:
    assert room.enrolment is not None
    missed = PersonResult(room.enrolment.person_id, is_complete=False, conditions=room.conditions)
    return result_of(room) or missed
