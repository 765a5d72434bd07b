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
        name, public = read_vkey(vkey, _ED25519)
        return cls(name, public)

    def vkey(self) -> str:
        """The text form of the key."""
        return write_vkey(self.name, _ED25519, self.key)

    def check(self, note: str) -> str:
        """The signed text of a note that bears this key's signature; raises NoteError."""
        body, found = signatures_of(note, self.name, self._id())
        if not found:
            raise NoteError("the note does not bear this signature")
        for signature in found:
            try:
                self.key.verify(signature[4:], body.encode())
            except InvalidSignature:
                raise NoteError("the signature of the note is wrong") from None
        return body

    def line_in(self, note: str) -> str:
        """The note's first signature line of this key; '' where there is none."""
        _, found = signatures_of(note, self.name, self._id())
        return write_line(self.name, found[0]) if found else ""

    def _id(self) -> bytes:
        return key_id(self.name, _ED25519, self.key)


@dataclass(frozen=True, slots=True)
class NoteSigner:
    """A private key with its name."""

    name: str
    key: Ed25519PrivateKey

    def __post_init__(self) -> None:
        check_name(self.name)

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
        mine = key_id(self.name, _ED25519, self.key.public_key())
        return write_line(self.name, mine + self.key.sign(body.encode()))


def open_checkpoint(note: str, verifier: NoteVerifier) -> Checkpoint:
    """The checkpoint inside a note signed by this log key; raises NoteError."""
    checkpoint = read_checkpoint(verifier.check(note))
    if checkpoint.origin != verifier.name:
        raise NoteError("the checkpoint is of another log")
    return checkpoint


def read_checkpoint(body: str) -> Checkpoint:
    """The checkpoint that a signed text states, whoever signed it; raises NoteError."""
    lines = body.split("\n")[:-1]
    if len(lines) < 3 or not lines[0]:
        raise NoteError("the checkpoint is too short")
    origin, size, root, *extensions = lines
    if not is_number(size) or "" in extensions:
        raise NoteError("the checkpoint is malformed")
    digest = unbase64(root)
    if len(digest) != HASH_BYTES:
        raise NoteError("the root of the checkpoint is malformed")
    return Checkpoint(origin, TreeHead(int(size), digest), tuple(extensions))


def is_number(text: str) -> bool:
    """Whether the text is a whole number in its only spelling, no larger than logs grow."""
    plain = text.isascii() and text.isdecimal() and len(text) <= 18
    return plain and (text == "0" or text[0] != "0")


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
        data = unbase64(encoded)
        if not line.startswith(_DASH) or not name or len(data) <= 4:
            raise NoteError("a signature line is malformed")
        signatures.append((name, data))
    return body + "\n", signatures


def signatures_of(note: str, name: str, mine: bytes) -> tuple[str, list[bytes]]:
    """The text of a note, and the signatures under this name and key id; raises NoteError."""
    body, signatures = split_note(note)
    return body, [data for signer, data in signatures if signer == name and data[:4] == mine]


def check_name(name: str) -> None:
    """Raise NoteError where a key may not be called so."""
    if not name or "+" in name or any(char.isspace() for char in name):
        raise NoteError("a key name has neither space nor plus")


def key_id(name: str, kind: bytes, key: Ed25519PublicKey) -> bytes:
    """The four bytes that name a key in a signature line; `kind` is its signature type."""
    material = name.encode() + b"\n" + kind + key.public_bytes_raw()
    return hashlib.sha256(material).digest()[:4]


def write_line(name: str, signature: bytes) -> str:
    """A signature line; `signature` begins with the key's id."""
    return f"{_DASH}{name} {base64.b64encode(signature).decode()}\n"


def write_vkey(name: str, kind: bytes, key: Ed25519PublicKey) -> str:
    """The text form of a public key."""
    encoded = base64.b64encode(kind + key.public_bytes_raw()).decode()
    return f"{name}+{key_id(name, kind, key).hex()}+{encoded}"


def read_vkey(vkey: str, kind: bytes) -> tuple[str, Ed25519PublicKey]:
    """Name and key of ``name+hash+key`` of this signature type; raises NoteError."""
    name, _, rest = vkey.strip().partition("+")
    digest, _, encoded = rest.partition("+")
    data = unbase64(encoded)
    if not name or len(data) != 33 or data[:1] != kind:
        raise NoteError("the verifier key is malformed")
    key = Ed25519PublicKey.from_public_bytes(data[1:])
    if digest != key_id(name, kind, key).hex():
        raise NoteError("the verifier key does not match its hash")
    return name, key


def unbase64(text: str) -> bytes:
    """Strict standard base64: one text for one value."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise NoteError("base64 is malformed") from None
    if base64.b64encode(data).decode() != text:
        raise NoteError("base64 is not canonical")
    return data
