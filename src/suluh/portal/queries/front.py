"""The public front page: what is on for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from suluh.delivery.models import Offering
from suluh.delivery.queries.offerings import visible_offerings


@dataclass(frozen=True, slots=True)
class Front:
    """Events that run now and that come next."""

    running: list[Offering]
    coming: list[Offering]


def get_front(*, now: datetime) -> Front:
    """National events in one query."""
    rows = list(
        visible_offerings()
        .filter(kind=Offering.Kind.EVENT, state=Offering.State.PUBLISHED, ends_at__gt=now)
        .order_by("starts_at", "id")[:6]
    )
    return Front(
        running=[row for row in rows if row.starts_at <= now],
        coming=[row for row in rows if row.starts_at > now],
    )
