"""What travels with a certificate as evidence, and whom we trust when we weigh it."""

from __future__ import annotations

from suluh.base.scope import SYSTEM, scoped
from suluh.credentials import ports
from suluh.credentials.models import Certificate
from suluh.credentials.rules.paper import attachments_of
from suluh.credentials.types.face import Attachment
from suluh.ledger.ports import log_signer, quorum
from suluh.ledger.queries.proofs import entry_proof, is_in_log
from suluh.ledger.queries.witnessing import witness_keys
from suluh.ledger.types import EntryProof
from suluh.standards.evidence import Keys


def certificate_proof(row: Certificate) -> EntryProof | None:
    """Proof of the JP that the certificate states; None without JP, or while they wait for it.

    Wide scope.
    """
    return entry_proof(row.jp_entry_id) if row.jp_entry_id else None


def evidence_files(row: Certificate) -> tuple[Attachment, ...]:
    """The files that the sealed PDF carries, as they are today; none before it is sealed."""
    if not row.sealed_at:
        return ()
    with scoped(SYSTEM):  # who may see the certificate may see what it stands on
        return attachments_of(row.claims, certificate_proof(row))


def waits_for_log(row: Certificate) -> bool:
    """Whether the paper waits because its JP have no place in the log yet."""
    with scoped(SYSTEM):
        return row.jp_entry_id is not None and not is_in_log(row.jp_entry_id)


def trusted_keys() -> Keys:
    """The keys with which this site weighs evidence: the same that the offline page carries."""
    return Keys(
        claims=ports.claim_verifier(),
        log=log_signer().verifier(),
        witnesses=witness_keys(),
        quorum=quorum(),
    )
