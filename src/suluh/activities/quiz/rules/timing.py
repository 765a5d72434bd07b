"""Time of a test: the server's clock alone decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from suluh.activities.quiz.types import Plan

GRACE = timedelta(seconds=10)  # an answer given in the last second may still be on its way


def deadline(plan: Plan, started_at: datetime) -> datetime | None:
    """When the test ends; None where it may take as long as it takes."""
    return started_at + timedelta(minutes=plan.time_limit) if plan.time_limit else None


def takes_answers(ends_at: datetime | None, *, now: datetime) -> bool:
    """Whether an answer that arrives now counts."""
    return ends_at is None or now <= ends_at + GRACE


def is_over(ends_at: datetime | None, *, now: datetime) -> bool:
    """Whether time is up for good, so that the attempt can be closed for the learner."""
    return not takes_answers(ends_at, now=now)


def given_at(now: datetime, *, started_at: datetime, age_ms: int) -> datetime:
    """When an answer was given that waited so long on the device: never before the test began.

    The device tells an age and no time of day: its clock may be an hour wrong.
    """
    return max(started_at, now - timedelta(milliseconds=max(0, age_ms)))


def attempts_allowed(plan: Plan) -> int | None:
    """How often one may try, remedial attempts included; None: as often as one likes."""
    if not plan.attempts:
        return None
    return plan.attempts + plan.remedial_attempts + plan.extra_attempts


def remedials_left(plan: Plan, used: int) -> int:
    """How many of the attempts that are left are remedial ones."""
    if not plan.attempts:
        return 0
    return min(plan.remedial_attempts, max(0, plan.attempts + plan.remedial_attempts - used))


def next_attempt_at(plan: Plan, ended: Sequence[datetime], *, now: datetime) -> datetime | None:
    """When the next attempt may begin: now, later (remedial), or None where none is left.

    What a person was allowed on top waits for nothing.
    """
    allowed = attempts_allowed(plan)
    if allowed is None or len(ended) < plan.attempts:
        return now
    if len(ended) >= allowed:
        return None
    if len(ended) >= plan.attempts + plan.remedial_attempts:
        return now
    return max(now, max(ended) + timedelta(hours=plan.remedial_hours))
