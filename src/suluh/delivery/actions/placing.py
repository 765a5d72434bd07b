"""Places that others give: to whom an assignment means, and to whom a request was granted.

Where seats are counted, everybody joins the waiting list first and the free seats of each pool are
handed out by the machinery that hands them to those who wait: nothing is oversold, nobody overtakes.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection

from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.seats import promote_waiting, quotas_of
from suluh.delivery.models import Enrolment, Offering

_State = Enrolment.State

_PLACE = """
INSERT INTO delivery_enrolment AS e (uuid, tenant_id, offering_id, person_id, home_id, unit_id, name,
    unit_name, state, source, phone, email, registered_at, result, assignment_id, due_on)
SELECT gen_random_uuid(), %(organiser)s, %(offering)s, p.id, em.tenant_id, em.unit_id,
    concat(nullif(p.title_before, '') || ' ', p.name, ', ' || nullif(p.title_after, '')),
    COALESCE(u.name, p.organisation_name), %(state)s, %(source)s, p.phone, p.email, %(now)s, '{}',
    %(assignment)s, %(due)s
FROM identity_person p
LEFT JOIN identity_employment em ON em.person_id = p.id AND em.valid_to IS NULL
LEFT JOIN organisation_unit u ON u.id = em.unit_id
WHERE p.id = ANY(%(people)s)
ORDER BY p.id
ON CONFLICT (offering_id, person_id) DO UPDATE SET
    state = CASE WHEN e.state = 'cancelled' THEN excluded.state ELSE e.state END,
    source = CASE WHEN e.state = 'cancelled' THEN excluded.source ELSE e.source END,
    registered_at = CASE WHEN e.state = 'cancelled' THEN excluded.registered_at ELSE e.registered_at END,
    cancelled_at = NULL, told_at = NULL,
    assignment_id = excluded.assignment_id, due_on = excluded.due_on
  WHERE e.state = 'cancelled'
    OR (e.assignment_id IS NULL AND excluded.assignment_id IS NOT NULL
        AND e.state IN ('registered', 'waiting'))
RETURNING e.person_id
"""


def place_people(
    offering: Offering,
    people: list[int],
    *,
    source: str,
    now: datetime,
    assignment_id: int | None = None,
    due_on: date | None = None,
) -> int:
    """Give these people places, or places in the line; gives how many are new. Set-wise.

    Rows stand in the organiser's agency for people of another: in the wide scope.
    """
    if not people:
        return 0
    with scoped(SYSTEM):
        pools = quotas_of(offering)
        limited = offering.seats is not None or bool(pools)
        with connection.cursor() as cursor:
            cursor.execute(
                _PLACE,
                {
                    "organiser": offering.tenant_id,
                    "offering": offering.pk,
                    "state": _State.WAITING if limited else _State.REGISTERED,
                    "source": source,
                    "assignment": assignment_id,
                    "due": due_on,
                    "people": people,
                    "now": now,
                },
            )
            placed = len(cursor.fetchall())
        if limited and placed:
            for agency_id in (None, *pools):
                promote_waiting(offering=offering, agency_id=agency_id, now=now)
    return placed
