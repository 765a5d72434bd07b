"""Writing offerings and enrolments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from suluh.delivery.types import PersonResult


def record_results(
    *, offering_id: int, results: Sequence[PersonResult], actor_id: int | None, now: datetime
) -> int:
    """Store results of people and complete those who meet the rule; gives how many are new.

    One transaction: locks the enrolments, marks them, posts JP (ledger), issues certificates
    (credentials), records `delivery.enrolment.completed`. Runs under the wide scope. Idempotent.
    """
    raise NotImplementedError
