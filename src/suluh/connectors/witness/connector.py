"""Witnesses over HTTP (port ``ledger.ports.WitnessDesk``)."""

from __future__ import annotations

import hashlib

from suluh.connectors.witness.client import ask
from suluh.standards.tlog.witness import Answer


class HttpDesk:
    """Hands checkpoints in at a witness's address, and reads what it signed last."""

    def add_checkpoint(self, address: str, body: str) -> Answer:
        """Hand in a checkpoint with its proof; raises WitnessAway."""
        return ask(f"{address}/add-checkpoint", body)

    def last_checkpoint(self, address: str, origin: str) -> Answer:
        """The checkpoint of a log that the witness signed last; raises WitnessAway."""
        return ask(f"{address}/{hashlib.sha256(origin.encode()).hexdigest()}/checkpoint")
