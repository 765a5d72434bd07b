"""What trainers see of tests: which there are, what waits to be marked, one answer before its marker."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, Max, Q, QuerySet
from django.utils.safestring import mark_safe

from suluh.activities.quiz.models import Attempt, Mark
from suluh.activities.quiz.queries.attempts import Paper, newest_marks, paper_of
from suluh.activities.quiz.rules.showing import in_words
from suluh.activities.quiz.types import FULL, Criterion, Shown, Sort
from suluh.base.errors import NotAllowed, NotFound
from suluh.content.rules import richtext
from suluh.delivery.queries.marking_scope import DOOR, Reach, marking_scope, reach_by_role
from suluh.organisation.rules.roles import Permission, reach
from suluh.organisation.types import Actor

State = Attempt.State
_RELATED = ("activity__version__training", "enrolment__offering")


def markable(actor: Actor) -> QuerySet[Attempt]:
    """Attempts at tests of the courses whose learners the actor may judge."""
    paths = tuple(reached_paths(actor))
    return Reach(actor.person_id, actor.agency_id, paths).of(Attempt.objects.all())


def may_mark_tests(actor: Actor) -> bool:
    """Whether the actor judges learners of any course of the own agency."""
    return bool(reach(actor, Permission.TRAINING_MARK, agency_id=actor.agency_id or 0))


def reached_paths(actor: Actor) -> list[str]:
    """Units in whose courses the actor judges; raises NotAllowed where there is none."""
    paths = reach(actor, Permission.TRAINING_MARK, agency_id=actor.agency_id or 0)
    if actor.agency_id is None or not paths:
        raise NotAllowed
    return paths


def taken_tests(actor: Actor, *, text: str = "") -> Any:
    """Tests that somebody handed in, with what waits; those that wait first."""
    rows = markable(actor).exclude(state=State.OPEN)
    if text:
        wanted = Q(activity__title__icontains=text)
        rows = rows.filter(wanted | Q(activity__version__training__title__icontains=text))
    return (
        rows.values("activity__key")
        .annotate(
            title=Max("activity__title"),
            course=Max("activity__version__training__title"),
            people=Count("person_id", distinct=True),
            attempts=Count("id"),
            waiting=Count("id", filter=Q(state=State.SUBMITTED)),
            mean=Avg("score"),
            latest=Max("submitted_at"),
        )
        .order_by("-waiting", "-latest", "activity__key")
    )


def marking_queue(
    reach: Reach,
    *,
    text: str = "",
    key: UUID | None = None,
    is_done: bool = False,
    offering: UUID | None = None,
) -> QuerySet[Attempt]:
    """Attempts with something a person must mark, oldest first; or those a person marked."""
    rows = reach.of(Attempt.objects.select_related(*_RELATED))
    if is_done:
        rows = rows.filter(state=State.MARKED, marks__by_id__isnull=False).distinct()
        rows = rows.order_by("-submitted_at", "-id")
    else:
        rows = rows.filter(state=State.SUBMITTED).order_by("submitted_at", "id")
    if key is not None:
        rows = rows.filter(activity__key=key)
    if offering is not None:
        rows = rows.filter(enrolment__offering__uuid=offering)
    if text:
        wanted = Q(enrolment__name__icontains=text) | Q(activity__title__icontains=text)
        rows = rows.filter(wanted | Q(activity__version__training__title__icontains=text))
    return rows


def waiting_count(actor: Actor) -> int:
    """How many attempts wait for a person."""
    return markable(actor).filter(state=State.SUBMITTED).count()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One answer before its marker."""

    attempt: Attempt
    place: int
    shown: Shown
    given: tuple[str, ...]
    rubric: tuple[Criterion, ...]
    feedback: str
    mark: Mark | None
    essays: tuple[tuple[int, bool], ...]

    @property
    def number(self) -> int:
        """As people count."""
        return self.place + 1

    @property
    def most(self) -> int:
        """Points of the whole rubric."""
        return sum(each.points for each in self.rubric)

    @property
    def percent(self) -> int | None:
        """What the answer is worth now."""
        return None if self.mark is None else self.mark.share * 100 // FULL


@contextmanager
def at_attempt(actor: Actor, uuid: UUID, *, now: datetime) -> Iterator[tuple[Attempt, Reach]]:
    """A handed-in attempt, in the scope of who may mark it; every other looks absent.

    Raises NotAllowed for who marks nowhere at all: perhaps only the second factor is missing.
    """
    if reach_by_role(actor) is None and DOOR not in actor.doors:
        raise NotAllowed
    with marking_scope(actor, Attempt, now=now, uuid=uuid) as reach:
        rows = reach.of(Attempt.objects.select_related(*_RELATED)).filter(uuid=uuid)
        found = rows.exclude(state=State.OPEN).first()
        if found is None or (reach.is_guest and found.person_id == actor.person_id):
            raise NotFound
        yield found, reach


@contextmanager
def at_sheet(
    actor: Actor, uuid: UUID, place: int, *, now: datetime
) -> Iterator[tuple[Sheet, Reach]]:
    """The answer at that place with its rubric; absent where no person marks it."""
    with at_attempt(actor, uuid, now=now) as (attempt, reach):
        yield _sheet(attempt, place), reach


def _sheet(attempt: Attempt, place: int) -> Sheet:
    paper, marks = paper_of(attempt), newest_marks(attempt)
    essays = essays_of(paper)
    if place not in essays:
        raise NotFound
    item = paper.item_at(place)
    shown = paper.questions[place]
    return Sheet(
        attempt=attempt, place=place, shown=shown, given=in_words(shown), rubric=item.rubric,
        feedback=mark_safe(richtext.to_html(item.feedback)),  # noqa: S308 - sanitised by nh3
        mark=marks.get(place), essays=tuple((each, each in marks) for each in essays),
    )  # fmt: skip


def waiting_in(offerings: Collection[int]) -> Mapping[int, int]:
    """How many attempts wait for a person in each of these offerings; one query."""
    rows = Attempt.objects.filter(enrolment__offering_id__in=offerings, state=State.SUBMITTED)
    found = rows.order_by().values("enrolment__offering_id").annotate(waiting=Count("id"))
    return {row["enrolment__offering_id"]: row["waiting"] for row in found}


def essays_of(paper: Paper) -> list[int]:
    """Places that a person marks."""
    places = range(len(paper.drawn))
    return [place for place in places if paper.item_at(place).sort is Sort.ESSAY]


def next_place(attempt: Attempt) -> int | None:
    """The first place that waits for a person."""
    paper, marks = paper_of(attempt), newest_marks(attempt)
    return next((place for place in range(len(paper.drawn)) if place not in marks), None)


def first_places(attempts: Sequence[Attempt]) -> list[tuple[Attempt, int, int]]:
    """Each attempt with the first place that waits, and how many wait; two queries."""
    marked: dict[int, set[int]] = {}
    rows = Mark.objects.filter(attempt__in=attempts).values_list("attempt_id", "place", "by_id")
    by_hand: dict[int, int] = {}
    for attempt_id, place, by_id in rows:
        marked.setdefault(attempt_id, set()).add(place)
        if by_id is not None:
            by_hand.setdefault(attempt_id, place)
    found = []
    for attempt in attempts:
        known = marked.get(attempt.pk, set())
        left = [place for place in range(len(attempt.drawn)) if place not in known]
        first = left[0] if left else by_hand.get(attempt.pk, 0)
        found.append((attempt, first, len(left)))
    return found
