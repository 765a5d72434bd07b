"""The ground every test stands on: the right role, rolled back or restored, no way out."""

from __future__ import annotations

import socket
from datetime import UTC, datetime

import pytest
from django.db import connection

from suluh.base.events import record_event
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped

MOMENT = datetime(2026, 9, 16, 2, 0, tzinfo=UTC)


def _record_one_and_count() -> int:
    with scoped(SYSTEM):
        record_event("base.test.recorded", at=MOMENT)
        return DomainEvent.objects.count()


@pytest.mark.django_db
def test_tests_work_as_the_role_of_production() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb FROM pg_roles"
            " WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("suluh_app", False, False, False)


@pytest.mark.django_db
@pytest.mark.parametrize("_again", [1, 2])
def test_a_test_is_rolled_back(_again: int) -> None:
    assert _record_one_and_count() == 1


@pytest.mark.parametrize("_again", [1, 2])
def test_a_committed_test_is_undone_too(committed_db: None, _again: int) -> None:
    assert _record_one_and_count() == 1
    connection.close()
    with scoped(SYSTEM):
        assert DomainEvent.objects.count() == 1


def test_other_machines_cannot_be_reached() -> None:
    with socket.socket() as probe, pytest.raises(RuntimeError, match="tried to reach"):
        probe.connect(("192.0.2.1", 80))
