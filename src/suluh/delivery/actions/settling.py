"""Judging what the short way only wrote down: many places in one transaction, seconds later.

Whoever opens a lesson before is judged then (`learning.open_lesson`); the rule is the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection

from suluh.base.clock import local_date
from suluh.base.prepared import prepared
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.learning import result_of
from suluh.delivery.actions.results import record_results
from suluh.delivery.models import Enrolment
from suluh.delivery.queries.classrooms import classrooms_of
from suluh.delivery.queries.learning import Classroom
from suluh.delivery.types import PersonResult

BATCH = 500


def settle_places(*, now: datetime) -> int:
    """Judge up to BATCH waiting places, who waits longest first; gives how many were looked at.

    Idempotent, and safe beside itself: what another worker holds is passed over. Completion is
    dated by the moment in which the person finished.
    """
    with prepared(), scoped(SYSTEM):
        waiting = Enrolment.objects.select_for_update(of=("self",), skip_locked=True)
        places = list(waiting.filter(settle_at__lte=now).order_by("settle_at", "id")[:BATCH])
        for offering_id, rooms in classrooms_of(places).items():
            _settle(offering_id, rooms)
    return len(places)


def _settle(offering_id: int, rooms: Sequence[Classroom]) -> None:
    results: dict[date, list[PersonResult]] = defaultdict(list)
    newest: dict[date, datetime] = {}
    places = []
    for room in rooms:
        place = room.enrolment
        assert place is not None
        assert place.settle_at is not None
        finished_at, day = place.settle_at, local_date(place.settle_at, room.offering.zone)
        place.progress, place.settle_at = room.share, None
        places.append(place)
        if result := result_of(room):
            results[day].append(result)
            newest[day] = max(newest.get(day, finished_at), finished_at)
    _store(places)
    for day, found in results.items():
        record_results(offering_id=offering_id, results=found, actor_id=None, now=newest[day])


def _store(places: Sequence[Enrolment]) -> None:
    """How far each is, and that it is judged, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE delivery_enrolment e SET progress = v.share, settle_at = NULL"
            " FROM unnest(%s::bigint[], %s::smallint[]) AS v(id, share) WHERE e.id = v.id",
            [[place.pk for place in places], [place.progress for place in places]],
        )
