"""Who acts: from a session to the actor, in one query."""

from __future__ import annotations

from typing import Any

from django.db import connection

from suluh.base.prepared import prepared
from suluh.organisation.rules.roles import SECOND_FACTOR_ROLES
from suluh.organisation.types import Actor, Grant, Role

_ACTOR = """
SELECT a.id, p.id, p.name, e.tenant_id, g.short_name, e.unit_id, u.path,
       COALESCE(g.zone, 'Asia/Jakarta'),
       COALESCE((SELECT json_agg(json_build_array(r.role, r.tenant_id, COALESCE(ru.path, '')))
                 FROM identity_rolegrant r LEFT JOIN organisation_unit ru ON ru.id = r.unit_id
                 WHERE r.person_id = p.id AND r.revoked_at IS NULL), '[]'::json),
       EXISTS (SELECT 1 FROM mfa_authenticator m WHERE m.user_id = a.id AND m.type IN ('totp', 'webauthn')),
       (SELECT count(*) FROM (SELECT 1 FROM messaging_notice n
                              WHERE n.person_id = p.id AND n.read_at IS NULL LIMIT 10) unread)
FROM identity_session s
JOIN identity_account a ON a.id = s.account_id AND a.is_active
JOIN identity_person p ON p.id = a.person_id
LEFT JOIN identity_employment e ON e.person_id = p.id AND e.valid_to IS NULL
LEFT JOIN organisation_agency g ON g.id = e.tenant_id
LEFT JOIN organisation_unit u ON u.id = e.unit_id
WHERE s.session_key = %s AND s.expire_date > now()
"""


def get_actor(session_key: str) -> Actor | None:
    """Who holds this session: one query; None where it is unknown, expired or inactive.

    Runs under the wide scope (see middleware): there is no tenant before there is an actor.
    """
    with prepared(), connection.cursor() as cursor:
        cursor.execute(_ACTOR, [session_key])
        row = cursor.fetchone()
    return _actor(row) if row else None


def _actor(row: tuple[Any, ...]) -> Actor:
    own = Grant(Role.PARTICIPANT, row[3])
    given = [Grant(Role(role), agency, path) for role, agency, path in row[8]]
    usable = [grant for grant in given if row[9] or grant.role not in SECOND_FACTOR_ROLES]
    return Actor(
        account_id=row[0],
        person_id=row[1],
        name=row[2],
        agency_id=row[3],
        agency_name=row[4] or "",
        unit_id=row[5],
        unit_path=row[6] or "",
        zone=row[7],
        grants=(own, *usable),
        has_second_factor=row[9],
        needs_second_factor=len(usable) < len(given),
        unread=row[10],
    )
