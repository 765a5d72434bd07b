"""Rows written as one JSON text are what `bulk_create` would have written."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DataError, IntegrityError, transaction

from suluh.base.bulk import insert_rows
from suluh.base.clock import now
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped

pytestmark = pytest.mark.django_db
ODD = 'Tanda "kutip", \\garis, \u202e, emoji \U0001f600, {"kurung": 1}, %s dan NULL'


def event(number: int, **more: Any) -> DomainEvent:
    values = {"name": "uji.baris.ditulis", "reason": ODD[:100], "at": now(),
              "data": {"nomor": number, "kata": ODD, "isi": [None, 1.5, True]}}  # fmt: skip
    return DomainEvent(**values | more)


def test_rows_come_back_as_they_were_given_and_in_their_order() -> None:
    with scoped(SYSTEM):
        rows = [event(number) for number in range(3)]
        insert_rows(rows)
        found = list(DomainEvent.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))
        twin = event(0, at=rows[0].at)
        DomainEvent.objects.bulk_create([twin])
        twin.refresh_from_db()
    assert [row.data["nomor"] for row in found] == [0, 1, 2]
    for name in ("name", "reason", "at", "data", "subject", "actor_id"):
        assert getattr(found[0], name) == getattr(rows[0], name) == getattr(twin, name)


def test_rows_that_differ_in_nothing_are_as_many() -> None:
    with scoped(SYSTEM):
        rows = [event(1, at=moment, data={}) for moment in [now()] * 3]
        insert_rows(rows)
        assert DomainEvent.objects.filter(pk__in={row.pk for row in rows}).count() == 3


def test_what_looks_alike_in_python_stays_what_it_is() -> None:
    with scoped(SYSTEM):
        rows = [event(1, data={"nilai": value}) for value in (1, True, 1.0)]
        insert_rows(rows)
        found = DomainEvent.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")
        assert [repr(row.data["nilai"]) for row in found] == ["1", "True", "1.0"]


def test_what_is_too_long_is_refused_and_not_cut() -> None:
    with scoped(SYSTEM), pytest.raises(DataError), transaction.atomic():
        insert_rows([event(number, name="x" * 500) for number in range(2)])


def test_no_rows_are_no_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        insert_rows([])


def test_what_may_not_be_is_refused_as_ever() -> None:
    with scoped(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        insert_rows([event(1), event(2, name=None)])
