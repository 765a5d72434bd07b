"""Closing tests whose time is up, for those who did not hand in: marked, and told to the course."""

from __future__ import annotations

from datetime import datetime

from suluh.activities.quiz.actions.attempts import hand_in
from suluh.activities.quiz.models import Attempt
from suluh.activities.quiz.queries.attempts import attempts_beside
from suluh.activities.quiz.queries.results import judge
from suluh.activities.quiz.rules import plan as plans
from suluh.activities.quiz.rules.timing import GRACE, is_over
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.content.types import Report
from suluh.delivery.actions.learning import keep_report
from suluh.delivery.models import Progress
from suluh.delivery.queries.learning import lesson_of

BATCH = 500


def close_expired(*, now: datetime) -> int:
    """Hand in up to BATCH attempts whose time and grace are over; gives how many were looked at.

    Each in a transaction of its own: what fails holds up nobody else, and is raised at the end.
    Idempotent; beside the learner's own handing in, whoever comes first closes it.
    """
    with scoped(SYSTEM):
        rows = Attempt.objects.filter(state=Attempt.State.OPEN, ends_at__lt=now - GRACE)
        found = list(rows.order_by("ends_at", "id")[:BATCH])
    failures: list[Exception] = []
    for attempt in found:
        try:
            _close(attempt, now=now)
        except Exception as failure:  # noqa: BLE001 raised below
            failures.append(failure)
    if failures:
        raise failures[0]
    return len(found)


def _close(attempt: Attempt, *, now: datetime) -> None:
    with scoped(Scope(tenant_id=attempt.tenant_id, person_id=attempt.person_id)):
        locked = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
        if locked.state != Attempt.State.OPEN or not is_over(locked.ends_at, now=now):
            return  # handed in, or given more time, meanwhile
        closed = hand_in(attempt=attempt.uuid, person_id=attempt.person_id, now=now)
        progress = Progress.objects.select_related("activity", "enrolment__offering").get(
            enrolment_id=closed.enrolment_id, activity_id=closed.activity_id
        )
        place = progress.enrolment
        lesson = lesson_of(place.offering, place, progress.activity, progress=progress, now=now)
        outcome = judge(plans.read(lesson.settings), attempts_beside(closed))
        keep_report(lesson=lesson, report=Report(outcome=outcome), now=now, is_later=True)
