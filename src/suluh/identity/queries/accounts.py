"""Accounts: by what a person types, by what a link says; one's own sessions and factors."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from suluh.base.errors import NotFound
from suluh.identity.models import Account, Person, Session
from suluh.identity.rules.names import typed_login
from suluh.organisation.rules.roles import SECOND_FACTOR_ROLES
from suluh.organisation.types import Actor

_STRONG = sorted(role.value for role in SECOND_FACTOR_ROLES)
_FIND = """
SELECT a.*,
  EXISTS (SELECT 1 FROM mfa_authenticator m
          WHERE m.user_id = a.id AND m.type IN ('totp', 'webauthn')) AS has_factor,
  EXISTS (SELECT 1 FROM identity_rolegrant r WHERE r.person_id = a.person_id
          AND r.revoked_at IS NULL AND r.role = ANY(%s)) AS needs_factor
FROM identity_account a WHERE {match} ORDER BY a.id LIMIT 2
"""


def find_account(login: str) -> Account | None:
    """The account whose NIP, guest name or e-mail this is; knows about its second factor.

    An address that several accounts share opens none: they sign in by NIP.
    """
    name = typed_login(login)
    match = "upper(email) = upper(%s)" if "@" in name else "username = %s"
    # Written out: half of all work besides the hash would be building this query at each sign-in.
    found = list(Account.objects.raw(_FIND.format(match=match), [_STRONG, name]))
    return found[0] if len(found) == 1 else None


def accounts_of(login: str) -> list[Account]:
    """Active accounts to which a link may be sent: one for a NIP, some for a shared address."""
    return list(_accounts(login).filter(is_active=True).exclude(email="")[:5])


def _accounts(login: str) -> QuerySet[Account]:
    name = typed_login(login)
    return Account.objects.filter(Q(email__iexact=name) if "@" in name else Q(username=name))


def get_account(account: UUID) -> Account | None:
    """The active account with this public id."""
    return Account.objects.filter(uuid=account, is_active=True).first()


def own_account(actor: Actor) -> Account:
    """One's own account; NotFound where nobody is signed in."""
    account = Account.objects.filter(pk=actor.account_id).first()
    if account is None:
        raise NotFound
    return account


def own_person(actor: Actor) -> Person:
    """One's own data; NotFound where nobody is signed in."""
    person = Person.objects.filter(pk=actor.person_id).first()
    if person is None:
        raise NotFound
    return person


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session as its owner sees it; `handle` names it without giving its key away."""

    handle: str
    device: str
    address: str
    since: datetime | None
    is_this_one: bool


def session_handle(key: str) -> str:
    """A name for a session from which its key cannot be found."""
    return hashlib.sha256(key.encode()).hexdigest()[:24]


def own_sessions(actor: Actor, *, this_key: str, now: datetime) -> list[OwnSession]:
    """One's own open sessions, this one first, then the newest."""
    rows = Session.objects.filter(account_id=actor.account_id, expire_date__gt=now)
    found = [_own_session(row, this_key) for row in rows.order_by("-expire_date")[:50]]
    return sorted(found, key=lambda session: not session.is_this_one)


def _own_session(row: Session, this_key: str) -> OwnSession:
    data = row.get_decoded()
    since = data.get("since")
    return OwnSession(
        handle=session_handle(row.session_key),
        device=str(data.get("device", "")),
        address=str(data.get("address", "")),
        since=datetime.fromisoformat(since) if since else None,
        is_this_one=row.session_key == this_key,
    )


def own_factors(actor: Actor) -> list[Authenticator]:
    """One's own authenticator apps, passkeys and recovery codes."""
    return list(Authenticator.objects.filter(user_id=actor.account_id).order_by("id"))
