"""One test as a whole: how its questions did, what people gained, what somebody may look at.

Reads at most `MOST` papers, the latest ones: figures stop moving long before.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Avg, Count, Max, Min, QuerySet

from suluh.activities.quiz.models import Attempt, QuestionVersion
from suluh.activities.quiz.queries.marking import markable
from suluh.activities.quiz.rules import plan as plans
from suluh.activities.quiz.rules.analysis import Figures, Gain, Score, figures, gain
from suluh.activities.quiz.rules.canonical import canonical, chosen_options
from suluh.activities.quiz.rules.flags import Alike, Fast, PaperFacts, alike, fast
from suluh.activities.quiz.rules.items import CHOICES, GAP, from_data
from suluh.activities.quiz.types import FULL, Item, Sort
from suluh.base.errors import NotFound
from suluh.content.models import Activity
from suluh.delivery.models import Offering
from suluh.delivery.types import Gained
from suluh.organisation.types import Actor

MOST = 1_000
SHOWN_FLAGS = 50
_ANSWERS = """
SELECT DISTINCT ON (m.attempt_id, m.place) m.attempt_id, m.place, m.share, m.points,
  (a.drawn -> m.place -> 0)::bigint, a.drawn -> m.place -> 1, r.answer, r.given_at
FROM quiz_mark m JOIN quiz_attempt a ON a.id = m.attempt_id
LEFT JOIN quiz_response r ON r.attempt_id = m.attempt_id AND r.place = m.place
WHERE m.attempt_id = ANY(%s) ORDER BY m.attempt_id, m.place, m.id DESC
"""


@dataclass(frozen=True, slots=True)
class Given:
    """One marked answer."""

    attempt_id: int
    version_id: int
    share: int
    points: int
    order: tuple[int, ...]
    answer: tuple[str, ...]
    given_at: Any


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of a question with how often it was taken."""

    text: str
    is_right: bool
    all: float
    upper: float
    lower: float
    is_idle: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A question of the test with its figures."""

    question: UUID
    text: str
    sort: Sort
    figures: Figures
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The test in figures."""

    activity: Activity
    people: int
    attempts: int
    mean: float | None
    passed: int
    least: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything the page shows besides its head."""

    rows: list[Row]
    pairs: list[tuple[Alike, Attempt, Attempt]]
    fast: list[tuple[Fast, Attempt]]
    papers: int


def _papers(actor: Actor, key: UUID) -> QuerySet[Attempt]:
    return markable(actor).filter(activity__key=key, score__isnull=False)


def overview(actor: Actor, key: UUID) -> Overview:
    """Who took it and how it went; absent where nobody of the actor's courses did."""
    rows = markable(actor).filter(activity__key=key).exclude(state=Attempt.State.OPEN)
    latest = rows.select_related("activity__version__training").order_by("-id").first()
    if latest is None:
        raise NotFound
    least = plans.read(latest.activity.settings).pass_percent * 100
    sums = rows.aggregate(
        people=Count("person_id", distinct=True), all=Count("id"), mean=Avg("score")
    )
    passed = rows.filter(score__gte=least).aggregate(n=Count("person_id", distinct=True))["n"]
    return Overview(latest.activity, sums["people"], sums["all"], sums["mean"], passed, least)


def analyse(actor: Actor, key: UUID, *, least: int) -> Analysis:
    """Questions and flags of the latest papers; four queries."""
    attempts = {
        each.pk: each
        for each in _papers(actor, key).select_related("enrolment").order_by("-id")[:MOST]
    }
    given = _given(list(attempts))
    versions = QuestionVersion.objects.select_related("question").in_bulk(
        {each.version_id for each in given}
    )
    items = {pk: from_data(version.data) for pk, version in versions.items()}
    papers = _facts(attempts, given, items)
    pairs, quick = alike(papers)[:SHOWN_FLAGS], fast(papers, pass_score=least)[:SHOWN_FLAGS]
    return Analysis(
        _rows(given, versions, items),
        [(pair, attempts[pair.first], attempts[pair.second]) for pair in pairs],
        [(row, attempts[row.attempt_id]) for row in quick],
        len(attempts),
    )


