"""Marks: by rule when a test is handed in, by a person where a rule cannot, again when a key was wrong.

Marks are only added; the newest counts, and each says who gave it and why.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from suluh.activities.quiz.models import Attempt, Mark
from suluh.activities.quiz.queries.attempts import newest_marks, paper_of
from suluh.activities.quiz.rules.grading import grade, score
from suluh.activities.quiz.types import FULL
from suluh.base.events import record_event


def mark_attempt(*, attempt: Attempt, now: datetime) -> None:
    """Mark every question that a rule can mark, and set the score where that was all."""
    paper = paper_of(attempt)
    marks = []
    for place, drawn in enumerate(paper.drawn):
        item = paper.item_at(place)
        share = grade(item, drawn.order, paper.answers.get(place, ()))
        if share is not None:
            marks.append(
                Mark(
                    tenant_id=attempt.tenant_id, attempt=attempt, place=place,
                    version_id=drawn.version_id, share=share, points=item.points, at=now,
                )
            )  # fmt: skip
    Mark.objects.bulk_create(marks)
    _settle(attempt, marks)


def _settle(attempt: Attempt, marks: Sequence[Mark]) -> None:
    """The score, once every question has a mark."""
    if len(marks) < len(attempt.drawn):
        return
    attempt.score = score([(mark.share, mark.points) for mark in marks])
    attempt.state = Attempt.State.MARKED
    attempt.save(update_fields=["score", "state"])


def mark_by_hand(
    *, attempt: Attempt, place: int, earned: int, by_id: int, comment: str, reason: str,
    now: datetime, parts: Sequence[int] = (),
) -> Attempt:  # fmt: skip
    """A person's mark of one question: rubric points, `parts` line by line; settles the score."""
    found = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    paper = paper_of(found)
    item = paper.item_at(place)
    most = sum(each.points for each in item.rubric) or 1
    Mark.objects.create(
        tenant_id=found.tenant_id, attempt=found, place=place,
        version_id=paper.drawn[place].version_id, share=min(earned, most) * FULL // most,
        points=item.points, by_id=by_id, comment=comment, reason=reason, earned=list(parts),
        at=now,
    )  # fmt: skip
    _settle(found, list(newest_marks(found).values()))
    record_event(
        "quiz.response.marked", at=now, tenant_id=found.tenant_id, actor_id=by_id,
        subject=found.uuid, reason=reason, data={"place": place, "earned": earned},
    )  # fmt: skip
    return found
