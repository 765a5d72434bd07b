"""What one person was allowed on top of a test's rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Sum

from suluh.activities.quiz.models import Allowance, Attempt
from suluh.activities.quiz.rules import plan as plans
from suluh.activities.quiz.types import Plan
from suluh.content.types import Lesson


def plan_of(lesson: Lesson) -> Plan:
    """The rules of the test for this person; one query."""
    return _plan(lesson.settings, lesson.enrolment_id, lesson.key)


def plan_of_attempt(attempt: Attempt) -> Plan:
    """The same for whoever made the attempt."""
    lesson = attempt.activity
    return _plan(lesson.settings, attempt.enrolment_id, lesson.key)


def _plan(settings: dict[str, Any], enrolment_id: int | None, key: UUID) -> Plan:
    plan = plans.read(settings)
    if enrolment_id is None:
        return plan
    found = allowances(enrolment_id, key).aggregate(
        minutes=Sum("minutes", default=0), attempts=Sum("attempts", default=0)
    )
    return replace(plan, extra_minutes=found["minutes"], extra_attempts=found["attempts"])


def allowances(enrolment_id: int, key: UUID) -> Any:
    """What was allowed, the newest first."""
    return Allowance.objects.filter(enrolment_id=enrolment_id, activity_key=key).order_by("-id")
