"""The jobs port: named work queued in the same transaction as the rows it follows.

A job is a thin function in an app's `jobs.py`; it takes keyword primitives, carries the tenant,
and its effect is idempotent (it may run twice). Backed by procrastinate on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any, TypeVar

from asgiref.sync import sync_to_async
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import JobDeferrer, Status
from procrastinate.manager import JobManager

F = TypeVar("F", bound=Callable[..., Any])
KEPT_HOURS, KEPT_FAILED_HOURS = 24, 24 * 30  # their arguments name people
STALLED_AFTER = 15  # seconds without a heartbeat; workers give one every few seconds


class Lane(StrEnum):
    """Where a job runs: what takes minutes never fills the places of what takes seconds."""

    SHORT = "default"
    LONG = "long"


class Turn(IntEnum):
    """Who goes first in a lane."""

    PERSON_WAITS = 10
    USUAL = 0
    UPKEEP = -10  # figures that are made anew


def job(
    name: str,
    *,
    lane: Lane = Lane.SHORT,
    turn: Turn = Turn.USUAL,
    alone: bool = False,
    attempts: int = 8,
) -> Callable[[F], F]:
    """Register a function as job `app.verb_noun`, retried with growing pauses.

    Of those that run `alone` the whole installation does one at a time: they take much memory.
    """
    retry = RetryStrategy(max_attempts=attempts, exponential_wait=3)
    task = app.task(name=name, queue=lane, priority=turn, lock=name if alone else None, retry=retry)

    def register(function: F) -> F:
        task(function)
        return function

    return register


def every(cron: str, *, name: str) -> Callable[[F], F]:
    """Register a periodic job by cron expression; it receives `timestamp` (seconds)."""

    def register(function: F) -> F:
        task = app.task(name=name, queue=Lane.SHORT)(function)
        app.periodic(cron=cron)(task)
        return function

    return register


def enqueue(
    name: str, *, key: str | None = None, at: datetime | None = None, **arguments: Any
) -> None:
    """Queue job `name` in the current transaction; `key` lets only one such job wait at a time."""
    from procrastinate.exceptions import AlreadyEnqueued

    planned = app.configure_task(name, allow_unknown=True, queueing_lock=key, schedule_at=at)
    if key is not None and _waiting(key):
        return
    try:
        with transaction.atomic():  # a savepoint: being second must not end the caller's work
            JobDeferrer(job=planned.job, job_manager=_queue()).defer(**arguments)
    except AlreadyEnqueued:
        return


@cache
def _queue() -> JobManager:
    """The queue by Django's own connection.

    A worker gives the app another one, outside every transaction: a job queued by a job ran before
    its rows were there, found nothing to do, and ended.
    """
    from procrastinate.contrib.django.django_connector import DjangoConnector

    return JobManager(DjangoConnector())


def _waiting(key: str) -> bool:
    from procrastinate.contrib.django.models import ProcrastinateJob

    return ProcrastinateJob.objects.filter(queueing_lock=key, status="todo").exists()


@every("* * * * * */10", name="base.retry_stalled")
async def retry_stalled(timestamp: int) -> None:
    """Every ten seconds: queue again what a worker held that gives no sign of life any more.

    Of two with one key only one may wait: where one waits already, it does the work of the stalled
    one, which ends. One that cannot be queued again holds up no other.
    """
    manager = app.job_manager
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        if stalled.queueing_lock and await sync_to_async(_waiting)(stalled.queueing_lock):
            await manager.finish_job(stalled, status=Status.ABORTED, delete_job=False)
            continue
        with suppress(ConnectorException):  # queued meanwhile, or finished after all: look again
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
