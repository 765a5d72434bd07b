"""Reading the toolkit's own tables for pages: long jobs, health."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.db import connection
from django.db.models import Q

from suluh.base.errors import NotFound
from suluh.base.models import LongJob


def get_long_job(job: UUID, *, tenant_id: int | None, person_id: int) -> LongJob:
    """A long job of one's own or one's agency's; NotFound otherwise."""
    own = Q(person_id=person_id)
    if tenant_id is not None:
        own |= Q(tenant_id=tenant_id, person_id=None)
    row = LongJob.objects.filter(own, uuid=job).first()
    if row is None:
        raise NotFound
    return row


class Worked(Protocol):
    """A row on which a job works: a file taken in, an import, a regrade."""

    job: UUID | None

    def refresh_from_db(self) -> None:
        """Read it again."""


def job_behind(row: Worked) -> LongJob | None:
    """The job that works, or worked last, on the row; where it is over, the row is read again.

    A job that ends between the reading of the two would seem over on a row that still says it runs:
    a page that waits for nothing, for ever.
    """
    while row.job:
        asked = row.job
        job = LongJob.objects.filter(uuid=asked).first()
        if job is None or job.is_busy:
            return job
        row.refresh_from_db()
        if row.job == asked:
            return job
    return None


def time_left(job: LongJob, now: datetime) -> timedelta | None:
    """How long the job will still run at its pace so far; None where it cannot be told."""
    if job.state != LongJob.State.RUNNING or not (job.started_at and job.done and job.total):
        return None
    spent = now - job.started_at
    left = spent * (job.total - job.done) / job.done
    return timedelta(minutes=max(1, round(left / timedelta(minutes=1))))


def time_spent(job: LongJob, now: datetime) -> timedelta | None:
    """How long a job runs that cannot tell how far it is; None for every other."""
    if job.state != LongJob.State.RUNNING or job.total or not job.started_at:
        return None
    return max(now - job.started_at, timedelta(seconds=1))


def database_answers() -> bool:
    """Whether the database answers at all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))
