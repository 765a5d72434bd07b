"""Attempts: of one person at one test, with what was answered and marked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from suluh.activities.quiz.models import Attempt, Mark, Response
from suluh.activities.quiz.queries.bank import items_of
from suluh.activities.quiz.rules.showing import shown
from suluh.activities.quiz.types import Answer, Drawn, Item, Shown
from suluh.base.errors import NotFound
from suluh.base.scope import Scope, scoped
from suluh.content.types import Lesson
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class Paper:
    """An attempt with its questions, for the server's eyes: keys included."""

    attempt: Attempt
    drawn: tuple[Drawn, ...]
    items: dict[int, Item]
    answers: dict[int, Answer]
    saved_at: datetime | None = None

    def item_at(self, place: int) -> Item:
        """The question at that place."""
        return self.items[self.drawn[place].version_id]

    @property
    def questions(self) -> list[Shown]:
        """What the learner sees."""
        return [
            shown(
                self.item_at(place), place=place, order=each.order,
                answer=self.answers.get(place, ()),
            )
            for place, each in enumerate(self.drawn)
        ]  # fmt: skip

    @property
    def unanswered(self) -> list[int]:
        """Numbers of the questions without an answer."""
        return [each.number for each in self.questions if not each.is_answered]


def attempts_of(lesson: Lesson) -> list[Attempt]:
    """The person's attempts at this test, newest first."""
    if lesson.enrolment_id is None:
        return []
    return _attempts(lesson.enrolment_id, lesson.activity_id)


def attempts_beside(attempt: Attempt) -> list[Attempt]:
    """All attempts of the same person at the same test, this one included, newest first."""
    return _attempts(attempt.enrolment_id, attempt.activity_id)


def _attempts(enrolment_id: int, activity_id: int) -> list[Attempt]:
    rows = Attempt.objects.filter(enrolment_id=enrolment_id, activity_id=activity_id)
    return list(rows.select_related("tenant").order_by("-number"))


def drawn_of(attempt: Attempt) -> tuple[Drawn, ...]:
    """What was drawn."""
    return tuple(Drawn(version, tuple(order)) for version, order in attempt.drawn)


def paper_of(attempt: Attempt) -> Paper:
    """The attempt with questions and answers; two queries."""
    drawn = drawn_of(attempt)
    rows = Response.objects.filter(attempt=attempt).values_list("place", "answer", "saved_at")
    answers, saved = {}, []
    for place, answer, at in rows:
        answers[place] = tuple(answer)
        saved.append(at)
    items = items_of(each.version_id for each in drawn)
    return Paper(attempt, drawn, items, answers, max(saved, default=None))


def newest_marks(attempt: Attempt) -> dict[int, Mark]:
    """The mark that counts, by place."""
    return {mark.place: mark for mark in Mark.objects.filter(attempt=attempt).order_by("id")}


def own_attempt(actor: Actor, uuid: UUID) -> Attempt:
    """An attempt of the actor's own; every other looks absent."""
    rows = Attempt.reachable.filter(uuid=uuid, person_id=actor.person_id).select_related("tenant")
    found = rows.first() if actor.person_id else None
    if found is None:
        raise NotFound
    return found


@contextmanager
def inside(attempt: Attempt) -> Iterator[None]:
    """The scope of the agency whose test it is, as the person who takes it."""
    with scoped(Scope(tenant_id=attempt.tenant_id, person_id=attempt.person_id)):
        yield
