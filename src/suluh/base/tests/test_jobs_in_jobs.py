"""A job that queues a job does so in its own transaction, in a worker as anywhere."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from suluh.base.jobs import enqueue

pytestmark = pytest.mark.django_db


def _queue_and_fail() -> None:
    with transaction.atomic():
        enqueue("messaging.send_batch")
        assert ProcrastinateJob.objects.filter(task_name="messaging.send_batch").count() == 1
        raise ZeroDivisionError


def test_what_is_undone_queues_nothing() -> None:
    worker = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(worker), suppress(ZeroDivisionError):
        _queue_and_fail()

    assert not ProcrastinateJob.objects.filter(task_name="messaging.send_batch").exists()
