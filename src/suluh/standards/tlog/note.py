"""Signed notes and checkpoints in the C2SP formats ``signed-note`` and ``tlog-checkpoint``."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from suluh.standards.tlog.tree import HASH_BYTES, TreeHead

_ED25519 = b"\x01"
_DASH = "\u2014 "


class NoteError(ValueError):
    """The note is malformed or not signed by the key asked for."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself: its origin, size and root, with optional further lines."""

    origin: str
    head: TreeHead
    extensions: tuple[str, ...] = ()

    def body(self) -> str:
        """The text that is signed."""
        root = base64.b64encode(self.head.root).decode()
        return "".join(
            f"{line}\n" for line in (self.origin, self.head.size, root, *self.extensions)
        )


@dataclass(frozen=True, slots=True)
class NoteVerifier:
    """A public key with its name, as in a C2SP ``vkey``."""

    name: str
    key: Ed25519PublicKey

    @classmethod
    def from_vkey(cls, vkey: str) -> "NoteVerifier":
        """Read ``name+hash+key``; raises NoteError."""
        name, _, rest = vkey.strip().partition("+")
        digest, _, encoded = rest.partition("+")
        data = _unbase64(encoded)
        if not name or len(data) != 33 or data[:1] != _ED25519:
            raise NoteError("the verifier key is malformed")
        if digest != _key_id(name, data[1:]).hex():
            raise NoteError("the verifier key does not match its hash")
        return cls(name, Ed25519PublicKey.from_public_bytes(data[1:]))

    def vkey(self) -> str:
        """The text form of the key."""
        raw = self.key.public_bytes_raw()
        encoded = base64.b64encode(_ED25519 + raw).decode()
        return f"{self.name}+{_key_id(self.name, raw).hex()}+{encoded}"

    def check(self, note: str) -> str:
        """The signed text of a note that bears this key's signature; raises NoteError."""
        body, signatures = split_note(note)
        mine = _key_id(self.name, self.key.public_bytes_raw())
        found = [sig[4:] for name, sig in signatures if name == self.name and sig[:4] == mine]
        if not found:
            raise NoteError("the note does not bear this signature")
        for signature in found:
            try:
                self.key.verify(signature, body.encode())
            except InvalidSignature:
                raise NoteError("the signature of the note is wrong") from None
        return body


@dataclass(frozen=True, slots=True)
class NoteSigner:
    """A private key with its name."""

    name: str
    key: Ed25519PrivateKey

    def __post_init__(self) -> None:
        if not self.name or "+" in self.name or any(char.isspace() for char in self.name):
            raise NoteError("a key name has neither space nor plus")

    def verifier(self) -> NoteVerifier:
        """The public half."""
        return NoteVerifier(self.name, self.key.public_key())

    def sign(self, body: str) -> str:
        """A note of one signature."""
        return f"{body}\n{self.signature_line(body)}"

    def cosign(self, note: str) -> str:
        """The note with one more signature line."""
        body, _ = split_note(note)
        return note + self.signature_line(body)

    def signature_line(self, body: str) -> str:
        """The line that goes below the text."""
        mine = _key_id(self.name, self.key.public_key().public_bytes_raw())
        encoded = base64.b64encode(mine + self.key.sign(body.encode())).decode()
        return f"{_DASH}{self.name} {encoded}\n"


def open_checkpoint(note: str, verifier: NoteVerifier) -> Checkpoint:
    """The checkpoint inside a note signed by this log key; raises NoteError."""
    lines = verifier.check(note).split("\n")[:-1]
    if len(lines) < 3:
        raise NoteError("the checkpoint is too short")
    origin, size, root, *extensions = lines
    if not size.isascii() or not size.isdecimal() or size != str(int(size)):
        raise NoteError("the size of the checkpoint is malformed")
    digest = _unbase64(root)
    if len(digest) != HASH_BYTES:
        raise NoteError("the root of the checkpoint is malformed")
    return Checkpoint(origin, TreeHead(int(size), digest), tuple(extensions))


def split_note(note: str) -> tuple[str, Sequence[tuple[str, bytes]]]:
    """The text of a note and its (name, signature) lines; raises NoteError."""
    body, separator, tail = note.rpartition("\n\n")
    if not separator or not body or not tail.endswith("\n"):
        raise NoteError("the note is malformed")
    if any(ord(char) < 32 and char != "\n" for char in note):
        raise NoteError("the note holds control characters")
    signatures = []
    for line in tail[:-1].split("\n"):
        name, _, encoded = line.removeprefix(_DASH).partition(" ")
        data = _unbase64(encoded)
        if not line.startswith(_DASH) or not name or len(data) <= 4:
            raise NoteError("a signature line is malformed")
        signatures.append((name, data))
    return body + "\n", signatures


def _key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def _unbase64(text: str) -> bytes:
    """Strict standard base64: one text for one value."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise NoteError("base64 is malformed") from None
    if base64.b64encode(data).decode() != text:
        raise NoteError("base64 is not canonical")
    return data
