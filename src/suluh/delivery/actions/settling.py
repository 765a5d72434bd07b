"""Judging what the short way only wrote down: many places in one transaction, seconds later.

Whoever opens a lesson before is judged then (`learning.open_lesson`); the rule is the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from suluh.base.clock import local_date
from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Version
from suluh.content.queries.outline import outline_of
from suluh.delivery.actions.learning import result_of
from suluh.delivery.actions.results import record_results
from suluh.delivery.models import Enrolment, Offering, Progress
from suluh.delivery.queries.gathering import Gathering, gatherings_of
from suluh.delivery.queries.learning import Classroom
from suluh.delivery.types import PersonResult

BATCH = 500


def settle_places(*, now: datetime) -> int:
    """Judge up to BATCH waiting places, who waits longest first; gives how many were looked at.

    Idempotent, and safe beside itself: what another worker holds is passed over. Completion is
    dated by the moment in which the person finished.
    """
    with scoped(SYSTEM):
        waiting = Enrolment.objects.select_for_update(of=("self",), skip_locked=True)
        places = list(waiting.filter(settle_at__lte=now).order_by("settle_at", "id")[:BATCH])
        for offering_id, rooms in _rooms(places).items():
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
    Enrolment.objects.bulk_update(places, ["progress", "settle_at"])
    for day, found in results.items():
        record_results(offering_id=offering_id, results=found, actor_id=None, now=newest[day])


def _rooms(places: Sequence[Enrolment]) -> dict[int, list[Classroom]]:
    """The places' classrooms by offering; one query for each kind of row, whoever they are."""
    offerings = Offering.objects.in_bulk({place.offering_id for place in places})
    wanted = {place.version_id for place in places}
    versions = Version.objects.select_related("training").in_bulk(wanted)
    outlines = {version.pk: outline_of(version) for version in versions.values()}
    progress: dict[int, dict[int, Progress]] = defaultdict(dict)
    for step in Progress.objects.filter(enrolment__in=places):
        progress[step.enrolment_id][step.activity_id] = step
    gatherings: dict[int, Gathering] = {}
    for offering in offerings.values():
        if offering.has_end:
            mine = [place for place in places if place.offering_id == offering.pk]
            gatherings |= gatherings_of(offering, mine)
    rooms: dict[int, list[Classroom]] = defaultdict(list)
    for place in places:
        if place.version_id is None:
            continue
        outline = outlines[place.version_id]
        rooms[place.offering_id].append(
            Classroom(
                offerings[place.offering_id],
                versions[place.version_id],
                place,
                outline.chapters,
                outline.activities,
                progress[place.pk],
                gatherings.get(place.pk),
            )
        )
    return rooms
