"""The jobs port: named work queued in the same transaction as the rows it follows.

A job is a thin function in an app's `jobs.py`; it takes keyword primitives, carries the tenant,
and its effect is idempotent (it may run twice). Backed by procrastinate on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

F = TypeVar("F", bound=Callable[..., Any])
KEPT_HOURS, KEPT_FAILED_HOURS = 24, 24 * 30  # their arguments name people
STALLED_AFTER = 15  # seconds without a heartbeat; workers give one every few seconds


def job(name: str, *, queue: str = "default", attempts: int = 8) -> Callable[[F], F]:
    """Register a function as job `app.verb_noun`, retried with growing pauses."""
    retry = RetryStrategy(max_attempts=attempts, exponential_wait=3)

    def register(function: F) -> F:
        app.task(name=name, queue=queue, retry=retry)(function)
        return function

    return register


def every(cron: str, *, name: str, queue: str = "default") -> Callable[[F], F]:
    """Register a periodic job by cron expression; it receives `timestamp` (seconds)."""

    def register(function: F) -> F:
        task = app.task(name=name, queue=queue)(function)
        app.periodic(cron=cron)(task)
        return function

    return register


def enqueue(
    name: str, *, key: str | None = None, at: datetime | None = None, **arguments: Any
) -> None:
    """Queue job `name` in the current transaction; `key` lets only one such job wait at a time."""
    from procrastinate.exceptions import AlreadyEnqueued

    deferrer = app.configure_task(name, allow_unknown=True, queueing_lock=key, schedule_at=at)
    if key is not None and _waiting(key):
        return
    try:
        with transaction.atomic():  # a savepoint: being second must not end the caller's work
            deferrer.defer(**arguments)
    except AlreadyEnqueued:
        return


def _waiting(key: str) -> bool:
    from procrastinate.contrib.django.models import ProcrastinateJob

    return ProcrastinateJob.objects.filter(queueing_lock=key, status="todo").exists()


@every("* * * * * */10", name="base.retry_stalled")
async def retry_stalled(timestamp: int) -> None:
    """Every ten seconds: queue again what a worker held that gives no sign of life any more."""
    manager = app.job_manager
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        await manager.retry_job(stalled)


@every("41 3 * * *", name="base.forget_jobs")
async def forget_jobs(timestamp: int) -> None:
    """Each night: jobs that are done go after a day, those that failed after a month."""
    manager = app.job_manager
    await manager.delete_old_jobs(nb_hours=KEPT_HOURS)
    await manager.delete_old_jobs(
        nb_hours=KEPT_FAILED_HOURS,
        include_failed=True,
        include_cancelled=True,
        include_aborted=True,
    )
