"""What others know of the log: cosignatures that we keep, checkpoints that they kept themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from suluh.ledger.models import Checkpoint, Cosignature
from suluh.ledger.ports import log_signer, witnesses
from suluh.ledger.queries.verify.verdict import Elsewhere, Verdict
from suluh.ledger.queries.witnessing import key_hash
from suluh.standards.tlog import NoteError, TreeHead, open_checkpoint


def check_elsewhere(verdict: Verdict, elsewhere: Sequence[Elsewhere]) -> list[tuple[str, TreeHead]]:
    """Heads from elsewhere that our own key signed, smallest first; checks our cosignatures too."""
    _cosignatures(verdict)
    return sorted(_heads(verdict, elsewhere), key=lambda found: found[1].size)


def _heads(verdict: Verdict, elsewhere: Sequence[Elsewhere]) -> Iterator[tuple[str, TreeHead]]:
    verifier = log_signer().verifier()
    for kept in elsewhere:
        verdict.elsewhere += 1
        try:
            yield kept.source, open_checkpoint(kept.note, verifier).head
        except NoteError as error:
            verdict.differs(kept.source, f"titik periksanya tidak ditandatangani log ini: {error}")


def _cosignatures(verdict: Verdict) -> None:
    """Each cosignature of a known witness against the checkpoint that it stands beside."""
    notes = dict(Checkpoint.objects.values_list("size", "note"))
    keys = {(witness.name, key_hash(witness.key)): witness.key for witness in witnesses()}
    for row in Cosignature.objects.order_by("size", "id"):
        verdict.cosignatures += 1
        place = f"titik periksa {row.size}, saksi {row.witness}"
        key = keys.get((row.witness, row.key_hash))
        if row.size not in notes:
            verdict.differs(place, "titik periksa yang disaksikan hilang")
        elif key is not None:
            try:
                seen_at = key.seen_at(notes[row.size] + row.line)
            except NoteError:
                seen_at = None
            if seen_at is None or seen_at != int(row.seen_at.timestamp()):
                verdict.differs(place, "tanda tangan saksi tidak cocok")