def _given(attempts: Sequence[int]) -> list[Given]:
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERS, [list(attempts)])
        rows = cursor.fetchall()
    return [
        Given(attempt, version, share, points, tuple(_json(order)), tuple(_json(answer) or ()), at)
        for attempt, _place, share, points, version, order, answer, at in rows
    ]


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _rows(
    given: Sequence[Given], versions: dict[int, QuestionVersion], items: dict[int, Item]
) -> list[Row]:
    """Each question in the version that was asked last; the weakest first."""
    totals: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for each in given:
        totals[each.attempt_id][0] += each.share * each.points
        totals[each.attempt_id][1] += each.points
    groups: dict[int, list[Given]] = defaultdict(list)
    for each in given:
        groups[each.version_id].append(each)
    rows = [_row(versions[pk], items[pk], group, totals) for pk, group in groups.items()]
    return sorted(rows, key=lambda row: (_RANK[row.figures.verdict], row.figures.difficulty))


_RANK = {"key": 0, "weak": 1, "hard": 2, "easy": 3, "good": 4, "few": 5}


def _row(
    version: QuestionVersion, item: Item, group: Sequence[Given], totals: dict[int, list[int]]
) -> Row:
    options = len(item.options) if item.sort in CHOICES else 0
    found = figures(
        [_score(each, item, totals[each.attempt_id]) for each in group], options=options
    )
    choices = tuple(
        Choice(
            item.options[p.index].text, item.options[p.index].share > 0, p.all, p.upper, p.lower,
            p.is_idle and item.options[p.index].share <= 0,
        )
        for p in found.picked
    )  # fmt: skip
    return Row(version.question.uuid, GAP.sub("…", item.text), item.sort, found, choices)


def _score(each: Given, item: Item, total: Sequence[int]) -> Score:
    weight = total[1] - each.points
    rest = (total[0] - each.share * each.points) / (weight * FULL) if weight else 0.0
    return Score(each.share / FULL, rest, chosen_options(item, each.order, each.answer))


def _facts(
    attempts: dict[int, Attempt], given: Sequence[Given], items: dict[int, Item]
) -> list[PaperFacts]:
    answers: dict[int, dict[int, tuple[str, bool]]] = defaultdict(dict)
    last: dict[int, list[Any]] = defaultdict(list)
    for each in given:
        item = items[each.version_id]
        if item.sort is not Sort.ESSAY:
            words = canonical(item, each.order, each.answer)
            answers[each.attempt_id][each.version_id] = (words, each.share == FULL)
        if each.given_at:
            last[each.attempt_id].append(each.given_at)
    return [
        PaperFacts(pk, attempt.person_id, answers[pk], _seconds(attempt, last[pk]), attempt.score)
        for pk, attempt in attempts.items()
    ]


def _seconds(attempt: Attempt, moments: Sequence[Any]) -> float | None:
    """Seconds for a question, until the last answer was given."""
    if not moments:
        return None
    spent: float = (max(moments) - attempt.started_at).total_seconds()
    return spent / len(moments)


def other_tests(actor: Actor, activity: Activity) -> list[tuple[UUID, str]]:
    """Other tests of the same training that people took, in the order of the outline."""
    rows = markable(actor).filter(
        activity__version__training_id=activity.version.training_id, score__isnull=False
    ).exclude(activity__key=activity.key)  # fmt: skip
    found = rows.values_list("activity__key").annotate(
        title=Max("activity__title"), part=Min("activity__section__order"),
        place=Min("activity__order"),
    ).order_by("part", "place")  # fmt: skip
    return [(key, title) for key, title, _part, _place in found]


def gain_between(actor: Actor, before: UUID, after: UUID) -> Gain:
    """From the first score in one test to the best in the other, of who took both."""
    return _gain(_papers(actor, before), _papers(actor, after))


def _gain(before: QuerySet[Attempt], after: QuerySet[Attempt]) -> Gain:
    first: dict[int, int] = {}
    for person, score in before.order_by("number").values_list("person_id", "score"):
        first.setdefault(person, score or 0)
    best = after.values_list("person_id").annotate(best=Max("score"))
    return gain([(first[person], score) for person, score in best if person in first])


def gained(offering: Offering) -> Gained | None:
    """From the first test of a course to its last one, of who took both."""
    tests = Activity.objects.filter(
        version_id=offering.version_id or 0, kind="quiz", removed_at=None
    ).order_by("section__order", "order").values_list("key", "title")  # fmt: skip
    if len(known := list(tests)) < 2:
        return None
    (first_key, first_test), (last_key, last_test) = known[0], known[-1]
    papers = Attempt.objects.filter(enrolment__offering=offering, score__isnull=False)
    found = _gain(papers.filter(activity__key=first_key), papers.filter(activity__key=last_key))
    return Gained(
        found.people, found.before, found.after, found.normalised, found.band, first_test, last_test
    ) if found.people else None  # fmt: skip
