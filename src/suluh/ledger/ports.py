"""What the ledger needs from outside: the log's key, its witnesses, papers that state its entries.

The key and the witnesses may be somebody else's; certificates stand above the ledger.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from suluh.organisation.types import Actor
from suluh.standards.tlog import NoteError, NoteSigner, NoteVerifier, WitnessKey
from suluh.standards.tlog.witness import Answer


@dataclass(frozen=True, slots=True)
class Paper:
    """A certificate that states an entry."""

    number: str
    url: str


class FindPaper(Protocol):
    """Finds the certificate that states an entry."""

    def __call__(self, actor: Actor, *, entry: UUID, person_id: int) -> Paper | None:
        """The one in force, if the actor may open it."""


def paper_of(actor: Actor, *, entry: UUID, person_id: int) -> Paper | None:
    """The certificate of a person's entry (settings.PAPER_OF_ENTRY); None where there is none."""
    find: FindPaper = import_string(settings.PAPER_OF_ENTRY)
    return find(actor, entry=entry, person_id=person_id)


class LogSigner(Protocol):
    """Signs checkpoints of the proof log."""

    def sign(self, body: str) -> str:
        """The signed note of a checkpoint's text."""

    def verifier(self) -> NoteVerifier:
        """The public half."""


class WitnessAway(Exception):
    """A witness cannot be reached now."""


class WitnessDesk(Protocol):
    """Speaks C2SP tlog-witness with the witness at an address; raises WitnessAway."""

    def add_checkpoint(self, address: str, body: str) -> Answer:
        """Hand in a checkpoint with its proof."""
        ...

    def last_checkpoint(self, address: str, origin: str) -> Answer:
        """The checkpoint of a log that the witness signed last."""
        ...


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness that this site knows: its key, and where it answers."""

    key: WitnessKey
    address: str

    @property
    def name(self) -> str:
        """By what name it signs."""
        return self.key.name


def witnesses() -> tuple[Witness, ...]:
    """The witnesses of the settings; raises ImproperlyConfigured where one is written wrongly."""
    return tuple(_witness(line) for line in settings.WITNESSES if line.strip())


def quorum() -> int:
    """How many witnesses must have seen a checkpoint before it counts as witnessed."""
    return max(1, int(settings.WITNESS_QUORUM))


def witness_desk() -> WitnessDesk:
    """The way to the witnesses (settings.WITNESS_DESK)."""
    found: WitnessDesk = import_string(settings.WITNESS_DESK)()
    return found


def _witness(line: str) -> Witness:
    vkey, _, address = line.strip().partition(" ")
    try:
        key = WitnessKey.from_vkey(vkey)
    except NoteError as error:
        raise ImproperlyConfigured(f"SULUH_WITNESSES: {error}: {vkey[:60]}") from error
    if urlsplit(address.strip()).scheme not in {"http", "https"}:
        raise ImproperlyConfigured(f"SULUH_WITNESSES: {key.name} has no address (https://…)")
    return Witness(key, address.strip().rstrip("/"))


def origin() -> str:
    """Name of the log: the site's host and what it records. It must never change."""
    return str(settings.LOG_ORIGIN) or f"{urlsplit(settings.BASE_URL).hostname or 'localhost'}/jp"


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
