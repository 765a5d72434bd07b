"""Addresses of static files: worked out once, since what was collected does not change while we run."""

from __future__ import annotations

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


class KeptAddresses(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage; a page names seven files, each address took as long as a paragraph."""

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:  # noqa: FBT001, FBT002 - as Django has it
        """The address of the file; not kept while addresses are still being made."""
        if force or settings.DEBUG or not self.hashed_files:
            return super().url(name, force)
        known = self._addresses.get(name)
        if known is None:
            known = self._addresses[name] = super().url(name)
        return known
