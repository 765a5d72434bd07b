"""Naming a guide, or setting the seminar, for several learners at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from suluh.activities.practice.actions.guides import name_guide
from suluh.activities.practice.actions.judging import set_seminar
from suluh.activities.practice.actions.planning import begin_for
from suluh.activities.practice.models import Practice
from suluh.activities.practice.queries.desk import Desk, places
from suluh.activities.practice.types import Role
from suluh.base.errors import NotAllowed
from suluh.content.models import Activity
from suluh.delivery.models import Enrolment
from suluh.identity.queries.people import Face
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class Batch:
    """What to do for whom: a guide, a seminar, or both."""

    enrolments: Sequence[UUID]
    face: Face | None = None
    role: Role | None = None
    seminar_at: datetime | None = None
    place: str = ""


def apply(*, actor: Actor, desk: Desk, batch: Batch, now: datetime) -> int:
    """Do it for each learner of the course; gives how many. Practices not begun yet are begun.

    Repeating changes nothing; nobody guides themselves. Raises NotAllowed for who only marks.
    """
    if not desk.is_manager:
        raise NotAllowed
    rows = places(desk).filter(uuid__in=batch.enrolments).select_related("offering")
    count = 0
    for place in rows:
        practice = _practice(desk, place, now=now)
        if batch.face and batch.role and batch.face.person_id != place.person_id:
            name_guide(actor=actor, practice=practice, role=batch.role, face=batch.face, now=now)
        if batch.seminar_at:
            set_seminar(
                actor=actor, practice=practice, at=batch.seminar_at, place=batch.place, now=now
            )
        count += 1
    return count


def _practice(desk: Desk, place: Enrolment, *, now: datetime) -> Practice:
    """The learner's practice, of the version they are on, or will begin with."""
    known = Practice.objects.select_for_update(of=("self",)).filter(
        enrolment=place, activity__key=desk.activity.key
    )
    found = known.select_related("activity").first()
    if found is None:
        activity = desk.activity
        if place.version_id and place.version_id != activity.version_id:
            own = Activity.objects.filter(version_id=place.version_id, key=activity.key).first()
            activity = own or activity
        found = begin_for(enrolment=place, activity=activity, now=now, opened_at=now)
    found.enrolment = place
    return found
