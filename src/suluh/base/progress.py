"""Progress of long jobs, written outside the job's own transaction so that people see it move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Thread
from uuid import UUID

from django.db import connection

from suluh.base.clock import now as present
from suluh.base.models import LongJob
from suluh.base.scope import SYSTEM, scoped


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


def teller(job: UUID | None) -> Callable[[int], None]:
    """Tells the progress page per cent; inside a transaction by a connection of its own."""
    said = {"percent": -1}

    def tell(percent: int) -> None:
        if job is None or percent == said["percent"]:
            return
        said["percent"] = percent
        if connection.in_atomic_block:
            thread = Thread(target=_report_alone, args=(job, percent))
            thread.start()
            thread.join()
        else:
            _report(job, percent)

    return tell


def _report(job: UUID, percent: int) -> None:
    with scoped(SYSTEM):
        report_progress(job, done=percent, total=100, now=present())


def _report_alone(job: UUID, percent: int) -> None:
    try:
        _report(job, percent)
    finally:
        connection.close()


def conclude(job: UUID | None, message: str, *, failed: bool = False) -> None:
    """Close a job of 100 per cent, where there is one, with a sentence."""
    if job is None:
        return
    with scoped(SYSTEM):
        if not failed:
            report_progress(job, done=100, total=100, now=present())
        finish_long_job(job, now=present(), message=message, failed=failed)
