"""What registering needs to know, in one query: the event's door, the pool, the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from suluh.base.errors import NotFound
from suluh.organisation.types import Actor

_DOOR = """
SELECT o.id, o.tenant_id, o.state, o.registration_opens_at,
       LEAST(o.registration_closes_at, o.ends_at),
       o.audience = 'national' OR o.tenant_id = %(home)s OR (o.audience = 'chosen' AND oa.id > 0),
       CASE WHEN oa.quota IS NULL THEN NULL ELSE oa.agency_id END,
       o.seats IS NOT NULL OR oa.quota IS NOT NULL,
       e.uuid, COALESCE(e.state, ''), p.name, p.title_before, p.title_after,
       COALESCE(u.name, p.organisation_name), p.email, p.phone, o.is_gated
FROM delivery_offering o
JOIN identity_person p ON p.id = %(person)s
LEFT JOIN delivery_offeringagency oa ON oa.offering_id = o.id AND oa.agency_id = %(home)s
LEFT JOIN delivery_enrolment e ON e.offering_id = o.id AND e.person_id = %(person)s
LEFT JOIN organisation_unit u ON u.id = %(unit)s
WHERE o.uuid = %(uuid)s AND o.state <> 'draft'
"""


@dataclass(frozen=True, slots=True)
class Door:
    """An event's door as one person stands before it.

    `pool_id`: the agency whose quota the person draws on (None: the common seats); `state`: of
    the person's own place ('' where there is none).
    """

    offering_id: int
    tenant_id: int
    offering_state: str
    opens_at: datetime
    closes_at: datetime
    is_invited: bool
    pool_id: int | None
    is_limited: bool
    enrolment: UUID | None
    state: str
    name: str
    unit_name: str
    email: str
    phone: str
    is_gated: bool = False


def get_door(actor: Actor, offering_uuid: UUID) -> Door:
    """The door of an announced event that the actor's scope reaches."""
    with connection.cursor() as cursor:
        cursor.execute(
            _DOOR,
            {
                "person": actor.person_id,
                "home": actor.agency_id,
                "unit": actor.unit_id,
                "uuid": offering_uuid,
            },
        )
        row: tuple[Any, ...] | None = cursor.fetchone()
    if row is None:
        raise NotFound
    name, before, after = row[10:13]
    full_name = f"{before} {name}".strip() + (f", {after}" if after else "")
    return Door(
        offering_id=row[0],
        tenant_id=row[1],
        offering_state=row[2],
        opens_at=row[3],
        closes_at=row[4],
        is_invited=bool(row[5]),
        pool_id=row[6],
        is_limited=row[7],
        enrolment=row[8],
        state=row[9],
        name=full_name,
        unit_name=row[13] or "",
        email=row[14],
        phone=row[15],
        is_gated=row[16],
    )
