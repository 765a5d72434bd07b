"""Events: recorded inside the transaction that made them true, read later by projections."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from suluh.base.models import DomainEvent, ReaderPosition


def record_event(
    name: str,
    *,
    at: datetime,
    tenant_id: int | None = None,
    actor_id: int | None = None,
    subject: UUID | None = None,
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    """Append one fact, named `app.noun.verbed`, to the audit trail in the current transaction."""
    # Plain INSERT: the ORM's RETURNING would need the right to read the row back.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO base_domainevent (name, tenant_id, actor_id, subject, reason, data, at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [name, tenant_id, actor_id, subject, reason, json.dumps(data or {}), at],
        )


@dataclass(frozen=True, slots=True)
class Fact:
    """One of several events of the same name."""

    tenant_id: int | None
    subject: UUID | None
    data: dict[str, Any]
    actor_id: int | None = None
    reason: str = ""


def record_events(name: str, *, at: datetime, facts: Sequence[Fact]) -> None:
    """Append facts of the same name that became true together, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO base_domainevent (name, tenant_id, actor_id, subject, reason, data, at)"
            " SELECT %s, f.tenant, f.actor, f.subject, f.reason, f.data::jsonb, %s"
            " FROM unnest(%s::bigint[], %s::bigint[], %s::uuid[], %s::text[], %s::text[])"
            " AS f(tenant, actor, subject, reason, data)",
            [
                name,
                at,
                [fact.tenant_id for fact in facts],
                [fact.actor_id for fact in facts],
                [fact.subject for fact in facts],
                [fact.reason for fact in facts],
                [json.dumps(fact.data) for fact in facts],
            ],
        )


def unread_events(reader: str, *, names: tuple[str, ...], limit: int) -> list[DomainEvent]:
    """Lock the reader's position and give the next events, oldest transaction first.

    Only events of finished transactions are given: nothing that commits late is skipped.
    """
    ReaderPosition.objects.get_or_create(reader=reader)
    position = ReaderPosition.objects.select_for_update().get(reader=reader)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        (horizon,) = cursor.fetchone()
    return list(
        DomainEvent.objects.filter(name__in=names, transaction__lt=horizon)
        .extra(
            where=["(transaction, id) > (%s, %s)"],
            params=[position.transaction, position.event_id],
        )
        .order_by("transaction", "id")[:limit]
    )


def advance(reader: str, *, to: DomainEvent) -> None:
    """Remember that `reader` has handled everything up to and including `to`."""
    ReaderPosition.objects.filter(reader=reader).update(transaction=to.transaction, event_id=to.id)
