"""Addresses as mails need them."""

from __future__ import annotations

from django.conf import settings


def absolute(path: str) -> str:
    """The path with the site's address in front; never taken from a request."""
    return f"{settings.BASE_URL}{path}"
