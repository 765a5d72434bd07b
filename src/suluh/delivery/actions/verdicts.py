"""What a verdict of the organisers' meeting means as a result: conditions, minutes, predicate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.delivery.actions.learning import days_worth, sessions_worth, worth_of
from suluh.delivery.models import Enrolment, Offering, Standing
from suluh.delivery.queries.classrooms import classrooms_of
from suluh.delivery.queries.learning import Classroom
from suluh.delivery.rules.standing import State
from suluh.delivery.types import Condition, PersonResult


@override("id")  # read by others: not in the language of who acts
def results_for(
    offering: Offering, places: Sequence[Enrolment], standings: Mapping[int, Standing]
) -> list[PersonResult]:
    """The results of these people; who passes earns outline and timetable as the meeting found.

    A fixed number of queries, however many they are.
    """
    rooms = classrooms_of(places)[offering.pk]
    return [_result(room, room.enrolment, standings) for room in rooms if room.enrolment]


def _result(room: Classroom, place: Enrolment, standings: Mapping[int, Standing]) -> PersonResult:
    standing = standings[place.pk]
    is_passed = standing.state == State.PASSED
    own = tuple(c for c in room.conditions if c.code != "decision")
    decided = Condition("decision", is_met=is_passed, sentence=_word(is_passed=is_passed))
    return PersonResult(
        place.person_id,
        is_complete=is_passed,
        conditions=(*own, decided),
        minutes=worth_of(room),
        days=days_worth(room),
        sessions=sessions_worth(room),
        predicate=standing.predicate,
        is_assessed=True,
    )


def _word(*, is_passed: bool) -> str:
    if is_passed:
        return _("Dinyatakan lulus dalam rapat kelulusan")
    return _("Belum dinyatakan lulus dalam rapat kelulusan")
