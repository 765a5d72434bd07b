"""The completion report of a course: sums kept by a job, read as one row."""

from __future__ import annotations

from datetime import datetime, timedelta

from suluh.delivery.models import Offering, Tally

FRESH = timedelta(minutes=1)


def tally_of(offering: Offering) -> Tally | None:
    """The sums as they were reckoned last."""
    return Tally.objects.filter(offering=offering).first()


def is_stale(tally: Tally, *, now: datetime) -> bool:
    """Whether they should be reckoned again behind the reader's back."""
    return now - tally.at > FRESH
