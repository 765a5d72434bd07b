"""The only file that speaks SMTP."""

from __future__ import annotations

from urllib.parse import SplitResult, unquote

from django.core.mail.backends.smtp import EmailBackend


def server_backend(address: SplitResult) -> EmailBackend:
    """A connection (not yet opened) to the mail server of MAIL_URL."""
    return EmailBackend(
        host=address.hostname or "localhost",
        port=address.port or (465 if address.scheme == "smtps" else 25),
        username=unquote(address.username or ""),
        password=unquote(address.password or ""),
        use_ssl=address.scheme == "smtps",
        use_tls=address.scheme == "smtp+tls",
        timeout=20,
    )
