"""What a witness is: its name, its key, the logs it knows. All of it lies in one folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from suluh.standards.tlog import NoteVerifier, WitnessSigner

FOLDER = "SULUH_WITNESS_FOLDER"
KEY, NAME, LOGS, STATE = "saksi.key", "nama.txt", "log.txt", "keadaan.sqlite3"


@dataclass(frozen=True, slots=True)
class WitnessSettings:
    """One witness."""

    signer: WitnessSigner
    logs: Mapping[str, NoteVerifier]
    state: Path


def folder() -> Path:
    """Where this witness keeps its things."""
    return Path(os.environ.get(FOLDER) or "saksi")


def found(place: Path, name: str) -> WitnessSigner:
    """Make a witness of that name; FileExistsError where there is one. The key never leaves."""
    key = Ed25519PrivateKey.generate()
    signer = WitnessSigner(name, key)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(place / KEY, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o400)
    with os.fdopen(handle, "wb") as file:
        file.write(key.private_bytes_raw())
    (place / NAME).write_text(f"{name}\n")
    (place / LOGS).touch()
    return signer


def trust(place: Path, vkey: str) -> str:
    """Watch one more log, named by its verifier key; gives its origin. Raises NoteError."""
    verifier = NoteVerifier.from_vkey(vkey)
    if verifier.name not in _logs(place):
        with (place / LOGS).open("a") as file:
            file.write(f"{verifier.vkey()}\n")
    return verifier.name


def load(place: Path) -> WitnessSettings:
    """Read the folder; FileNotFoundError where no witness was founded there."""
    key = Ed25519PrivateKey.from_private_bytes((place / KEY).read_bytes())
    signer = WitnessSigner((place / NAME).read_text().strip(), key)
    return WitnessSettings(signer, _logs(place), place / STATE)


def _logs(place: Path) -> dict[str, NoteVerifier]:
    lines = (line.strip() for line in (place / LOGS).read_text().splitlines())
    verifiers = [NoteVerifier.from_vkey(line) for line in lines if line and line[0] != "#"]
    return {verifier.name: verifier for verifier in verifiers}
