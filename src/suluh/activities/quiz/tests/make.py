"""Rows for tests of quizzes: questions, a course with a test, a learner who opened it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from suluh.activities.quiz.actions.bank import add_questions
from suluh.activities.quiz.models import Attempt, Question
from suluh.activities.quiz.rules import plan as plans
from suluh.activities.quiz.rules.writing import item_from
from suluh.activities.quiz.types import Draw, Entry, Item, Plan, Sort
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.content.types import Lesson
from suluh.delivery.actions.learning import open_lesson
from suluh.delivery.actions.registration import register
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.learning import inside_lesson
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor

CAPITAL = item_from(Sort.SHORT, text="Apa ibu kota Jawa Barat?", lines="Bandung")
CHOICE = item_from(Sort.SINGLE, text="Pilih yang benar", lines="*betul\nkeliru\nsalah")
ESSAY = item_from(Sort.ESSAY, text="Jelaskan.", lines="Jelas = 4\nLengkap = 6")


def questions(at: Agency, *items: Item, **more: Any) -> list[Question]:
    """Questions in the bank of that agency."""
    with scoped(SYSTEM):
        entries = [Entry(item, **more) for item in items]
        return add_questions(tenant_id=at.pk, entries=entries, by_id=None, now=NOW)


@dataclass(frozen=True)
class Desk:
    """A learner before a test, in a course of another agency."""

    learner: Actor
    lesson: Lesson
    offering: Offering
    agency: Agency


def desk(*items: Item, plan: Plan | None = None) -> Desk:
    """A course whose only activity is a test of those questions; a learner who opened it."""
    agency = rows.agency("Penyelenggara")
    questions(agency, *(items or (CAPITAL,)))
    wanted = plan or Plan(draws=(Draw(len(items) or 1),), minutes=30)
    version = texts.published(
        texts.training(agency), {"kind": "quiz", "settings": plans.to_data(wanted)}
    )
    offering = rows.course(version)
    learner = rows.actor(rows.unit(rows.agency()))
    with scoped(rows.own(learner)):
        register(actor=learner, offering_uuid=offering.uuid, now=NOW)
    with scoped(SYSTEM):
        key = version.activities.get().key
    return Desk(learner, opened(learner, offering, key), offering, agency)


def opened(learner: Actor, offering: Offering, key: UUID) -> Lesson:
    """The lesson as the learner opens it."""
    with scoped(rows.own(learner)):
        return open_lesson(actor=learner, offering_uuid=offering.uuid, key=key, now=NOW)[1]


def attempts(desk: Desk) -> Sequence[Attempt]:
    """All attempts, oldest first."""
    with inside_lesson(desk.lesson):
        return list(Attempt.objects.order_by("id"))


def place(desk: Desk) -> Enrolment:
    """The learner's place."""
    with scoped(SYSTEM):
        return Enrolment.objects.get(person_id=desk.learner.person_id)
