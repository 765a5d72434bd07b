"""Offline proofs that a record is in the log: the C2SP format ``tlog-proof`` version 1."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from suluh.standards.tlog.cosignature import Seen, WitnessKey, seen_by
from suluh.standards.tlog.note import (
    Checkpoint,
    NoteError,
    NoteVerifier,
    is_number,
    open_checkpoint,
    unbase64,
)
from suluh.standards.tlog.tree import HASH_BYTES, leaf_hash, verify_inclusion

_HEADER = "c2sp.org/tlog-proof@v1"
MAX_CHARS = 20_000


class ProofError(ValueError):
    """The proof file is malformed or proves nothing about this record."""


@dataclass(frozen=True, slots=True)
class ProofFile:
    """One proof: the place, the path to the root, and the checkpoint as it was signed."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""


def write_proof(proof: ProofFile) -> str:
    """The text of a proof file."""
    lines = [_HEADER]
    if proof.extra:
        lines.append(f"extra {base64.b64encode(proof.extra).decode()}")
    lines.append(f"index {proof.index}")
    lines += [base64.b64encode(step).decode() for step in proof.path]
    return "\n".join(lines) + "\n\n" + proof.checkpoint


def read_proof(text: str) -> ProofFile:
    """Read a proof file; raises ProofError."""
    head, separator, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if len(text) > MAX_CHARS or not separator or lines.pop(0) != _HEADER:
        raise ProofError("this is no proof file")
    extra = b""
    if lines and lines[0].startswith("extra "):
        extra = _unbase64(lines.pop(0).removeprefix("extra "))
    if not lines or not lines[0].startswith("index "):
        raise ProofError("the proof file names no entry")
    index = lines.pop(0).removeprefix("index ")
    if not is_number(index):
        raise ProofError("the entry number is malformed")
    path = tuple(_unbase64(line) for line in lines)
    if any(len(step) != HASH_BYTES for step in path):
        raise ProofError("a hash in the proof has the wrong length")
    return ProofFile(int(index), path, checkpoint, extra)


@dataclass(frozen=True, slots=True)
class Proven:
    """What a proof shows: the place in the log, the checkpoint, and who has seen it when."""

    index: int
    checkpoint: Checkpoint
    seen: tuple[Seen, ...] = ()


def verify_proof(
    text: str, record: bytes, verifier: NoteVerifier, witnesses: Sequence[WitnessKey] = ()
) -> Proven:
    """That the record is in the log, and which of the witnesses vouch for it; raises ProofError."""
    proof = read_proof(text)
    try:
        checkpoint = open_checkpoint(proof.checkpoint, verifier)
        seen = seen_by(proof.checkpoint, witnesses)
    except NoteError as error:
        raise ProofError(str(error)) from error
    leaf = leaf_hash(record)
    if not verify_inclusion(leaf, proof.index, proof=proof.path, head=checkpoint.head):
        raise ProofError("the record is not in the log at this place")
    return Proven(proof.index, checkpoint, seen)


def _unbase64(text: str) -> bytes:
    try:
        return unbase64(text)
    except NoteError as error:
        raise ProofError(str(error)) from error
