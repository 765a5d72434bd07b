"""Keeping the answer to a question inside the video."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from suluh.activities.video.models import Answer
from suluh.activities.video.queries.stops import Put, put_of
from suluh.content.ports import asking_kind
from suluh.content.types import Lesson

MOST_PARTS = 20


def answer(*, lesson: Lesson, number: int, given: Sequence[str], now: datetime) -> Put:
    """Keep the first answer and judge it; another one changes nothing. Nothing given keeps nothing.

    A preview judges and keeps nothing. Raises NotFound for a stop that is not there.
    """
    put, kind = put_of(lesson, number), asking_kind()
    values = {value for value, _words in put.asked.choices}
    parts = tuple(part for part in given[:MOST_PARTS] if part in values)
    if put.judged is not None or not parts or kind is None:
        return put
    judged = kind.judge(put.asked.ref, parts)
    if lesson.enrolment_id is not None and not lesson.is_preview:
        Answer.objects.bulk_create(
            [
                Answer(
                    tenant_id=lesson.tenant_id, activity_id=lesson.activity_id,
                    enrolment_id=lesson.enrolment_id, person_id=lesson.person_id, at=put.stop.at,
                    question=put.stop.question, ref=put.asked.ref, given=list(parts),
                    is_right=judged.is_right, given_at=now,
                )
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        return put_of(lesson, number)
    return Put(number, put.stop, put.asked, parts, judged)
