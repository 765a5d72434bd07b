"""When people of a place were invited last."""

from __future__ import annotations

from datetime import datetime, timedelta

from suluh.base.models import DomainEvent
from suluh.reporting.queries.places import Place

PAUSE = timedelta(days=7)
ASKED = "reporting.invitation.asked"


def invited_at(place: Place, *, now: datetime) -> datetime | None:
    """When this place, or one that holds it, was invited within the pause; None where not."""
    rows = DomainEvent.objects.filter(name=ASKED, tenant_id=place.agency.pk, at__gt=now - PAUSE)
    times = [at for at, path in rows.values_list("at", "data__path") if _holds(path, place)]
    return max(times, default=None)


def _holds(path: str | None, place: Place) -> bool:
    return place.path.startswith(path or "")
