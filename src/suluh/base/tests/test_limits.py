"""Limits: counted for all, forgotten in time, never inside a transaction that may roll back."""

from __future__ import annotations

import pytest
from django.db import connection

from suluh.base import limits
from suluh.base.models import Limit
from suluh.base.scope import SYSTEM, scoped

pytestmark = pytest.mark.django_db


def test_the_limit_is_the_last_that_passes() -> None:
    assert [limits.allow("pintu:a", 2, 60) for _ in range(4)] == [True, True, False, False]
    assert limits.allow("pintu:b", 2, 60) is True


def test_reading_counts_nothing() -> None:
    assert [limits.is_reached({"pintu:a": 1}) for _ in range(3)] == [False] * 3
    limits.allow("pintu:a", 1, 60)
    assert limits.is_reached({"pintu:a": 1}) is True


def test_a_new_span_begins_at_nought() -> None:
    limits.allow("pintu:a", 1, 60)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE base_limit SET ends_at = now() - interval '1 second'")
    assert limits.is_reached({"pintu:a": 1}) is False
    assert limits.allow("pintu:a", 1, 60) is True
    assert Limit.objects.get().count == 1


def test_the_past_is_forgotten() -> None:
    limits.allow("pintu:a", 1, -1)
    limits.allow("pintu:b", 1, 60)
    assert (limits.forget_old(), Limit.objects.count()) == (1, 1)


def test_counting_inside_a_scope_is_a_fault() -> None:
    with scoped(SYSTEM), pytest.raises(RuntimeError):
        limits.allow("pintu:a", 1, 60)


def test_names_are_not_readable() -> None:
    limits.allow("masuk:198001012005011001", 1, 60)
    assert "198001012005011001" not in Limit.objects.get().key
