"""Works that somebody took to mark them, and may not mark any more."""

from __future__ import annotations

from datetime import datetime

from django.db.models import (
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from suluh.activities.assignment.models import Work
from suluh.activities.assignment.types import Role
from suluh.delivery.models import BatchTrainer, Offering
from suluh.identity.models import Employment, Person, RoleGrant
from suluh.organisation.rules.roles import ROLE_TABLE, Permission

_ROLES = [role.value for role in ROLE_TABLE[Permission.TRAINING_MARK]]
_TAKER = Case(
    When(needs=Role.FIRST, then=F("marker_id")), When(needs=Role.SECOND, then=F("second_marker_id"))
)
_PLACE = "enrolment__offering"


def left_behind(
    *, now: datetime, offering: Offering | None = None, person_id: int | None = None
) -> list[Work]:
    """Those works, locked, as far as the scope sees; in every course, or in this one, of one taker.

    Their taker marks there neither by a role nor as a guest whose days are not over. `was_guest`
    tells which of the two it was. What somebody holds at this moment is passed over: the next
    round finds it.
    """
    rows = _waiting(now)
    if offering is not None:
        rows = rows.filter(enrolment__offering=offering)
    if person_id is not None:
        named = Q(needs=Role.FIRST, marker=person_id)
        rows = rows.filter(named | Q(needs=Role.SECOND, second_marker=person_id))
    return list(rows.select_for_update(of=("self",), skip_locked=True).order_by("id"))


def taker_of(work: Work) -> Person:
    """Who took the turn that the work waits for; only of those that are left behind."""
    taker = work.marker if work.needs == Role.FIRST else work.second_marker
    assert taker is not None
    return taker


def _waiting(now: datetime) -> QuerySet[Work]:
    rows = Work.objects.select_related("marker", "second_marker", _PLACE)
    rows = rows.exclude(needs="").annotate(taker=_TAKER).filter(taker__isnull=False)
    places = BatchTrainer.objects.filter(
        offering=OuterRef(f"{_PLACE}_id"), person_id=OuterRef("taker")
    )
    rows = rows.annotate(was_guest=Exists(places))
    rows = rows.exclude(Exists(places.filter(ended_at=None, closes_at__gt=now)))
    return rows.exclude(Exists(_roles()))


def _roles() -> QuerySet[RoleGrant]:
    """Roles by which the taker marks there: over its unit, and while they work in the agency."""
    works_there = Employment.objects.filter(
        person_id=OuterRef("person_id"), tenant_id=OuterRef("tenant_id"), valid_to=None
    )
    path = ExpressionWrapper(
        Coalesce(OuterRef(f"{_PLACE}__unit__path"), Value("")), output_field=CharField()
    )
    rows = RoleGrant.objects.filter(
        person_id=OuterRef("taker"), tenant_id=OuterRef("tenant_id"), role__in=_ROLES,
        revoked_at=None,
    ).annotate(there=path)  # fmt: skip
    return rows.filter(Q(unit=None) | Q(there__startswith=F("unit__path")), Exists(works_there))
