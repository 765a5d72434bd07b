"""Assignments of paths: those of one path, whom one concerns, and how far those people are."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Case, Count, DateTimeField, Q, QuerySet, When

from suluh.base.errors import NotFound
from suluh.delivery.models import LearningPath, PathAssignment, PathPlace
from suluh.delivery.queries.assignments import Standing
from suluh.delivery.queries.paths import begun_on_path, get_managed_path
from suluh.organisation.types import Actor

_State = PathPlace.State
_OPEN = Q(state=_State.JOINED)


def assignments_of_path(path: LearningPath) -> QuerySet[PathAssignment]:
    """Assignments of the path, newest first; whoever manages it sees all of them."""
    return PathAssignment.objects.filter(path=path).select_related("unit")


def get_path_assignment(actor: Actor, path: UUID, uuid: UUID) -> PathAssignment:
    """One assignment of a path that the actor manages; absent otherwise."""
    rows = assignments_of_path(get_managed_path(actor, path)).select_related("path")
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def standing_of_path_assignment(given: PathAssignment, *, today: date) -> Standing:
    """Its people by how far they are; one query."""
    begun = begun_on_path()
    found = PathPlace.objects.filter(assignment=given).aggregate(
        there=Count("id", filter=~Q(state=_State.LEFT)),
        idle=Count("id", filter=_OPEN & ~begun),
        begun=Count("id", filter=_OPEN & begun),
        completed=Count("id", filter=Q(state=_State.COMPLETED)),
        late=Count("id", filter=_OPEN & Q(due_on__lt=today)),
        released=Count("id", filter=Q(state=_State.LEFT)),
    )
    return Standing(**found)


def people_of_path_assignment(
    given: PathAssignment, *, text: str, state: str, today: date
) -> QuerySet[PathPlace]:
    """Its people by name, those released too, with `started_at`; narrowed by name and progress."""
    begun = begun_on_path()
    rows = PathPlace.objects.filter(assignment=given).annotate(
        started_at=Case(When(begun, then="joined_at"), output_field=DateTimeField())
    )
    match state:
        case "belum":
            rows = rows.filter(_OPEN, ~begun)
        case "belajar":
            rows = rows.filter(_OPEN, begun)
        case "selesai":
            rows = rows.filter(state=_State.COMPLETED)
        case "terlambat":
            rows = rows.filter(_OPEN, due_on__lt=today)
        case "dilepas":
            rows = rows.filter(state=_State.LEFT)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(unit_name__icontains=text))
    return rows.order_by("name", "id")
