"""Learning a course: opening an activity, keeping what kinds report, and concluding.

Kinds report evidence and the outcome of one activity; only here is judged whether the course is
complete, and `results.record_results` then writes everything that follows in the same transaction.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from suluh.base.clock import local_date
from suluh.base.errors import DomainError
from suluh.content.models import Activity
from suluh.content.types import Lesson, Outcome, Report
from suluh.delivery.actions.results import record_results
from suluh.delivery.models import Enrolment, Offering, Progress
from suluh.delivery.queries.learning import (
    Classroom,
    entering,
    get_classroom,
    get_room,
    inside_lesson,
    lesson_of,
)
from suluh.delivery.rules.completion import is_met, learnt_minutes
from suluh.delivery.rules.learning_days import days_of
from suluh.delivery.types import PersonResult
from suluh.organisation.types import Actor

GRACE_SECONDS = 3
_KEPT = ["state", "score", "seconds", "days", "position", "done_at", "changed_at"]
_State = Enrolment.State


class NotOpenYet(DomainError):
    """The course begins later, or is over."""

    code = "course_not_open"
    sentence = _("Pelatihan ini sedang tidak dibuka. Lihat waktunya di halaman pelatihan.")


def open_lesson(
    *, actor: Actor, offering_uuid: UUID, key: UUID, now: datetime
) -> tuple[Classroom, Lesson]:
    """Open an activity of the actor's course: remembers where to go on.

    The first opening of a course binds the person to the version that is offered now.
    """
    offering, mine = get_room(actor, offering_uuid)
    if now < offering.starts_at or (now >= offering.ends_at and mine.state == _State.REGISTERED):
        raise NotOpenYet
    with entering(actor, offering):
        _begin(offering, mine, now=now)
        room = get_classroom(offering, mine)
        part = room.part_of(key)
        activity = Activity.objects.get(pk=part.activity_id)
        progress = room.progress.get(part.activity_id) or _open(mine, activity, now=now)
        if mine.last_activity_id != activity.pk:
            mine.last_activity_id, mine.seen_at = activity.pk, now
            mine.save(update_fields=["last_activity_id", "seen_at"])
    return room, lesson_of(offering, mine, activity, progress=progress, now=now)


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
) -> Progress | None:
    """Keep seconds of learning and where to go on. None in a preview, which keeps nothing."""
    return record(lesson=lesson, report=Report(seconds, position), now=now)


def record_result(*, lesson: Lesson, outcome: Outcome, now: datetime) -> Progress | None:
    """Keep what the evidence says about the activity; completes the course where that was all."""
    return record(lesson=lesson, report=Report(outcome=outcome), now=now)


def record(*, lesson: Lesson, report: Report, now: datetime) -> Progress | None:
    """Keep a kind's report on one activity; repeating changes nothing, done stays done.

    Locks the enrolment. Seconds never exceed the time since the person's last report in this
    course. Where the course's rule is now met: completion with JP, certificate, event and notice.
    """
    if lesson.is_preview or lesson.enrolment_id is None:
        return None
    with inside_lesson(lesson):
        mine = (
            Enrolment.objects.select_for_update(of=("self",))
            .select_related("offering")
            .get(pk=lesson.enrolment_id)
        )
        progress = Progress.objects.get(enrolment=mine, activity_id=lesson.activity_id)
        was_done = progress.state == Progress.State.DONE
        _add_time(progress, mine, report, now=now)
        _add_outcome(progress, report.outcome, now=now)
        progress.changed_at = mine.seen_at = now
        progress.save(update_fields=_KEPT)
        is_done = progress.state == Progress.State.DONE
        if is_done and mine.state != _State.COMPLETED and not (was_done and not report.outcome):
            _conclude(mine, now=now)
        mine.save(update_fields=["seen_at", "progress"])
    return progress


def _add_time(progress: Progress, mine: Enrolment, report: Report, *, now: datetime) -> None:
    since = mine.seen_at or progress.opened_at
    most = max(0, int((now - since).total_seconds())) + GRACE_SECONDS
    seconds = min(report.seconds, most)
    if seconds > 0:
        day = local_date(now, mine.offering.zone).isoformat()
        progress.seconds += seconds
        progress.days = progress.days | {day: progress.days.get(day, 0) + seconds}
    if report.position is not None:
        progress.position = report.position


def _add_outcome(progress: Progress, outcome: Outcome | None, *, now: datetime) -> None:
    if outcome is None:
        return
    if outcome.score is not None:
        progress.score = max(outcome.score, progress.score or 0)
    if outcome.is_met and progress.state != Progress.State.DONE:
        progress.state, progress.done_at = Progress.State.DONE, now


def _conclude(mine: Enrolment, *, now: datetime) -> None:
    """Judge the course by its rule; the share is kept, completion follows where all is met."""
    room = get_classroom(mine.offering, mine)
    mine.progress = room.share
    with override("id"):  # read by others: not in the language of who acts
        conditions = room.conditions
    if not is_met(conditions):
        return
    days = days_of(room.efforts())
    result = PersonResult(
        mine.person_id,
        is_complete=True,
        conditions=conditions,
        minutes=learnt_minutes(room.version.completion, room.steps),
        days=tuple(days.items()),
    )
    record_results(offering_id=mine.offering_id, results=[result], actor_id=None, now=now)
