"""Whom marking a question again would touch, before it is done; and what it did."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from suluh.activities.quiz.models import Attempt, Question, QuestionVersion, Regrade, RegradeLine
from suluh.activities.quiz.queries.bank import items_of, require_reader
from suluh.activities.quiz.queries.marking import markable
from suluh.activities.quiz.rules import plan as plans
from suluh.activities.quiz.rules.regrading import Standing, Way, new_share, score_with
from suluh.base.errors import NotFound
from suluh.organisation.types import Actor

# Of each attempt that asked the question: the newest marks, the answer, and what else there was.
_STANDINGS = """
WITH newest AS (
  SELECT DISTINCT ON (m.attempt_id, m.place) m.attempt_id, m.place, m.version_id, m.share, m.points
  FROM quiz_mark m WHERE m.attempt_id = ANY(%s) ORDER BY m.attempt_id, m.place, m.id DESC
), sums AS (
  SELECT *, sum(share::bigint * points) OVER w AS earned, sum(points) OVER w AS total
  FROM newest WINDOW w AS (PARTITION BY attempt_id)
)
SELECT s.attempt_id, s.place, s.version_id, s.share, s.points, s.earned - s.share * s.points,
  s.total, (a.drawn -> s.place -> 0)::bigint, a.drawn -> s.place -> 1, r.answer,
  a.score IS NOT NULL
FROM sums s JOIN quiz_attempt a ON a.id = s.attempt_id
LEFT JOIN quiz_response r ON r.attempt_id = s.attempt_id AND r.place = s.place
WHERE (a.drawn -> s.place -> 0)::bigint = ANY(%s) ORDER BY s.attempt_id, s.place
"""


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one attempt; scores are None while a person must still mark something."""

    attempt_id: int
    place: int
    points: int
    share_before: int
    share_after: int
    score_before: int | None
    score_after: int | None

    @property
    def difference(self) -> int:
        """Hundredths of a percent won or lost."""
        return (self.score_after or 0) - (self.score_before or 0)


@dataclass(frozen=True, slots=True)
class Forecast:
    """All that would change, those who gain first, and how many stay out of it."""

    changes: list[Change]
    asked: int
    unclear: int

    @property
    def gains(self) -> int:
        """How many gain."""
        return sum(change.share_after > change.share_before for change in self.changes)

    @property
    def losses(self) -> int:
        """How many lose."""
        return sum(change.share_after < change.share_before for change in self.changes)


def attempts_with(rows: QuerySet[Attempt], question: Question) -> list[int]:
    """Handed-in attempts that asked the question, whichever version of it."""
    rows = rows.exclude(state=Attempt.State.OPEN).filter(marks__version__question=question)
    return list(rows.order_by("pk").values_list("pk", flat=True).distinct())


def forecast(question: Question, way: Way, attempts: Sequence[int]) -> Forecast:
    """What marking again would do to those attempts; writes nothing. Three queries."""
    versions = dict(question.versions.values_list("pk", "number"))
    items = items_of(versions)
    current = next(pk for pk, number in versions.items() if number == question.number)
    changes, unclear = [], 0
    for standing, asked, order, answer in _standings(attempts, versions):
        share = new_share(way, asked=items[asked], now=items[current], order=order, answer=answer)
        if share is None:
            unclear += 1
        elif share != standing.share:
            changes.append(_change(standing, share))
    changes.sort(key=lambda change: (-change.difference, change.attempt_id))
    return Forecast(changes, len(attempts), unclear)


def _change(standing: Standing, share: int) -> Change:
    before = score_with(standing, standing.share) if standing.is_settled else None
    after = score_with(standing, share) if standing.is_settled else None
    return Change(
        standing.attempt_id, standing.place, standing.points, standing.share, share, before, after
    )


def _standings(
    attempts: Sequence[int], versions: Iterable[int]
) -> Iterator[tuple[Standing, int, list[int], tuple[str, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS, [list(attempts), list(versions)])
        rows = cursor.fetchall()
    for attempt, place, _by, share, points, others, total, asked, order, answer, settled in rows:
        standing = Standing(attempt, place, share, points, int(others), int(total), settled)
        yield standing, asked, _json(order), tuple(_json(answer) or ())


def _json(value: Any) -> Any:
    """JSON of a raw statement comes as text."""
    return json.loads(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Row:
    """One person's change, ready to read."""

    change: Change
    attempt: Attempt
    passed_before: bool | None
    passed_after: bool | None


def rows_of(changes: Sequence[Change]) -> list[Row]:
    """Changes with names and what passing means; one query."""
    related = ("enrolment", "activity__version__training")
    known = Attempt.objects.select_related(*related).in_bulk([c.attempt_id for c in changes])
    return [_row(change, known[change.attempt_id]) for change in changes]


def _row(change: Change, attempt: Attempt) -> Row:
    least = plans.read(attempt.activity.settings).pass_percent * 100
    before, after = (
        None if score is None else score >= least
        for score in (change.score_before, change.score_after)
    )
    return Row(change, attempt, before, after)


def preview(actor: Actor, question: Question, way: Way) -> Forecast:
    """The same for the attempts whose learners the actor may judge."""
    return forecast(question, way, attempts_with(markable(actor), question))


def get_regrade(actor: Actor, uuid: UUID) -> Regrade:
    """One marking again of the actor's agency; every other looks absent."""
    require_reader(actor)
    found = Regrade.objects.select_related("question", "version").filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def lines_of(regrade: Regrade, *, text: str = "") -> QuerySet[RegradeLine]:
    """What it did, attempt by attempt; those who gained most first."""
    rows = regrade.lines.select_related("attempt__enrolment", "attempt__activity")
    if text:
        rows = rows.filter(attempt__enrolment__name__icontains=text)
    return rows.order_by("id")


def regrades_of(question: Question) -> QuerySet[Regrade]:
    """What was marked again before."""
    return question.regrades.select_related("version")


def current_version(question: Question) -> QuestionVersion:
    """The version that is asked now."""
    return question.versions.get(number=question.number)
