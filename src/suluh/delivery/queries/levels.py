"""Competency levels beside a course: what it raises, and what one reached by it."""

from __future__ import annotations

from dataclasses import dataclass

from suluh.competency.models import Attainment
from suluh.content.queries.carrying import Carried, carried_by
from suluh.delivery.models import Enrolment, Offering


@dataclass(frozen=True, slots=True)
class Raised:
    """A competency of the course, and the level that one's own completion reached; 0 none."""

    carried: Carried
    reached: int = 0


def raised_by(offering: Offering, mine: Enrolment | None) -> list[Raised]:
    """What the course raises, with one's own levels once it is completed."""
    if offering.version is None:
        return []
    carried = carried_by([offering.version.training_id])
    levels: dict[int, int] = {}
    if carried and mine is not None and mine.state == Enrolment.State.COMPLETED:
        levels = dict(
            Attainment.reachable.filter(
                source_type="delivery.enrolment", source_id=str(mine.uuid), withdrawal=None,
                kind=Attainment.Kind.REACHED, person_id=mine.person_id,
            ).values_list("competency_id", "level")
        )  # fmt: skip
    return [Raised(each, levels.get(each.competency_id, 0)) for each in carried]
