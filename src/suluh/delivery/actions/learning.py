"""Learning a course: opening an activity, keeping what kinds report, and concluding.

Kinds report evidence and the outcome of one activity; only here is judged whether the course is
complete, and `results.record_results` then writes everything that follows in the same transaction.
On the short way (`hot_path.py`) the report alone is kept; `settling.py` judges seconds later.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from suluh.base.errors import DomainError
from suluh.content.models import Activity
from suluh.content.ports import kind_of
from suluh.content.types import Lesson, Outcome, Report
from suluh.delivery.actions.results import record_results
from suluh.delivery.actions.unjudged import store_shares, take_marks
from suluh.delivery.models import Enrolment, Offering, Progress
from suluh.delivery.queries.learning import (
    Classroom,
    entering,
    get_classroom,
    inside_lesson,
    lesson_of,
)
from suluh.delivery.queries.offerings import HOLDING
from suluh.delivery.queries.seat import get_seat
from suluh.delivery.rules.completion import is_met, learnt_minutes
from suluh.delivery.rules.learning_days import days_of
from suluh.delivery.types import PersonResult
from suluh.organisation.types import Actor

GRACE_SECONDS = 3
MOST_SECONDS = 24 * 3600
_RECORD = "SELECT * FROM delivery_record(%s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s, %s)"
_State = Enrolment.State


class NotOpenYet(DomainError):
    """The course begins later, or is over."""

    code = "course_not_open"
    sentence = _("Pelatihan ini sedang tidak dibuka. Lihat waktunya di halaman pelatihan.")


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a report: whether the activity is done, and was before."""

    was_done: bool
    is_done: bool


def open_lesson(
    *, actor: Actor, offering_uuid: UUID, key: UUID, now: datetime
) -> tuple[Classroom, Lesson]:
    """Open an activity of the actor's course: remembers where to go on.

    The first opening of a course binds the person to the version that is offered now.
    """
    seat = get_seat(actor, offering_uuid, key)
    offering, mine = seat.offering, seat.place
    if now < offering.starts_at or (now >= offering.ends_at and mine.state == _State.REGISTERED):
        raise NotOpenYet
    room = seat.room or _first_room(actor, offering, mine, now=now)
    room = replace(room, note=seat.note, begun=seat.begun)
    activity = room.activities[room.part_of(key).activity_id]
    progress = room.progress.get(activity.pk)
    if progress is None or seat.unjudged_since or mine.last_activity_id != activity.pk:
        with entering(actor, offering):
            progress = progress or _open(mine, activity, now=now)
            if seat.unjudged_since and conclude(enrolment_id=mine.pk, now=seat.unjudged_since):
                mine.state = _State.COMPLETED
            _remember(mine, activity, now=now)
    return room, lesson_of(offering, mine, activity, progress=progress, now=now)


def _first_room(actor: Actor, offering: Offering, mine: Enrolment, *, now: datetime) -> Classroom:
    with entering(actor, offering):
        _begin(offering, mine, now=now)
        return get_classroom(offering, mine)


def _remember(mine: Enrolment, activity: Activity, *, now: datetime) -> None:
    """Where to go on."""
    if mine.last_activity_id != activity.pk:
        mine.last_activity_id, mine.seen_at = activity.pk, now
        mine.save(update_fields=["last_activity_id", "seen_at"])


def _begin(offering: Offering, mine: Enrolment, *, now: datetime) -> None:
    if mine.version_id is None:
        mine.version_id, mine.started_at, mine.seen_at = offering.version_id, now, now
        mine.save(update_fields=["version", "started_at", "seen_at"])


def _open(mine: Enrolment, activity: Activity, *, now: datetime) -> Progress:
    made, _is_new = Progress.objects.get_or_create(
        enrolment=mine,
        activity=activity,
        defaults={
            "tenant_id": mine.tenant_id,
            "person_id": mine.person_id,
            "opened_at": now,
            "changed_at": now,
        },
    )
    return made


def record_progress(
    *, lesson: Lesson, now: datetime, seconds: int = 0, position: dict[str, Any] | None = None
) -> Kept | None:
    """Keep seconds of learning and where to go on. None in a preview, which keeps nothing."""
    return record(lesson=lesson, report=Report(seconds, position), now=now)


def record_result(*, lesson: Lesson, outcome: Outcome, now: datetime) -> Kept | None:
    """Keep what the evidence says about the activity; completes the course where that was all."""
    return record(lesson=lesson, report=Report(outcome=outcome), now=now)


