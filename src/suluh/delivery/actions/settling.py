"""Judging what the short way only wrote down: many places in one transaction, seconds later.

Whoever opens a lesson before is judged then (`learning.open_lesson`); the rule is the same.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime

from suluh.base.clock import local_date
from suluh.base.collector import collector_held
from suluh.base.prepared import prepared
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.learning import result_of
from suluh.delivery.actions.results import record_results
from suluh.delivery.actions.unjudged import store_shares, take_marks
from suluh.delivery.models import Enrolment
from suluh.delivery.queries.classrooms import classrooms_of
from suluh.delivery.queries.learning import Classroom
from suluh.delivery.queries.offerings import HOLDING
from suluh.delivery.types import PersonResult

BATCH = 1_000
# While people finish, rounds follow one another: a pause gathers enough of them to be judged
# together, and the last one ends before the next begins by the clock.
PAUSE, ROUNDS_SECONDS = 0.5, 4.0


def settle_rounds(*, clock: Callable[[], datetime], pause: float = PAUSE) -> int:
    """Judge who waits, again after a pause as long as somebody did; gives how many in all."""
    judged, until = 0, time.monotonic() + ROUNDS_SECONDS
    while found := _settle_all(clock):
        judged += found
        if time.monotonic() + pause > until:
            break
        time.sleep(pause)
    return judged


def _settle_all(clock: Callable[[], datetime]) -> int:
    judged = 0
    while found := settle_places(now=clock()):
        judged += found
        if found < BATCH:
            break
    return judged


def settle_places(*, now: datetime) -> int:
    """Judge up to BATCH waiting places, who waits longest first; gives how many were looked at.

    Idempotent, and safe beside itself: what another worker holds is passed over. Completion is
    dated by the moment in which the person finished.
    """
    with collector_held(), prepared(), scoped(SYSTEM):
        waiting = Enrolment.objects.filter(unjudged__since__lte=now).select_related("unjudged")
        locked = waiting.select_for_update(of=("self", "unjudged"), skip_locked=True)
        places = list(locked.order_by("unjudged__since", "id")[:BATCH])
        take_marks([place.pk for place in places])
        for offering_id, rooms in classrooms_of(places).items():
            _settle(offering_id, rooms)
    return len(places)


def _settle(offering_id: int, rooms: Sequence[Classroom]) -> None:
    finished: dict[date, list[tuple[Enrolment, PersonResult]]] = defaultdict(list)
    newest: dict[date, datetime] = {}
    others = []
    for room in rooms:
        place = room.enrolment
        assert place is not None
        finished_at = place.unjudged.since
        day = local_date(finished_at, room.offering.zone)
        place.progress = room.share
        result = result_of(room) if place.state in HOLDING else None
        if result is None:
            others.append(place)
            continue
        finished[day].append((place, result))
        newest[day] = max(newest.get(day, finished_at), finished_at)
    store_shares(others)
    for day, found in finished.items():
        record_results(
            offering_id=offering_id, results=[result for _place, result in found], actor_id=None,
            now=newest[day], places=[place for place, _result in found],
        )  # fmt: skip
