"""Progress of long jobs, written outside the job's own transaction so that people see it move."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from suluh.base.models import LongJob


def start_long_job(
    *,
    name: str,
    title: str,
    tenant_id: int | None,
    person_id: int | None,
    now: datetime,
    total: int = 0,
    link: str = "",
) -> LongJob:
    """Create the row that the progress page `/pekerjaan/<uuid>/` shows."""
    return LongJob.objects.create(
        name=name,
        title=title,
        tenant_id=tenant_id,
        person_id=person_id,
        created_at=now,
        total=total,
        link=link,
    )


def report_progress(job: UUID, *, done: int, total: int, now: datetime) -> None:
    """Set how far the job is."""
    rows = LongJob.objects.filter(uuid=job)
    rows.filter(started_at=None).update(started_at=now)
    rows.update(state=LongJob.State.RUNNING, done=done, total=total)


def finish_long_job(job: UUID, *, now: datetime, message: str = "", failed: bool = False) -> None:
    """Close the job with a sentence for the person."""
    state = LongJob.State.FAILED if failed else LongJob.State.DONE
    LongJob.objects.filter(uuid=job).update(state=state, message=message, finished_at=now)
