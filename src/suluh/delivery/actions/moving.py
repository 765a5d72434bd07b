"""A move of very many people of an angkatan: asked for once, done by a job in parts.

Each part is a transaction of its own that also moves the job's count on: a job that was killed goes
on after the last whole part, and two runs of one job wait for one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from suluh.base.events import record_event
from suluh.base.jobs import enqueue
from suluh.base.models import LongJob
from suluh.base.progress import finish_long_job, report_progress, start_long_job
from suluh.delivery.actions.standings import (
    ClosingRuns,
    Moved,
    check_moves,
    is_closing,
    move_some,
)
from suluh.delivery.models import Offering, Standing
from suluh.delivery.queries.batches import get_managed_batch
from suluh.delivery.queries.closing import states_among
from suluh.delivery.queries.rollcall import expected_in
from suluh.organisation.types import Actor

AT_ONCE = 500  # more are moved by a job, so many in one transaction


@dataclass(frozen=True, slots=True)
class Asked:
    """A move as the job carries it: who was chosen when it was asked for stays chosen."""

    job: str
    tenant_id: int
    offering_id: int
    places: list[int]
    to: str
    reason: str
    actor_id: int

    def as_data(self) -> dict[str, Any]:
        """The job's arguments."""
        return asdict(self)


def ask_moves(
    *, actor: Actor, uuid: UUID, places: Sequence[UUID], to: str, reason: str, now: datetime
) -> LongJob:
    """Queue a move of many people. Permission and reason are checked here, once for all of them.

    Raises MoveReasonMissing, ClosingRuns.
    """
    offering = get_managed_batch(actor, uuid)
    if is_closing(offering.pk):
        raise ClosingRuns
    chosen = expected_in(offering).filter(uuid__in=list(places))
    states = states_among(chosen)
    check_moves(states, to=to, reason=reason, actor=actor, offering=offering)
    found = list(chosen.values_list("pk", flat=True))
    job = start_long_job(
        name="delivery.move_people", title=_("Mengubah keadaan peserta"),
        tenant_id=offering.tenant_id, person_id=actor.person_id, now=now, total=len(found),
        link=f"/kelola/kelas/{offering.uuid}/status/",
    )  # fmt: skip
    record_event(
        "delivery.moves.asked", at=now, tenant_id=offering.tenant_id, actor_id=actor.person_id,
        subject=offering.uuid, reason=reason[:300], data={"after": to, "people": len(found)},
    )  # fmt: skip
    asked = Asked(
        str(job.uuid), offering.tenant_id, offering.pk, found, to, reason[:300], actor.person_id
    )
    enqueue("delivery.move_people", **asked.as_data())
    return job


def move_next(asked: Asked, *, now: datetime) -> bool:
    """Move the next part, or say what came of all; whether there is more. One transaction.

    A closing that was begun meanwhile has the last word: the rest is passed over.
    """
    job = LongJob.objects.select_for_update().get(uuid=asked.job)
    part = asked.places[job.done : job.done + AT_ONCE]
    offering = Offering.objects.select_related("unit").get(pk=asked.offering_id)
    if not part or is_closing(asked.offering_id):
        finish_long_job(job.uuid, now=now, message=_moved(asked, since=job.created_at).sentence)
        return False
    move_some(offering, part, to=asked.to, reason=asked.reason, actor_id=asked.actor_id, now=now)
    report_progress(job.uuid, done=job.done + len(part), total=len(asked.places), now=now)
    return True


def _moved(asked: Asked, *, since: datetime) -> Moved:
    """Counted from what was written: parts of an earlier run count too."""
    rows = Standing.objects.filter(offering=asked.offering_id, enrolment__in=asked.places)
    done = rows.filter(state=asked.to, by_id=asked.actor_id, at__gte=since).count()
    return Moved(done, len(asked.places) - done)
