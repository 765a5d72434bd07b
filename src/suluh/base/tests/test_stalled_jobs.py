"""What a dead worker held is queued again; what a living one holds is left to it."""

from __future__ import annotations

import time

import pytest
from asgiref.sync import async_to_sync
from django.db import connection

from suluh.base.jobs import STALLED_AFTER, enqueue, retry_stalled

pytestmark = pytest.mark.django_db


def _held(*, silent_for: int, key: str | None = None) -> int:
    """A job in the hands of a worker that last gave a sign of life so many seconds ago."""
    enqueue("messaging.send_batch", key=key)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [silent_for],
        )
        worker = cursor.fetchone()[0]
        cursor.execute("SELECT max(id) FROM procrastinate_jobs")
        job = int(cursor.fetchone()[0])
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s",
            [worker, job],
        )
    return job


def _state(job: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job])
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("silent_for", "state"), [(STALLED_AFTER + 1, "todo"), (STALLED_AFTER - 5, "doing")]
)
def test_only_a_silent_workers_job_is_queued_again(silent_for: int, state: str) -> None:
    job = _held(silent_for=silent_for)
    async_to_sync(retry_stalled)(timestamp=int(time.time()))
    assert _state(job) == state


def test_a_stalled_job_whose_twin_waits_holds_up_no_other() -> None:
    """Only one with a key may wait; the other used to stop the whole round."""
    first = _held(silent_for=60, key="kirim")
    enqueue("messaging.send_batch", key="kirim")
    second = _held(silent_for=60)

    async_to_sync(retry_stalled)(timestamp=int(time.time()))

    assert (_state(first), _state(second)) == ("aborted", "todo")
