"""Beginning and handing in for thousands at once: the same rules as the long way, few statements.

Questions never change once written, so each process keeps those it met; what may be drawn is kept
as long as the bank says that nothing changed. None means: nothing was written, the long way looks.
"""

from __future__ import annotations

import json
import secrets
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from suluh.activities.quiz.actions.attempts import ordered
from suluh.activities.quiz.models import Attempt
from suluh.activities.quiz.queries.bank import candidates, items_of
from suluh.activities.quiz.queries.results import verdict
from suluh.activities.quiz.rules import plan as plans
from suluh.activities.quiz.rules.draw import draw
from suluh.activities.quiz.rules.grading import grade, score
from suluh.activities.quiz.rules.timing import GRACE, deadline, next_attempt_at, takes_answers
from suluh.activities.quiz.types import Candidate, Item
from suluh.base.events import record_event
from suluh.content.types import Lesson, Report

MOST_ITEMS, MOST_BANKS = 5_000, 16
_ITEMS: OrderedDict[int, Item] = OrderedDict()
_BANKS: OrderedDict[int, tuple[str, list[Candidate]]] = OrderedDict()


def begin_swiftly(*, lesson: Lesson, now: datetime) -> Report | None:
    """Draw a test, where one may begin now; one that is open already stays the one."""
    assert lesson.enrolment_id is not None
    found = _row(
        "SELECT is_open, ended, minutes, attempts, bank FROM quiz_prepare(%s, %s, %s, %s)",
        [lesson.enrolment_id, lesson.activity_id, lesson.key, lesson.tenant_id],
    )
    is_open, ended, minutes, attempts, mark = found
    if is_open:
        return Report()
    plan = replace(plans.read(lesson.settings), extra_minutes=minutes, extra_attempts=attempts)
    opens_at = next_attempt_at(plan, ended or [], now=now)
    seed = secrets.token_hex(16)
    drawn = draw(plan, _bank(lesson.tenant_id, mark), seed=seed)
    if opens_at is None or opens_at > now or not drawn:
        return None
    items = known_items(each.version_id for each in drawn)
    attempt = Attempt.objects.create(
        tenant_id=lesson.tenant_id, activity_id=lesson.activity_id,
        enrolment_id=lesson.enrolment_id, person_id=lesson.person_id, number=len(ended or []) + 1,
        seed=seed, drawn=ordered(plan, drawn, seed, items=items), started_at=now,
        ends_at=deadline(plan, now),
    )  # fmt: skip
    record_event("quiz.attempt.started", at=now, tenant_id=lesson.tenant_id, subject=attempt.uuid)
    return Report()


def hand_in_swiftly(*, lesson: Lesson, attempt: UUID, asks: bool, now: datetime) -> Report | None:
    """Close the attempt with what is saved, and mark it; `asks`: not where answers lack."""
    key, drawn, answers, ends_at = _row(
        "SELECT attempt, drawn, answers, ends_at FROM quiz_look(%s, %s, %s)",
        [attempt, lesson.person_id, lesson.activity_id],
    )
    if key is None:
        return None
    drawn, answers = _data(drawn), _data(answers)
    done = sum(any(part.strip() for part in answer) for answer in answers.values())
    if asks and takes_answers(ends_at, now=now) and done < len(drawn):
        return None
    marks = _marks(drawn, answers)
    whole = len(marks) == len(drawn)
    total = score([(share, points) for _place, _version, share, points in marks])
    submitted = min(now, ends_at + GRACE) if ends_at else now
    best, waits = _row(
        "SELECT best, is_waiting FROM quiz_close(%s, %s, %s, %s, %s)",
        [key, json.dumps(marks), total if whole else None, submitted, now],
    )
    position = {name: value for name, value in lesson.position.items() if name != "confirm"}
    outcome = verdict(plans.read(lesson.settings), best, waits=waits)
    return Report(position=position, outcome=outcome)


def _marks(drawn: Sequence[Any], answers: Mapping[str, Sequence[str]]) -> list[list[int]]:
    """Place, version, share and points of every question that a rule can mark."""
    items = known_items(version for version, _order in drawn)
    made: list[list[int]] = []
    for place, (version, order) in enumerate(drawn):
        share = grade(items[version], order, tuple(answers.get(str(place), ())))
        if share is not None:
            made.append([place, version, share, items[version].points])
    return made


def known_items(versions: Iterable[int]) -> dict[int, Item]:
    """Questions by the id of their version, read once in each process."""
    wanted = list(versions)
    missing = [version for version in wanted if version not in _ITEMS]
    if missing:
        _ITEMS.update(items_of(missing))
    found = {version: _ITEMS[version] for version in wanted}
    while len(_ITEMS) > MOST_ITEMS:
        _ITEMS.popitem(last=False)
    return found


def _bank(tenant_id: int, mark: str) -> list[Candidate]:
    """What may be drawn, read again when the bank's mark is another."""
    kept = _BANKS.get(tenant_id)
    if kept is None or kept[0] != mark:
        kept = _BANKS[tenant_id] = (mark, candidates())
        while len(_BANKS) > MOST_BANKS:
            _BANKS.popitem(last=False)
    return kept[1]


def _row(sql: str, values: list[Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: tuple[Any, ...] = cursor.fetchone()
    return found


def _data(value: Any) -> Any:
    """JSON of a function comes as text."""
    return json.loads(value) if isinstance(value, str) else value
