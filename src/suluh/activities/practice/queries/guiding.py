"""What who guides sees: the practices in which they are mentor, coach or examiner."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from suluh.activities.practice.models import Guide, Practice
from suluh.activities.practice.types import Role
from suluh.organisation.types import Actor

VIEWS = ("perlu", "berjalan", "selesai")


def my_places(actor: Actor, *, view: str = "", text: str = "") -> QuerySet[Guide]:
    """The actor's places as guide, in any agency; those that wait for the actor longest first."""
    rows = Guide.reachable.filter(person_id=actor.person_id, ended_at=None)
    rows = rows.select_related("practice")
    match view:
        case "selesai":
            rows = rows.filter(practice__state=Practice.State.DONE).order_by("-practice__since")
        case "berjalan":
            rows = rows.exclude(practice__state=Practice.State.DONE).order_by("practice__name")
        case _:
            rows = rows.filter(_waiting()).order_by("practice__since", "id")
    if text:
        rows = rows.filter(
            Q(practice__name__icontains=text) | Q(practice__unit_name__icontains=text)
            | Q(practice__course__icontains=text)
        )  # fmt: skip
    return rows


def _waiting() -> Q:
    """Proposed to the actor, or waiting for a word or mark of their role."""
    found = Q(state=Guide.State.PROPOSED)
    for role in Role:
        found |= Q(role=role, state=Guide.State.ACTIVE, practice__waits_for__contains=[role.value])
    return found


def count_waiting(actor: Actor) -> int:
    """How many practices wait for the actor."""
    return my_places(actor, view="perlu").count()
