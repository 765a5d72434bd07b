"""Django's mail backend: MAIL_URL decides whether mail goes to a server or into the sink."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from suluh.connectors.smtp.client import server_backend
from suluh.connectors.smtp.sink import SinkBackend


class RoutedBackend(BaseEmailBackend):
    """`sink://` keeps mails for the sink page; `smtp://user:password@host:port` sends them.

    `smtps://` speaks TLS from the start, `smtp+tls://` after STARTTLS.
    """

    def __init__(self, fail_silently: bool = False, **_: Any) -> None:  # noqa: FBT001, FBT002
        super().__init__(fail_silently=fail_silently)
        parts = urlsplit(settings.MAIL_URL)
        self.inner: BaseEmailBackend = (
            SinkBackend() if parts.scheme == "sink" else server_backend(parts)
        )

    def open(self) -> bool | None:
        """Connect, where there is a server."""
        return self.inner.open()

    def close(self) -> None:
        """Let go of the server."""
        self.inner.close()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Hand the mails on; gives how many went out."""
        return self.inner.send_messages(email_messages)
