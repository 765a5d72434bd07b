"""What a person waits for goes first, and jobs of minutes leave the places of seconds alone."""

from __future__ import annotations

import os
import subprocess
import time

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from suluh.base.jobs import Lane, enqueue
from tools.environment import VENV

RUN_SECONDS = 60


def _next(lane: Lane) -> str | None:
    """The job that a worker's place in this lane would take now."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        worker = cursor.fetchone()[0]
        cursor.execute(
            "SELECT task_name FROM procrastinate_fetch_job_v2(%s::varchar[], %s)", [[lane], worker]
        )
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_who_waits_goes_before_who_asked_first() -> None:
    enqueue("reporting.rebuild_agency", agency=0)
    enqueue("messaging.send_batch")
    enqueue("identity.compare_people", run="", actor_id=0)

    found = [_next(Lane.SHORT) for _turn in range(4)]

    assert found == [
        "identity.compare_people", "messaging.send_batch", "reporting.rebuild_agency", None,
    ]  # fmt: skip


@pytest.mark.django_db
def test_videos_hold_up_videos_only() -> None:
    for number in range(3):
        enqueue("video.pack_clip", clip=str(number), tenant_id=0)
    enqueue("messaging.send_batch")

    assert _next(Lane.SHORT) == "messaging.send_batch"
    assert _next(Lane.SHORT) is None
    assert _next(Lane.LONG) == "video.pack_clip"


@pytest.mark.django_db
def test_long_papers_are_drawn_one_at_a_time() -> None:
    for number in range(2):
        enqueue("delivery.draw_paper", number=number)

    assert _next(Lane.SHORT) == "delivery.draw_paper"
    assert _next(Lane.SHORT) is None

    ProcrastinateJob.objects.filter(status="doing").update(status="succeeded")
    assert _next(Lane.SHORT) == "delivery.draw_paper"


def test_a_worker_serves_both_lanes_and_ends_when_told(
    committed_db: None, database_url: str
) -> None:
    enqueue("messaging.send_batch")
    enqueue("library.draw_pages", document="0" * 32, tenant_id=0)  # of a book that is not there
    env = os.environ | {"DATABASE_URL": database_url}
    worker = subprocess.Popen([str(VENV / "bin/suluh"), "worker"], env=env)
    try:
        begun = ProcrastinateJob.objects.exclude(attempts=0, status="todo")
        named = begun.filter(task_name__in=["messaging.send_batch", "library.draw_pages"])
        end = time.monotonic() + RUN_SECONDS
        while named.count() < 2 and time.monotonic() < end:
            time.sleep(0.1)
        worker.terminate()

        assert named.count() == 2
        assert worker.wait(RUN_SECONDS) == 0
        assert not ProcrastinateJob.objects.filter(status="doing").exists()
    finally:
        worker.kill()
