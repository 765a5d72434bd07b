"""A draft test before its author: which questions stand in it, and which tests use a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from suluh.activities.quiz.models import Question
from suluh.activities.quiz.queries.bank import fixed_questions
from suluh.activities.quiz.rules import plan as plans
from suluh.activities.quiz.types import Plan
from suluh.base.errors import NotAllowed, NotFound
from suluh.content.models import Activity
from suluh.content.queries.trainings import Workshop, get_activity, get_workshop
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class Draft:
    """A test that may still be changed."""

    workshop: Workshop
    activity: Activity
    plan: Plan
    chosen: Sequence[Question]


def get_draft(actor: Actor, training: UUID, key: UUID) -> Draft:
    """The test of a draft that the actor writes; absent where it is none."""
    workshop = get_workshop(actor, training)
    if not workshop.may_write:
        raise NotAllowed
    activity = get_activity(workshop, key)
    if activity.kind != "quiz" or not workshop.is_draft:
        raise NotFound
    plan = plans.read(activity.settings)
    return Draft(workshop, activity, plan, fixed_questions(plan))


def uses_of(question: Question) -> list[tuple[UUID, str, str, bool]]:
    """Tests that name the question one by one: training, its title, the test's, whether published."""
    rows = Activity.objects.filter(
        kind="quiz", removed_at=None, settings__fixed__contains=[str(question.uuid)]
    ).select_related("version__training")  # fmt: skip
    return _newest(rows.order_by("version__training_id", "-version__number")[:40])


def _newest(rows: Iterable[Activity]) -> list[tuple[UUID, str, str, bool]]:
    """One line for each test, from its newest version."""
    found: dict[UUID, tuple[UUID, str, str, bool]] = {}
    for row in rows:
        training = row.version.training
        is_out = row.version.state == "published"
        found.setdefault(row.key, (training.uuid, training.title, row.title, is_out))
    return list(found.values())
