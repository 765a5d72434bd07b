"""Who acts: from a session to the actor, in one query."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection

from suluh.identity.models import Account, RoleGrant
from suluh.identity.queries.people import get_face
from suluh.organisation.rules.roles import SECOND_FACTOR_ROLES
from suluh.organisation.types import Actor, Grant, Role


def get_actor(session_key: str) -> Actor | None:
    """Who holds this session: one statement; None where it is unknown, expired or inactive.

    Needs no scope: there is no tenant before there is an actor (see migration 0004). A role counts
    while its holder works in its agency: whoever leaves takes no key along.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM identity_actor(%s)", [session_key])
        row = cursor.fetchone()
    return _actor(row) if row else None


def actor_by_mail(person_id: int) -> Actor | None:
    """The person as who acts without having signed in, by a letter: own rows and no role.

    What only a role opens does not leave by mail. None where nobody may sign in as them.
    """
    account = Account.objects.filter(person_id=person_id, is_active=True).first()
    face = get_face(person_id) if account else None
    if account is None or face is None:
        return None
    return Actor(
        account_id=account.pk,
        person_id=person_id,
        name=face.name,
        agency_id=face.agency_id,
        agency_name=face.agency_short,
        unit_id=face.unit_id,
        unit_path=face.unit_path,
        grants=(Grant(Role.PARTICIPANT, face.agency_id),),
    )


def actor_by_job(person_id: int, *, agency_id: int) -> Actor | None:
    """The person as a job acts for them later, with the roles that they hold at that moment.

    They proved themselves when they asked for it. None for who has left the agency meanwhile.
    """
    face = get_face(person_id)
    if face is None or face.agency_id != agency_id:
        return None
    rows = RoleGrant.objects.filter(person=person_id, tenant=agency_id, revoked_at=None)
    grants = tuple(
        Grant(Role(grant.role), agency_id, grant.unit.path if grant.unit else "")
        for grant in rows.select_related("unit")
    )
    return Actor(
        account_id=0,
        person_id=person_id,
        name=face.name,
        agency_id=agency_id,
        agency_name=face.agency_short,
        unit_id=face.unit_id,
        unit_path=face.unit_path,
        grants=(Grant(Role.PARTICIPANT, agency_id), *grants),
        has_second_factor=True,
    )


def _actor(row: tuple[Any, ...]) -> Actor:
    own = Grant(Role.PARTICIPANT, row[3])
    given = [Grant(Role(role), agency, path) for role, agency, path in json.loads(row[8] or "[]")]
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
        doors=tuple(row[11]),
    )
