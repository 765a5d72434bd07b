"""Works that a guest took, and whose days in the angkatan are over before they marked them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case, Exists, F, OuterRef, QuerySet, When

from suluh.activities.assignment.models import Work
from suluh.activities.assignment.queries.marking import markers_by_role
from suluh.activities.assignment.types import Role
from suluh.delivery.models import BatchTrainer, Offering
from suluh.identity.models import Person

_TAKER = Case(
    When(needs=Role.FIRST, then=F("marker_id")), When(needs=Role.SECOND, then=F("second_marker_id"))
)


def left_behind(*, now: datetime, offering: Offering | None = None) -> list[Work]:
    """Those works, locked, as far as the scope sees; in every angkatan, or in this one.

    Who marks there by a role as well keeps what they took, and so does a guest whose days are
    still to come. What somebody holds at this moment is passed over: the next round finds it.
    """
    rows = _waiting(now)
    if offering is not None:
        rows = rows.filter(enrolment__offering=offering)
    found = list(rows.order_by("id"))
    by_role = {
        each.pk: set(markers_by_role(each)) for each in {w.enrolment.offering for w in found}
    }
    return [
        work
        for work in found
        if str(taker_of(work).uuid) not in by_role[work.enrolment.offering_id]
    ]


def taker_of(work: Work) -> Person:
    """Who took the turn that the work waits for; only of those that are left behind."""
    taker = work.marker if work.needs == Role.FIRST else work.second_marker
    assert taker is not None
    return taker


def _waiting(now: datetime) -> QuerySet[Work]:
    rows = Work.objects.select_related("marker", "second_marker", "enrolment__offering__unit")
    rows = rows.exclude(needs="").annotate(taker=_TAKER).filter(taker__isnull=False)
    places = BatchTrainer.objects.filter(
        offering=OuterRef("enrolment__offering_id"), person_id=OuterRef("taker")
    )
    rows = rows.filter(Exists(places))
    rows = rows.exclude(Exists(places.filter(ended_at=None, closes_at__gt=now)))
    return rows.select_for_update(of=("self",), skip_locked=True)
