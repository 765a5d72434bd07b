"""Reckoning the sums of a course: three statements over its people, in a job."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, Q

from suluh.content.queries.outline import outline_of
from suluh.delivery.models import Enrolment, Offering, Progress, Tally
from suluh.organisation.queries.units import names_above

TOP = 30
_State = Enrolment.State


def reckon_tally(offering: Offering, *, now: datetime) -> Tally:
    """Count people, activities and units of the course anew, and keep the sums."""
    made, _is_new = Tally.objects.update_or_create(
        offering=offering,
        defaults={
            "tenant_id": offering.tenant_id,
            "counts": _counts(offering),
            "activities": _activities(offering),
            "units": _units(offering),
            "at": now,
        },
    )
    return made


def _counts(offering: Offering) -> dict[str, int]:
    there = ~Q(state__in=(_State.CANCELLED, _State.WAITING))
    found: dict[str, int] = Enrolment.objects.filter(offering=offering).aggregate(
        joined=Count("id", filter=there),
        begun=Count("id", filter=there & Q(started_at__isnull=False)),
        completed=Count("id", filter=Q(state=_State.COMPLETED)),
        missed=Count("id", filter=Q(state=_State.NOT_COMPLETED)),
        waiting=Count("id", filter=Q(state=_State.WAITING)),
    )
    return found


def _activities(offering: Offering) -> list[dict[str, Any]]:
    """Each activity of the offered version: how many did it, and their mean."""
    assert offering.version is not None
    rows = Progress.objects.filter(enrolment__offering=offering).order_by()
    found = {
        row["activity__key"]: row
        for row in rows.values("activity__key").annotate(
            done=Count("id", filter=Q(state=Progress.State.DONE)), mean=Avg("score")
        )
    }
    parts = [part for chapter in outline_of(offering.version).chapters for part in chapter.parts]
    return [
        {
            "title": part.title,
            "done": found[part.key]["done"] if part.key in found else 0,
            "mean": int(found[part.key]["mean"] or 0) if part.key in found else 0,
            "is_scored": part.key in found and found[part.key]["mean"] is not None,
        }
        for part in parts
    ]


def _units(offering: Offering) -> list[dict[str, Any]]:
    """Each unit with its people, the largest first; units of one name stay apart."""
    rows = Enrolment.objects.filter(offering=offering)
    rows = rows.exclude(state__in=(_State.CANCELLED, _State.WAITING)).order_by()
    found = list(
        rows.values("unit_id", "unit_name")
        .annotate(joined=Count("id"), completed=Count("id", filter=Q(state=_State.COMPLETED)))
        .order_by("-joined", "unit_name", "unit_id")[:TOP]
    )
    above = names_above(row["unit_id"] for row in found if row["unit_id"])
    return [
        {
            "name": row["unit_name"],
            "above": above.get(row["unit_id"] or 0, ""),
            "joined": row["joined"],
            "completed": row["completed"],
        }
        for row in found
    ]
