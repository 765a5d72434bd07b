"""The jobs port: queued with the data, once per key, and being second harms nobody."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from suluh.base.jobs import enqueue


def waiting() -> int:
    """Jobs of this test that wait."""
    return ProcrastinateJob.objects.filter(task_name="base.test_nothing", status="todo").count()


@pytest.mark.django_db
def test_a_job_is_queued_with_the_data_or_not_at_all() -> None:
    with transaction.atomic():
        enqueue("base.test_nothing", number=1)
        transaction.set_rollback(True)
    enqueue("base.test_nothing", number=2)

    assert waiting() == 1


@pytest.mark.django_db
def test_one_key_waits_once() -> None:
    for number in range(3):
        enqueue("base.test_nothing", key="sama", number=number)
    enqueue("base.test_nothing", key="lain", number=9)

    assert waiting() == 2


def test_who_comes_second_at_the_same_moment_goes_on(committed_db: None) -> None:
    both_looked = threading.Barrier(2, timeout=20)
    went_on = []

    def run(number: int) -> None:
        try:
            with transaction.atomic():
                waiting()
                both_looked.wait()
                enqueue("base.test_nothing", key="sama", number=number)
                waiting()  # fails where the transaction was broken
                went_on.append(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(went_on) == [1, 2]
    assert waiting() == 1
