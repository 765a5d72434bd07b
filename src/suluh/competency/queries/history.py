"""A person's results, all that were ever recorded."""

from __future__ import annotations

from django.db.models import QuerySet

from suluh.competency.models import Attainment


def history(person_id: int, text: str = "") -> QuerySet[Attainment]:
    """Results of a person, newest first, each with its withdrawal where there is one."""
    rows = Attainment.reachable.filter(person_id=person_id, kind=Attainment.Kind.REACHED)
    if text:
        rows = rows.filter(competency__name__icontains=text) | rows.filter(title__icontains=text)
    return rows.select_related("competency", "withdrawal").order_by("-reached_on", "-id")
