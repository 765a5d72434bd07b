"""The sink: mails become rows that the sample's sink page shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import make_msgid

from suluh.base.clock import now
from suluh.messaging.actions import keep_mail


class SinkBackend(BaseEmailBackend):
    """Keeps each mail once for each recipient."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store the mails; gives how many there were."""
        for mail in email_messages:
            name = mail.extra_headers.get("Message-ID") or make_msgid()
            for recipient in mail.recipients():
                keep_mail(
                    message_id=f"{name} {recipient}"[:120],
                    recipient=recipient,
                    subject=str(mail.subject),
                    body=str(mail.body),
                    attachments=[_as_text(attachment) for attachment in mail.attachments],
                    reply_to=", ".join(mail.reply_to or ()),
                    now=now(),
                )
        return len(email_messages)


def _as_text(attachment: Any) -> dict[str, str]:
    name, content, kind = attachment
    text = content if isinstance(content, str) else bytes(content).decode(errors="replace")
    return {"name": str(name), "type": str(kind), "text": text}
