"""Transparency log: RFC 6962 trees, C2SP checkpoints and offline proofs."""

from suluh.standards.tlog.cosignature import Seen, WitnessKey, WitnessSigner, seen_by
from suluh.standards.tlog.note import (
    Checkpoint,
    NoteError,
    NoteSigner,
    NoteVerifier,
    open_checkpoint,
    read_checkpoint,
    split_note,
)
from suluh.standards.tlog.prooffile import (
    ProofError,
    ProofFile,
    Proven,
    read_proof,
    verify_proof,
    write_proof,
)
from suluh.standards.tlog.tree import (
    EMPTY_ROOT,
    Frontier,
    Tree,
    TreeHead,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)

__all__ = [
    "EMPTY_ROOT",
    "Checkpoint",
    "Frontier",
    "NoteError",
    "NoteSigner",
    "NoteVerifier",
    "ProofError",
    "ProofFile",
    "Proven",
    "Seen",
    "Tree",
    "TreeHead",
    "WitnessKey",
    "WitnessSigner",
    "leaf_hash",
    "node_hash",
    "open_checkpoint",
    "read_checkpoint",
    "read_proof",
    "seen_by",
    "split_note",
    "verify_consistency",
    "verify_inclusion",
    "verify_proof",
    "write_proof",
]
