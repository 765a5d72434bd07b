"""Classrooms of many people at once: one query for each kind of row, however many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from suluh.content.models import Version
from suluh.content.queries.outline import outline_of
from suluh.delivery.models import Enrolment, Offering, Progress
from suluh.delivery.queries.gathering import Gathering, gatherings_of
from suluh.delivery.queries.learning import Classroom


def classrooms_of(
    places: Sequence[Enrolment], *, with_days: bool = True
) -> dict[int, list[Classroom]]:
    """The places' classrooms by offering; one query for each kind of row, whoever they are.

    Who only judges many asks without the days of learning: of ten thousand they take a while.
    """
    offerings = Offering.objects.in_bulk({place.offering_id for place in places})
    versions_of = {p.pk: p.version_id or offerings[p.offering_id].version_id for p in places}
    wanted = {version for version in versions_of.values() if version}
    versions = Version.objects.select_related("training").in_bulk(wanted)
    outlines = {version.pk: outline_of(version) for version in versions.values()}
    progress: dict[int, dict[int, Progress]] = defaultdict(dict)
    steps = Progress.objects.filter(enrolment__in=places)
    for step in steps if with_days else steps.only("enrolment", "activity", "state", "score"):
        progress[step.enrolment_id][step.activity_id] = step
    gatherings: dict[int, Gathering] = {}
    for offering in offerings.values():
        if offering.has_end:
            mine = [place for place in places if place.offering_id == offering.pk]
            gatherings |= gatherings_of(offering, mine)
    rooms: dict[int, list[Classroom]] = defaultdict(list)
    for place in places:
        version_id = versions_of[place.pk]
        if version_id is None:
            continue
        outline = outlines[version_id]
        rooms[place.offering_id].append(
            Classroom(
                offerings[place.offering_id],
                versions[version_id],
                place,
                outline.chapters,
                outline.activities,
                progress[place.pk],
                gathering=gatherings.get(place.pk),
            )
        )
    return rooms
