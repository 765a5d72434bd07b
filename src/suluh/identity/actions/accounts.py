"""Accounts: passwords, guests, contact data, sessions, second factor."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.identity.models import Account, Person, Session
from suluh.identity.queries.accounts import find_account, session_handle
from suluh.identity.rules.links import GuestRequest
from suluh.organisation.types import Actor


class EmailTaken(DomainError):
    """Another account signs in with that address."""

    code = "email_taken"
    sentence = _("Surel itu sudah dipakai akun lain. Masuklah dengan akun itu.")


def set_password(
    *, account: Account, password: str, now: datetime, keep_session: str | None = None
) -> None:
    """Set a new password and end every session but `keep_session`.

    The password must have passed Django's validators (ValidationError otherwise).
    """
    validate_password(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    end_sessions(account=account, keep_session=keep_session)
    record_event("identity.password.set", at=now, actor_id=account.person_id, subject=account.uuid)


def end_sessions(*, account: Account, keep_session: str | None = None) -> int:
    """End the account's sessions but `keep_session`; gives how many ended."""
    rows = Session.objects.filter(account=account).exclude(session_key=keep_session or "")
    ended, _each = rows.delete()
    return ended


def end_session(*, actor: Actor, handle: str, now: datetime) -> None:
    """End one of one's own sessions, named by its handle; NotFound where there is none."""
    for row in Session.objects.filter(account_id=actor.account_id):
        if session_handle(row.session_key) == handle:
            row.delete()
            record_event("identity.session.ended", at=now, actor_id=actor.person_id)
            return
    raise NotFound


def create_guest(*, request: GuestRequest, password: str, now: datetime) -> Account:
    """A person without NIP and their account, after the address was proven by a link.

    Runs under the wide scope. Raises EmailTaken where the address got an account meanwhile.
    """
    if find_account(request.email) is not None:
        raise EmailTaken
    person = Person.objects.create(
        name=request.name, email=request.email, organisation_name=request.organisation,
        created_at=now,
    )  # fmt: skip
    account = Account(
        person=person, username=f"tamu-{person.uuid.hex[-20:]}", email=request.email, created_at=now
    )
    validate_password(password, account)
    account.set_password(password)
    account.save()
    record_event("identity.guest.created", at=now, actor_id=person.pk, subject=person.uuid)
    return account


def change_phone(*, actor: Actor, phone: str, now: datetime) -> None:
    """Change one's own telephone number."""
    Person.objects.filter(pk=actor.person_id).update(phone=phone)
    record_event("identity.phone.changed", at=now, actor_id=actor.person_id)


def change_email(*, account: Account, email: str, now: datetime) -> None:
    """Change an address that a link has proven; raises EmailTaken. Runs under the wide scope."""
    other = find_account(email)
    if other is not None and other.pk != account.pk:
        raise EmailTaken
    account.email = email
    account.save(update_fields=["email"])
    Person.objects.filter(account=account).update(email=email)
    record_event("identity.email.changed", at=now, actor_id=account.person_id)


def change_language(*, actor: Actor, language: str) -> None:
    """The language in which mails are written to the person."""
    Account.objects.filter(pk=actor.account_id).update(language=language)


def give_totp(*, account: Account, secret: str) -> None:
    """Give the account an authenticator app with a known secret: for samples and tests."""
    Authenticator.objects.update_or_create(
        user=account,
        type=Authenticator.Type.TOTP,
        defaults={"data": {"secret": get_adapter().encrypt(secret)}},
    )
