"""Writing the ledger: credits and reversals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from suluh.ledger.models import JpEntry
from suluh.ledger.types import Credit


def post_credits(
    *, credits: Sequence[Credit], actor_id: int | None, now: datetime
) -> dict[int, JpEntry]:
    """Post credits in the current transaction (any number, set-wise); give entries by person id.

    Idempotent: a person who has the credit already keeps the earlier entry. Locks the persons'
    years in a fixed order, applies the rules and caps in force on each credit's date, updates
    the balances, records `ledger.entry.posted` per home agency.
    """
    raise NotImplementedError
