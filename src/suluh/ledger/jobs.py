"""Jobs of the ledger: the sequencer of the proof log."""

from __future__ import annotations

from suluh.base.clock import now
from suluh.base.jobs import every
from suluh.base.scope import SYSTEM, scoped
from suluh.ledger.actions import sequence_entries
from suluh.ledger.actions.sequencing import BATCH


@every("* * * * * */10", name="ledger.sequence")
def sequence(timestamp: int) -> None:
    """Bring all waiting entries into the proof log, a batch at a time."""
    while _one_batch() == BATCH:
        pass


def _one_batch() -> int:
    with scoped(SYSTEM):
        return sequence_entries(now=now())
