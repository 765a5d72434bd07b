"""The log's signing key: behind a port, because in production another process holds it."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from suluh.standards.tlog import NoteSigner, NoteVerifier


class LogSigner(Protocol):
    """Signs checkpoints of the proof log."""

    def sign(self, body: str) -> str:
        """The signed note of a checkpoint's text."""

    def verifier(self) -> NoteVerifier:
        """The public half."""


def origin() -> str:
    """Name of the log: the site's host and what it records."""
    return f"{urlsplit(settings.BASE_URL).hostname or 'localhost'}/jp"


@cache
def log_signer() -> LogSigner:
    """The signer with the key file of this site; made once where there is none."""
    return NoteSigner(origin(), _key(Path(settings.VAR) / "keys" / "ledger-log.key"))


def _key(place: Path) -> Ed25519PrivateKey:
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        whole = place.with_suffix(f".{os.getpid()}")
        handle = os.open(whole, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o400)
        with os.fdopen(handle, "wb") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw())
        with suppress(FileExistsError):  # another process made it just now: its key counts
            os.link(whole, place)
        whole.unlink()
    return Ed25519PrivateKey.from_private_bytes(place.read_bytes())