def record(*, lesson: Lesson, report: Report, now: datetime) -> Kept | None:
    """Keep a kind's report on one activity; repeating changes nothing, done stays done.

    Locks the enrolment. Seconds never exceed the time since the person's last report in this
    course. Where the course's rule is now met: completion with JP, certificate, event and notice.
    None in a preview, which keeps nothing.
    """
    if lesson.is_preview or lesson.enrolment_id is None:
        return None
    with inside_lesson(lesson):
        kept = keep_report(lesson=lesson, report=report, now=now)
        if kept.is_done and (not kept.was_done or report.outcome is not None):
            conclude(enrolment_id=lesson.enrolment_id, now=now)
    return kept


def evaluate_again(*, lesson: Lesson, now: datetime) -> Progress | None:
    """Ask the kind what the evidence says after somebody marked it, and record that.

    The score becomes what it is now, also where that is less; a completion is never taken away by
    itself. Locks the enrolment; completes the course where that was all. The learner's own times
    (`seen_at`, seconds) are left alone: somebody else acted. None in a preview.
    """
    if lesson.is_preview or lesson.enrolment_id is None:
        return None
    with inside_lesson(lesson):
        mine = Enrolment.objects.select_for_update(of=("self",)).get(pk=lesson.enrolment_id)
        progress = Progress.objects.get(enrolment=mine, activity_id=lesson.activity_id)
        outcome = kind_of(lesson.kind).evaluate(lesson, now=now)
        if outcome.is_met and progress.state != Progress.State.DONE:
            progress.state, progress.done_at = Progress.State.DONE, now
        progress.score, progress.changed_at = outcome.score, now
        progress.save(update_fields=["state", "score", "done_at", "changed_at"])
        if progress.state == Progress.State.DONE:
            conclude(enrolment_id=mine.pk, now=now)
    return progress


def keep_report(*, lesson: Lesson, report: Report, now: datetime, is_later: bool = False) -> Kept:
    """Write the report down in one statement (`delivery_record`), and nothing of what follows.

    `is_later` marks the place, where something is done now, to be judged within seconds.
    """
    outcome, position = report.outcome, report.position
    values = [
        lesson.tenant_id,
        lesson.person_id,
        lesson.enrolment_id,
        lesson.activity_id,
        now,
        max(0, min(report.seconds, MOST_SECONDS)),
        GRACE_SECONDS,
        None if position is None else json.dumps(position),
        outcome is not None and outcome.is_met,
        outcome.score if outcome else None,
        is_later,
    ]
    with connection.cursor() as cursor:
        cursor.execute(_RECORD, values)
        was_done, is_done = cursor.fetchone()
    return Kept(was_done=was_done, is_done=is_done)


def conclude(*, enrolment_id: int, now: datetime) -> bool:
    """Judge the course of one place by its rule; whether it is complete now.

    Call it in the organiser's scope. Locks the place. The share is kept; what follows from
    completion is written by `record_results` in the same transaction.
    """
    places = Enrolment.objects.select_for_update(of=("self",)).select_related("offering")
    mine = places.get(pk=enrolment_id)
    if mine.state == _State.COMPLETED or mine.version_id is None:
        return mine.state == _State.COMPLETED
    room = get_classroom(mine.offering, mine)
    mine.progress = room.share
    take_marks([mine.pk])
    result = result_of(room) if mine.state in HOLDING else None
    if result is None:
        store_shares([mine])
        return False
    record_results(
        offering_id=mine.offering_id, results=[result], actor_id=None, now=now, places=[mine]
    )
    return True


@override("id")  # read by others: not in the language of who acts
def result_of(room: Classroom) -> PersonResult | None:
    """What completing means for this person; None where the course's rule is not met yet."""
    conditions = room.conditions
    if room.enrolment is None or not is_met(conditions):
        return None
    return PersonResult(
        room.enrolment.person_id,
        is_complete=True,
        conditions=conditions,
        minutes=worth_of(room),
        days=days_worth(room),
        sessions=sessions_worth(room),
    )


def worth_of(room: Classroom) -> int:
    """Minutes that the completed course is worth: of its outline and of its timetable."""
    gathered = room.gathering.minutes if room.gathering else 0
    return learnt_minutes(room.version.completion, room.steps) + gathered


def days_worth(room: Classroom) -> tuple[tuple[date, int], ...]:
    """The minutes of its outline by the days on which the person learnt."""
    return tuple(sorted(days_of(room.efforts()).items()))


def sessions_worth(room: Classroom) -> tuple[tuple[date, int], ...]:
    """The minutes of its timetable by day."""
    return tuple(sorted(room.gathering.days.items())) if room.gathering else ()
