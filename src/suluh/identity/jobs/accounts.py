"""Jobs of accounts: links by mail, tidying up."""

from __future__ import annotations

from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from suluh.base import limits
from suluh.base.clock import now
from suluh.base.jobs import every, job
from suluh.identity.actions.sessions import forget_expired_sessions
from suluh.identity.models import Account
from suluh.identity.queries.accounts import accounts_of, find_account
from suluh.identity.rules.mail import absolute


@job("identity.send_password_link", attempts=5)
def send_password_link(*, login: str) -> None:
    """Mail a link to choose a password to each account of that name or address; else nothing."""
    for account in accounts_of(login):
        _mail_password_link(account)


def _mail_password_link(account: Account) -> None:
    token = default_token_generator.make_token(account)
    path = reverse("account_reset_password_from_key", args=[account.uuid, token])
    _mail("password_link", account.email, language=account.language, link=absolute(path),
          name=account.username)  # fmt: skip


@job("identity.send_guest_link", attempts=5)
def send_guest_link(*, email: str, token: str) -> None:
    """Mail a guest the link that makes the account; who has one gets a link to its password."""
    account = find_account(email)
    if account is not None:
        _mail_password_link(account)
        return
    path = reverse("sign_up_finish", args=[token])
    _mail("guest_link", email, language="", link=absolute(path))


@job("identity.send_email_link", attempts=5)
def send_email_link(*, email: str, token: str) -> None:
    """Mail the link that proves a new address."""
    _mail("email_link", email, language="", link=absolute(reverse("new_email", args=[token])))


def _mail(template: str, to: str, *, language: str, **context: str) -> None:
    with translation.override(language or "id"):
        text = render_to_string(f"identity/mail/{template}.txt", context)
    subject, _, body = text.strip().partition("\n")
    send_mail(subject.strip(), body.strip() + "\n", None, [to])


@every("17 * * * *", name="identity.tidy_up")
def tidy_up(timestamp: int) -> None:  # noqa: ARG001 the queue gives it
    """Forget sessions and counters whose time is over."""
    forget_expired_sessions(now=now())
    limits.forget_old()
