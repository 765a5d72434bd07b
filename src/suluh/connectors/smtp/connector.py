"""E-mail as a channel of messaging."""

from __future__ import annotations

import smtplib
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from suluh.connectors.smtp.mapping import mail_text
from suluh.messaging.types import Letter, Outcome


class MailChannel:
    """Sends letters as mails over one connection."""

    def send(self, letters: Iterable[Letter]) -> Iterator[Outcome]:
        """One outcome for each letter; a refused recipient does not stop the others."""
        connection: BaseEmailBackend = get_connection()
        try:
            for letter in letters:
                yield _send_one(letter, connection)
        finally:
            connection.close()


def _send_one(letter: Letter, connection: BaseEmailBackend) -> Outcome:
    try:
        connection.open()
        _mail(letter, connection).send()
    except smtplib.SMTPRecipientsRefused as refusal:
        code, words = next(iter(refusal.recipients.values()), (550, b""))
        connection.close()
        return Outcome(letter.id, f"{code} {_words(words)}", final=code >= 500)
    except smtplib.SMTPResponseException as refusal:
        connection.close()
        return Outcome(letter.id, f"{refusal.smtp_code} {_words(refusal.smtp_error)}")
    except (smtplib.SMTPException, OSError, ValueError) as trouble:
        connection.close()
        return Outcome(letter.id, f"{type(trouble).__name__}: {trouble}")
    return Outcome(letter.id)


def _words(given: bytes | str) -> str:
    return given.decode(errors="replace") if isinstance(given, bytes) else given


def _mail(letter: Letter, connection: BaseEmailBackend) -> EmailMessage:
    host = urlsplit(settings.BASE_URL).hostname or "suluh"
    link = urljoin(settings.BASE_URL + "/", letter.link) if letter.link else ""
    mail = EmailMessage(
        subject=" ".join(letter.title.split()),
        body=mail_text(letter, link),
        to=[letter.address],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={"Message-ID": f"<{letter.id}@{host}>", "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    if letter.attachment:
        kind = "text/calendar" if letter.attachment_name.endswith(".ics") else "text/plain"
        mail.attach(letter.attachment_name, letter.attachment, kind)
    return mail
