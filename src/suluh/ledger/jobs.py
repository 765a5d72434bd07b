"""Jobs of the ledger: the sequencer of the proof log, and the questions to its witnesses."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from suluh.base.clock import now
from suluh.base.jobs import every
from suluh.base.scope import SYSTEM, scoped
from suluh.ledger.actions import ask_witnesses, sequence_entries
from suluh.ledger.actions.alarm import alarm
from suluh.ledger.actions.sequencing import BATCH, LogStopped

STOPPED = _("Isi log tidak cocok lagi dengan yang sudah ditandatangani; pencatatan dihentikan.")


@every("* * * * * */10", name="ledger.sequence")
def sequence(timestamp: int) -> None:
    """Bring all waiting entries into the proof log, a batch at a time; have witnesses sign it."""
    try:
        while _one_batch() == BATCH:
            pass
    except LogStopped as stop:
        with scoped(SYSTEM):
            alarm(now=now(), subject="log", reason=STOPPED, detail=str(stop))
        raise
    ask_witnesses(now=now())


def _one_batch() -> int:
    with scoped(SYSTEM):
        return sequence_entries(now=now())
