"""Cosignatures of witnesses over checkpoints: the C2SP format ``tlog-cosignature``, Ed25519."""

from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from suluh.standards.tlog.note import (
    NoteError,
    check_name,
    key_id,
    read_vkey,
    signatures_of,
    split_note,
    write_line,
    write_vkey,
)

_TIMESTAMPED = b"\x04"
_TIME_BYTES, _LATEST = 8, 2**63 - 1


@dataclass(frozen=True, slots=True)
class Seen:
    """That a witness saw a checkpoint, and when (seconds since 1970)."""

    witness: str
    at: int


@dataclass(frozen=True, slots=True)
class WitnessKey:
    """Name and public key of a witness."""

    name: str
    key: Ed25519PublicKey

    @classmethod
    def from_vkey(cls, vkey: str) -> "WitnessKey":
        """Read ``name+hash+key`` of a cosigner; raises NoteError."""
        return cls(*read_vkey(vkey, _TIMESTAMPED))

    def vkey(self) -> str:
        """The text form of the key."""
        return write_vkey(self.name, _TIMESTAMPED, self.key)

    def seen_at(self, note: str) -> int | None:
        """When this witness saw the note's checkpoint; None where it has not signed.

        A line under the witness's name and id that does not verify spoils the note: NoteError.
        """
        body, found = signatures_of(note, self.name, self._id())
        return min((self._time(body, data[4:]) for data in found), default=None)

    def line_in(self, note: str) -> str:
        """The note's first signature line of this witness; '' where there is none."""
        _, found = signatures_of(note, self.name, self._id())
        return write_line(self.name, found[0]) if found else ""

    def _id(self) -> bytes:
        return key_id(self.name, _TIMESTAMPED, self.key)

    def _time(self, body: str, stamped: bytes) -> int:
        at = int.from_bytes(stamped[:_TIME_BYTES])
        if not 0 < at <= _LATEST:
            raise NoteError("a cosignature bears no time")
        try:
            self.key.verify(stamped[_TIME_BYTES:], _message(body, at))
        except InvalidSignature:
            raise NoteError("the cosignature of a witness is wrong") from None
        return at


@dataclass(frozen=True, slots=True)
class WitnessSigner:
    """Private key of a witness, with its name."""

    name: str
    key: Ed25519PrivateKey

    def __post_init__(self) -> None:
        check_name(self.name)

    def public(self) -> WitnessKey:
        """The public half."""
        return WitnessKey(self.name, self.key.public_key())

    def cosign(self, note: str, *, at: int) -> str:
        """The signature line that says: seen at this time."""
        body, _ = split_note(note)
        mine = key_id(self.name, _TIMESTAMPED, self.key.public_key())
        stamp = at.to_bytes(_TIME_BYTES)
        return write_line(self.name, mine + stamp + self.key.sign(_message(body, at)))


def seen_by(note: str, witnesses: Sequence[WitnessKey]) -> tuple[Seen, ...]:
    """Which of these witnesses saw the note's checkpoint, in their order; raises NoteError."""
    found = ((witness.name, witness.seen_at(note)) for witness in witnesses)
    return tuple(Seen(name, at) for name, at in found if at is not None)


def _message(body: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{body}".encode()
