"""Reading the ledger."""

from __future__ import annotations

from suluh.ledger.types import Award, Schedule


def planned_award(schedule: Schedule) -> Award:
    """JP that full attendance would earn by the rules in force that day, with the reason."""
    raise NotImplementedError
