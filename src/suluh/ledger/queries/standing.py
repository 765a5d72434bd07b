"""How the proof log stands: what anybody may know of it, and whether witnesses still watch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from suluh.ledger.models import Checkpoint, JpEntry, WitnessState
from suluh.ledger.ports import Witness, log_signer, quorum, witnesses
from suluh.ledger.queries.nodes import HEIGHT, LogNodes
from suluh.ledger.queries.witnessing import last_sighting, note_with_cosignatures

LATE_AFTER = timedelta(hours=24)
MAX_LEVEL = 63 // HEIGHT
Trouble = WitnessState.Trouble


@dataclass(frozen=True, slots=True)
class WitnessStanding:
    """One witness: what it saw last, and whether it lags or disagrees."""

    name: str
    vkey: str
    size: int
    seen_at: datetime | None
    trouble: str
    is_late: bool

    @property
    def disagrees(self) -> bool:
        """Whether it saw another log than there is."""
        return self.trouble in {Trouble.AHEAD, Trouble.FORKED}


@dataclass(frozen=True, slots=True)
class LogStanding:
    """The whole log."""

    vkey: str
    checkpoint: Checkpoint | None
    waiting: int
    quorum: int
    witnesses: list[WitnessStanding]

    @property
    def watching(self) -> int:
        """How many witnesses keep up and agree."""
        return sum(not (each.is_late or each.disagrees) for each in self.witnesses)

    @property
    def is_witnessed(self) -> bool:
        """Whether enough witnesses saw all that is older than a day."""
        return self.watching >= self.quorum

    @property
    def is_doubted(self) -> bool:
        """Whether a witness saw another log than there is."""
        return any(each.disagrees for each in self.witnesses)


def log_standing(now: datetime) -> LogStanding:
    """The newest checkpoint, what waits for the log, and each witness. Wide scope."""
    newest = Checkpoint.objects.order_by("-size").first()
    return LogStanding(
        vkey=log_signer().verifier().vkey(),
        checkpoint=newest,
        waiting=JpEntry.objects.filter(leaf_index=None).count(),
        quorum=quorum(),
        witnesses=[_standing(witness, now) for witness in witnesses()],
    )


def newest_note() -> str | None:
    """The newest checkpoint with its signatures: three lines that anybody may keep."""
    newest = Checkpoint.objects.order_by("-size").first()
    return note_with_cosignatures(newest) if newest else None


def tile(level: int, index: int, width: int | None) -> bytes | None:
    """A tile of the tree (C2SP tlog-tiles), whole or its first `width` hashes; None: not there."""
    if level > MAX_LEVEL:
        return None
    wanted = 32 * (width or 1 << HEIGHT)
    hashes = LogNodes().tile(level * HEIGHT, index)[:wanted]
    return hashes if len(hashes) == wanted else None


def _standing(witness: Witness, now: datetime) -> WitnessStanding:
    last = last_sighting(witness)
    state = WitnessState.objects.filter(witness=witness.name).first()
    size = last.size if last else 0
    old = Checkpoint.objects.filter(size__gt=size, at__lt=now - LATE_AFTER)
    return WitnessStanding(
        name=witness.name,
        vkey=witness.key.vkey(),
        size=size,
        seen_at=last.seen_at if last else None,
        trouble=state.trouble if state else "",
        is_late=last is None or old.exists(),
    )
