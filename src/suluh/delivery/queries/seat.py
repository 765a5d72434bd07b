"""A learner's own place in a course in one statement: what the player and its short way ask.

Outlines of published versions and offerings are known to the process; only what belongs to the
person is asked each time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from suluh.base.errors import NotFound
from suluh.base.kept import Kept
from suluh.content.queries.outline import known_outline
from suluh.content.types import Lesson
from suluh.delivery.models import Enrolment, Offering, Progress
from suluh.delivery.queries.learning import Classroom, Note, lesson_url
from suluh.delivery.queries.offerings import HOLDING, LEARNABLE
from suluh.organisation.types import Actor

_OFFERINGS: Kept[Offering] = Kept()
# As the models order their fields: `from_db` reads them in that order.
_PLACE = (
    "id", "tenant_id", "offering_id", "person_id", "home_id", "state", "version_id",
    "assignment_id", "due_on", "started_at", "seen_at", "progress", "last_activity_id",
)  # fmt: skip
_STEP = tuple(field.attname for field in Progress._meta.concrete_fields)
_JSON = {"days", "position"}


def _words(states: Sequence[str]) -> str:
    """States of ours as they stand in SQL: handed over each time they took a third of the asking."""
    return ", ".join(f"'{state}'" for state in states)


_BEGUN = (  # asked once in the statement, not for each row
    "ARRAY(SELECT b.id FROM delivery_enrolment b WHERE b.person_id = %s"
    " AND b.state = 'registered' AND b.version_id IS NOT NULL)"
)
_SEAT = (
    f"SELECT o.xmin::text, {_BEGUN}, u.since, {', '.join('e.' + name for name in _PLACE)},"  # noqa: S608 - names of ours
    f" {', '.join('p.' + name for name in _STEP)}, n.text, n.is_marked"
    " FROM delivery_enrolment e JOIN delivery_offering o ON o.id = e.offering_id"
    " LEFT JOIN delivery_progress p ON p.enrolment_id = e.id"
    " LEFT JOIN delivery_unjudged u ON u.enrolment_id = e.id"
    " LEFT JOIN delivery_lessonnote n ON n.enrolment_id = e.id AND n.key = %s"
    f" WHERE o.uuid = %s AND o.kind = 'course' AND o.state IN ({_words(LEARNABLE)})"
    f" AND e.person_id = %s AND e.state IN ({_words(HOLDING)})"
)
_LESSON = "SELECT * FROM delivery_lesson(%s, %s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Seat:
    """The course, the actor's place in it, how far they are in each activity; the note on one.

    `begun`: places in all courses that they began and did not finish. `unjudged_since`: when
    something was finished here that is not judged yet.
    """

    offering: Offering
    place: Enrolment
    progress: dict[int, Progress]
    note: Note
    begun: tuple[int, ...]
    unjudged_since: datetime | None

    @property
    def room(self) -> Classroom | None:
        """The classroom, where this process has read the outline; no query."""
        outline = known_outline(self.place.version_id)
        if outline is None:
            return None
        return Classroom(
            self.offering,
            outline.version,
            self.place,
            outline.chapters,
            outline.activities,
            self.progress,
        )


def get_seat(actor: Actor, uuid: UUID, key: UUID) -> Seat:
    """The actor's place in the course of that uuid, at the activity `key`; absent for who has none."""
    with connection.cursor() as cursor:
        cursor.execute(_SEAT, [actor.person_id, key, uuid, actor.person_id])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    if not rows:
        raise NotFound
    version, begun, unjudged_since, *_rest = rows[0]
    first = 3 + len(_PLACE)
    place = Enrolment.from_db("default", _PLACE, rows[0][3:first])
    steps = [_step(row[first:-2]) for row in rows if row[first] is not None]
    return Seat(
        _offering(place.offering_id, version),
        place,
        {step.activity_id: step for step in steps},
        Note(rows[0][-2] or "", bool(rows[0][-1])),
        tuple(begun),
        unjudged_since,
    )


def _step(values: tuple[Any, ...]) -> Progress:
    read = [
        _read(value) if name in _JSON else value for name, value in zip(_STEP, values, strict=True)
    ]
    return Progress.from_db("default", _STEP, read)


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _offering(pk: int, version: str) -> Offering:
    """The row as it is now: `version` changes with each write to it."""

    def ask() -> Offering:
        return Offering.reachable.select_related("form", "tenant", "unit").get(pk=pk)

    return _OFFERINGS.get((pk, version), ask)


def lesson_by_session(
    *, session_key: str, offering: UUID, key: UUID, kinds: Sequence[str], now: datetime
) -> Lesson | None:
    """An opened lesson of one of these kinds, found by the session alone in one statement.

    For the short way, outside any scope: None for everything that is not plainly good there, and
    where this process has not read the version's outline yet.
    """
    if not session_key or not kinds:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_LESSON, [session_key[:40], offering, key, list(kinds), now])
        row = cursor.fetchone()
    outline = known_outline(row[4])
    if outline is None:
        return None
    activity, opened_at = outline.activities[row[5]], row[10]
    return Lesson(
        activity_id=activity.pk,
        key=activity.key,
        kind=activity.kind,
        title=activity.title,
        settings=activity.settings,
        minutes=activity.minutes,
        url=lesson_url(offering, activity.key),
        tenant_id=row[1],
        version_id=activity.version_id,
        person_id=row[0],
        offering=offering,
        offering_id=row[2],
        enrolment_id=row[3],
        state=row[6],
        position=_read(row[7]),
        score=row[8],
        seconds=row[9],
        opened_seconds=max(0, int((now - opened_at).total_seconds())),
    )
