"""What an event raises."""

from __future__ import annotations

from suluh.delivery.models import EventCompetency, Offering


def carried_by(event: Offering) -> list[EventCompetency]:
    """Competencies of an event with their levels, by family and code."""
    rows = EventCompetency.objects.filter(offering=event).select_related("competency")
    return list(rows.order_by("competency__family", "competency__code"))
