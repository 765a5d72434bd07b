"""Jobs of accounts: links by mail, tidying up."""

from __future__ import annotations

from datetime import datetime
from smtplib import SMTPRecipientsRefused
from uuid import UUID

from django.contrib.auth.tokens import default_token_generator
from django.core.mail import get_connection, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from suluh.base import limits
from suluh.base.clock import now
from suluh.base.jobs import Turn, every, job
from suluh.base.progress import finish_long_job, report_progress
from suluh.base.scope import SYSTEM, scoped
from suluh.base.text import number
from suluh.identity.actions.activation import note_sent
from suluh.identity.actions.sessions import forget_expired_sessions
from suluh.identity.models import Account
from suluh.identity.queries.accounts import accounts_of, find_account
from suluh.identity.queries.activation import asleep_accounts, count_asleep
from suluh.identity.rules.links import ACTIVATION, activation_content, signed
from suluh.identity.rules.mail import absolute

AT_ONCE = 50


@job("identity.send_password_link", turn=Turn.PERSON_WAITS, attempts=5)
def send_password_link(*, login: str) -> None:
    """Mail a link to choose a password to each account of that name or address; else nothing."""
    for account in accounts_of(login):
        _mail_password_link(account)


def _mail_password_link(account: Account) -> None:
    token = default_token_generator.make_token(account)
    path = reverse("account_reset_password_from_key", args=[account.uuid, token])
    _mail("password_link", account.email, language=account.language, link=absolute(path),
          name=account.username)  # fmt: skip


@job("identity.send_activation_link", turn=Turn.PERSON_WAITS, attempts=5)
def send_activation_link(*, account: int) -> None:
    """Mail the link of the first password, unless the person came in meanwhile."""
    waiting = Account.objects.filter(pk=account, last_login=None, is_active=True)
    with scoped(SYSTEM):
        found = waiting.select_related("person").first()
    if found is not None and found.email:
        with get_connection() as line:
            _mail_activation(found, line)


@job("identity.send_activations", attempts=5)
def send_activations(*, agency: int, paths: list[str], job: str, total: int) -> None:
    """Mail the links of a whole agency; a second run goes on where the first one ended."""
    began, refused, after = now(), 0, 0
    done = total - count_asleep(agency=agency, paths=paths, now=began).reached
    while batch := _asleep(agency, paths, began, after):
        with get_connection() as line:
            failed = {each.pk for each in batch if not _reaches(each, line)}
        refused, after, done = refused + len(failed), batch[-1].pk, done + len(batch)
        with scoped(SYSTEM):
            note_sent(accounts=[each.pk for each in batch if each.pk not in failed], now=now())
            report_progress(UUID(job), done=done, total=total, now=now())
    with scoped(SYSTEM):
        finish_long_job(UUID(job), now=now(), message=_sent_words(done - refused, refused))


def _asleep(agency: int, paths: list[str], began: datetime, after: int) -> list[Account]:
    with scoped(SYSTEM):
        rows = asleep_accounts(agency=agency, paths=paths, now=began, after=after)
        return list(rows.select_related("person")[:AT_ONCE])


def _reaches(account: Account, line: BaseEmailBackend) -> bool:
    """Whether the server took the letter; one wrong address must not stop the others."""
    try:
        _mail_activation(account, line)
    except SMTPRecipientsRefused:
        return False
    return True


def _sent_words(sent: int, refused: int) -> str:
    words = _("%(n)s tautan terkirim.") % {"n": number(sent)}
    if refused:
        words += " " + _("%(n)s alamat ditolak server surel.") % {"n": number(refused)}
    return words


def _mail_activation(account: Account, line: BaseEmailBackend) -> None:
    token = signed(ACTIVATION, activation_content(account.uuid, account.password))
    name = account.person.full_name if account.person else account.username
    _mail("activation_link", account.email, language=account.language, line=line,
          link=absolute(reverse("activation", args=[token])), name=name, login=account.username)  # fmt: skip


@job("identity.send_guest_link", turn=Turn.PERSON_WAITS, attempts=5)
def send_guest_link(*, email: str, token: str) -> None:
    """Mail a guest the link that makes the account; who has one gets a link to its password."""
    account = find_account(email)
    if account is not None:
        _mail_password_link(account)
        return
    path = reverse("sign_up_finish", args=[token])
    _mail("guest_link", email, language="", link=absolute(path))


@job("identity.send_email_link", turn=Turn.PERSON_WAITS, attempts=5)
def send_email_link(*, email: str, token: str) -> None:
    """Mail the link that proves a new address."""
    _mail("email_link", email, language="", link=absolute(reverse("new_email", args=[token])))


def _mail(
    template: str, to: str, *, language: str, line: BaseEmailBackend | None = None, **context: str
) -> None:
    with translation.override(language or "id"):
        text = render_to_string(f"identity/mail/{template}.txt", context)
    subject, _end, body = text.strip().partition("\n")
    send_mail(subject.strip(), body.strip() + "\n", None, [to], connection=line)


@every("17 * * * *", name="identity.tidy_up")
def tidy_up(timestamp: int) -> None:  # noqa: ARG001 the queue gives it
    """Forget sessions and counters whose time is over."""
    forget_expired_sessions(now=now())
    limits.forget_old()
