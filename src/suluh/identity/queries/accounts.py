"""Accounts: by what a person types, by what a link says; one's own sessions and factors."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet

from suluh.base.errors import NotFound
from suluh.identity.models import Account, Person, RoleGrant, Session
from suluh.identity.rules.names import typed_login
from suluh.organisation.rules.roles import SECOND_FACTOR_ROLES
from suluh.organisation.types import Actor


def find_account(login: str) -> Account | None:
    """The account whose NIP, guest name or e-mail this is; knows about its second factor.

    An address that several accounts share opens none: they sign in by NIP.
    """
    found = list(_accounts(login)[:2])
    return found[0] if len(found) == 1 else None


def accounts_of(login: str) -> list[Account]:
    """Active accounts to which a link may be sent: one for a NIP, some for a shared address."""
    return list(_accounts(login).filter(is_active=True).exclude(email="")[:5])


def _accounts(login: str) -> QuerySet[Account]:
    name = typed_login(login)
    match = Q(email__iexact=name) if "@" in name else Q(username=name)
    factors = Authenticator.objects.filter(
        user_id=OuterRef("pk"), type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    )
    strong = RoleGrant.objects.filter(
        person_id=OuterRef("person_id"), revoked_at=None, role__in=SECOND_FACTOR_ROLES
    )
    return Account.objects.filter(match).annotate(
        has_factor=Exists(factors), needs_factor=Exists(strong)
    )


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
