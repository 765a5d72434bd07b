"""Marking by a person: points by the rubric, words for the learner, and what follows for the course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from suluh.activities.quiz.actions.marks import mark_by_hand
from suluh.activities.quiz.models import Attempt
from suluh.activities.quiz.queries.marking import at_sheet
from suluh.base.errors import DomainError
from suluh.delivery.actions.learning import evaluate_again
from suluh.delivery.queries.learning import lesson_at
from suluh.messaging.actions import notify
from suluh.messaging.types import Message
from suluh.organisation.types import Actor


class ReasonMissing(DomainError):
    """A mark that stands is changed only with a reason."""

    code = "mark_reason_missing"
    sentence = _("Jawaban ini sudah dinilai. Tulis alasan mengubah nilainya.")


def mark_essay(
    *, actor: Actor, attempt: UUID, place: int, points: Sequence[int], comment: str, reason: str,
    now: datetime,
) -> Attempt:  # fmt: skip
    """Mark one answer by its rubric. The last one settles the test, and the course judges again.

    A mark that stands is changed only with a reason; what it was stays written down. The learner is
    told once all is marked. Raises ReasonMissing; NotFound where the actor may not mark.
    """
    with at_sheet(actor, attempt, place, now=now) as (sheet, _reach):
        if sheet.mark is not None and not reason:
            raise ReasonMissing
        earned = [min(max(0, n), line.points) for n, line in zip(points, sheet.rubric, strict=True)]
        done = mark_by_hand(
            attempt=sheet.attempt, place=place, earned=sum(earned), parts=earned,
            by_id=actor.person_id, comment=comment, reason=reason, now=now,
        )  # fmt: skip
        if done.state == Attempt.State.MARKED:
            _settle(sheet.attempt, is_first=sheet.mark is None, now=now)
        return done


def _settle(attempt: Attempt, *, is_first: bool, now: datetime) -> None:
    enrolment, key = attempt.enrolment, attempt.activity.key
    evaluate_again(lesson=lesson_at(enrolment.uuid, key), now=now)
    if is_first:
        _tell(attempt, now=now)


@override("id")  # read by another: not in the language of who acts
def _tell(attempt: Attempt, *, now: datetime) -> None:
    title = {"title": attempt.activity.title}
    message = Message(
        person_id=attempt.person_id, key=f"tes-dinilai:{attempt.uuid}", kind="change",
        title=str(_("Tes Anda sudah dinilai")),
        body=str(_("Semua jawaban Anda di %(title)s sudah dinilai. Lihat hasilnya.") % title),
        link=f"/tes/{attempt.uuid}/hasil/", email=attempt.enrolment.email,
    )  # fmt: skip
    notify(tenant_id=attempt.tenant_id, messages=[message], now=now)
