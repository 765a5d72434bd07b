"""How a test looks to the learner: its door with what counts, the running test, or a preview."""

from __future__ import annotations

from datetime import datetime

from django.utils.safestring import mark_safe

from suluh.activities.quiz.models import Attempt
from suluh.activities.quiz.queries.allowances import plan_of
from suluh.activities.quiz.queries.attempts import attempts_of, paper_of
from suluh.activities.quiz.queries.bank import candidates, items_of
from suluh.activities.quiz.queries.results import judge
from suluh.activities.quiz.rules import plan as plans
from suluh.activities.quiz.rules.draw import draw, shuffled
from suluh.activities.quiz.rules.items import parts_of
from suluh.activities.quiz.rules.review import sight_of
from suluh.activities.quiz.rules.showing import shown
from suluh.activities.quiz.rules.timing import (
    attempts_allowed,
    is_over,
    next_attempt_at,
    remedials_left,
)
from suluh.activities.quiz.types import Item, Plan, Review
from suluh.base.text import DEFAULT_ZONE
from suluh.content.rules import richtext
from suluh.content.types import Lesson, Play

SCRIPT, STYLE = "quiz/answer.js", "quiz/quiz.css"


def play(lesson: Lesson, *, now: datetime) -> Play:
    """What to show; writes nothing."""
    plan = plans.read(lesson.settings)
    if lesson.is_preview:
        return _preview(lesson, plan)
    attempts = attempts_of(lesson)
    if attempts and attempts[0].state == Attempt.State.OPEN:
        return _running(lesson, plan, attempts[0], now=now)
    return _door(plan_of(lesson), attempts, now=now)


def _preview(lesson: Lesson, plan: Plan) -> Play:
    found = draw(plan, candidates(), seed=str(lesson.key))
    items = items_of(each.version_id for each in found)
    asked = [items[each.version_id] for each in found]
    questions = [
        shown(item, place=place, order=_mixed(lesson, item)) for place, item in enumerate(asked)
    ]
    context = {"plan": plan, "questions": questions, "lacks": max(0, plan.size - len(found))}
    return Play("quiz/preview.html", context, style=STYLE)


def _mixed(lesson: Lesson, item: Item) -> tuple[int, ...]:
    return shuffled(str(lesson.key), range(parts_of(item)))


def _running(lesson: Lesson, plan: Plan, attempt: Attempt, *, now: datetime) -> Play:
    paper = paper_of(attempt)
    left = (attempt.ends_at - now).total_seconds() if attempt.ends_at else None
    context = {
        "plan": plan,
        "attempt": attempt,
        "zone": attempt.tenant.zone,
        "questions": paper.questions,
        "unanswered": paper.unanswered,
        "answered": len(paper.drawn) - len(paper.unanswered),
        "saved_at": paper.saved_at,
        "seconds_left": None if left is None else max(0, int(left)),
        "is_over": is_over(attempt.ends_at, now=now),
        "is_confirming": lesson.position.get("confirm") == str(attempt.uuid),
        "save_url": f"/tes/{attempt.uuid}/",
        "clock": round(1000 * now.timestamp()),
    }
    return Play("quiz/running.html", context, script=SCRIPT, style=STYLE)


def _door(plan: Plan, attempts: list[Attempt], *, now: datetime) -> Play:
    ended = [each.submitted_at or each.started_at for each in attempts]
    opens_at = next_attempt_at(plan, ended, now=now)
    allowed = attempts_allowed(plan)
    left = None if allowed is None else allowed - len(attempts)
    outcome = judge(plan, attempts)
    sees_score = sight_of(plan, is_handed_in=True, is_last=False).score
    context = {
        "plan": plan,
        "intro": mark_safe(richtext.to_html(plan.intro)),  # noqa: S308 - sanitised by nh3
        "attempts": attempts,
        "outcome": outcome,
        "sees_score": sees_score,
        "sees_result": plan.review != Review.NOTHING,
        "left": left,
        "remedial": remedials_left(plan, len(attempts)),
        "opens_at": opens_at,
        "may_begin": opens_at is not None and opens_at <= now,
        "zone": attempts[0].tenant.zone if attempts else DEFAULT_ZONE,
    }
    return Play("quiz/door.html", context, script=SCRIPT, style=STYLE)
