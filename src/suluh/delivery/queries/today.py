"""What a person learnt lately in courses that are not finished: it takes of the same daily limit."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Version
from suluh.content.queries.outline import Outline, known_outline, outline_of
from suluh.delivery.models import Enrolment, Offering, Progress
from suluh.delivery.queries.learning import Classroom
from suluh.delivery.queries.offerings import LEARNABLE
from suluh.delivery.rules.learning_days import Effort

_DAY = timedelta(days=1)  # no local day that holds this moment began longer ago
_FIELDS = (
    "activity_id", "state", "days", "done_at", "changed_at",
    "enrolment__version_id", "enrolment__offering__zone",
)  # fmt: skip


def begun_beside(room: Classroom, *, now: datetime) -> list[list[Effort]]:
    """What the person of the room did in each other course of its form that they worked at today.

    Their own rows: one small query where the room does not know what else is begun, none for who
    has no other course begun, two more for who worked at one. Outlines that this process has not
    read yet cost more once. The same training in another class is left out: it is booked once,
    whichever is finished first.
    """
    places = _touched(_others(room), now=now)
    if not places:
        return []
    by_place: dict[int, list[Progress]] = defaultdict(list)
    for step in _steps(room.offering, places):
        by_place[step.enrolment_id].append(step)
    return [
        beside.efforts()
        for steps in by_place.values()
        if (beside := _room(steps)).version.training_id != room.version.training_id
    ]


def _others(room: Classroom) -> list[int]:
    """The person's other places that are begun and not finished."""
    mine = room.enrolment
    if mine is None:
        return []
    begun = _begun(mine.person_id) if room.begun is None else room.begun
    return [place for place in begun if place != mine.pk]


def _begun(person_id: int) -> list[int]:
    rows = Enrolment.reachable.filter(
        person=person_id, state=Enrolment.State.REGISTERED, version__isnull=False
    )
    return list(rows.values_list("pk", flat=True))


def _touched(places: list[int], *, now: datetime) -> list[int]:
    """Those of them that were worked at lately. Asked apart: a join costs more to plan than to run."""
    if not places:
        return []
    rows = Progress.reachable.filter(enrolment__in=places, changed_at__gt=now - _DAY)
    return list({place for (place,) in rows.values_list("enrolment_id")})


def _steps(offering: Offering, places: list[int]) -> list[Progress]:
    """Everything done in those courses, earlier days too: what they left over goes on to today."""
    rows = Progress.reachable.filter(
        enrolment__in=places,
        state=Progress.State.DONE,
        enrolment__offering__form_id=offering.form_id,
        enrolment__offering__kind=Offering.Kind.COURSE,
        enrolment__offering__state__in=LEARNABLE,
    )
    return list(rows.select_related("enrolment__offering").only(*_FIELDS))


def _room(steps: list[Progress]) -> Classroom:
    place = steps[0].enrolment
    assert place.version_id is not None  # asked for in the query
    outline = _outline(place.version_id)
    progress = {step.activity_id: step for step in steps}
    return Classroom(
        place.offering, outline.version, place, outline.chapters, outline.activities, progress
    )


def _outline(version_id: int) -> Outline:
    """Content is its organiser's; who learns it may know what its parts are worth."""
    found = known_outline(version_id)
    if found is not None:
        return found
    with scoped(SYSTEM):
        return outline_of(Version.objects.select_related("training").get(pk=version_id))
