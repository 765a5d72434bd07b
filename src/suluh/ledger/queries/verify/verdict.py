"""What a verification meets, and the checkpoints from elsewhere that it holds the log against."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from suluh.ledger.queries.replay import Finding, Replay

TOLERANCE = timedelta(hours=24)
"""How much older than a checkpoint without it a line may be: a transaction may take its time."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A checkpoint of this log as somebody else kept it; `source` says who."""

    source: str
    note: str


@dataclass(slots=True)
class Verdict:
    """Counts, and the first findings by name."""

    show: int = 100
    entries: int = 0
    leaves: int = 0
    checkpoints: int = 0
    cosignatures: int = 0
    elsewhere: int = 0
    unsequenced: int = 0
    differences: int = 0
    findings: list[Finding] = field(default_factory=list)

    def differs(self, place: str, what: str) -> None:
        """Note a difference; the first are named."""
        self.differences += 1
        if len(self.findings) < self.show:
            self.findings.append(Finding(place, what))

    def take(self, found: Replay) -> None:
        """Add what the replay met."""
        self.entries = found.entries
        self.differences += found.differences
        self.findings.extend(found.findings[: self.show - len(self.findings)])
