"""A clamd as scanner of uploads (port ``base.uploads.Scanner``)."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from suluh.connectors.clamd.client import ask


class ClamdScanner:
    """Asks the clamd of the settings."""

    def scan(self, chunks: Iterable[bytes]) -> str:
        """The name of what was found, '' for nothing. Raises OSError where clamd cannot say."""
        return ask(settings.CLAMD, chunks)


SCANNER = ClamdScanner()
