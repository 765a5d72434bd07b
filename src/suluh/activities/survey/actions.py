"""Making evaluation forms, and sending answers once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from suluh.activities.survey.models import Survey, SurveyAnswer, SurveyReceipt
from suluh.activities.survey.queries import (
    has_answers,
    receipt_of,
    speakers_of,
    survey_of,
    times_of,
)
from suluh.activities.survey.rules import MAX_QUESTIONS, MAX_TEXT, default_questions, read_questions
from suluh.activities.survey.types import Question, QuestionKind
from suluh.base.clock import local_date
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.delivery.models import Offering
from suluh.delivery.ports import tell_evaluation
from suluh.delivery.queries.review import get_run_event, get_seat, inside
from suluh.organisation.types import Actor


class AlreadyAnswered(DomainError):
    """One person answers once."""

    code = "already_answered"
    sentence = _("Evaluasi Anda sudah terkirim. Terima kasih.")


class EvaluationClosed(DomainError):
    """Not yet, or no longer."""

    code = "evaluation_closed"
    sentence = _("Evaluasi sedang tidak dibuka. Lihat waktunya di halaman acara.")


class FormInUse(DomainError):
    """Questions may not change under the feet of those who answered."""

    code = "form_in_use"
    sentence = _("Sudah ada yang menjawab, jadi pertanyaan tidak dapat diubah lagi.")


class FormTooLong(DomainError):
    """A form that nobody would finish."""

    code = "form_too_long"
    sentence = _("Paling banyak 30 pertanyaan. Hapus beberapa, lalu simpan lagi.")


@override("id")  # read by others: not in the language of who acts
def prepare_survey(offering: Offering, *, now: datetime) -> None:
    """Make the default form of a published event; add questions on speakers while nobody answered."""
    if not offering.has_evaluation:
        return
    speakers = speakers_of(offering)
    survey, is_new = Survey.objects.get_or_create(
        offering=offering,
        defaults={
            "tenant_id": offering.tenant_id,
            "title": str(_("Evaluasi penyelenggaraan")),
            "questions": [question.as_data() for question in default_questions(speakers)],
            "created_at": now,
        },
    )
    if is_new or has_answers(survey):
        return
    known = {question.key for question in read_questions(survey.questions)}
    new = [
        question.as_data()
        for question in default_questions(speakers)
        if question.key not in known and question.key.startswith("narasumber-")
    ]
    if new:
        survey.questions = [*survey.questions[:-1], *new, *survey.questions[-1:]]
        survey.save(update_fields=["questions"])


def form_of(offering: Offering, *, now: datetime) -> Survey:
    """The event's form; made now where an event with evaluation has none yet."""
    if offering.has_evaluation and not Survey.reachable.filter(offering=offering).exists():
        prepare_survey(offering, now=now)
    return survey_of(offering)


def edit_survey(
    *, actor: Actor, event: UUID, questions: Sequence[Question], is_anonymous: bool, now: datetime
) -> Survey:
    """Replace the questions; refused once somebody has answered."""
    offering = get_run_event(actor, event)
    survey = Survey.objects.select_for_update().get(pk=survey_of(offering).pk)
    if has_answers(survey):
        raise FormInUse
    if len(questions) > MAX_QUESTIONS:
        raise FormTooLong
    survey.questions = [question.as_data() for question in questions]
    survey.is_anonymous = is_anonymous
    survey.save(update_fields=["questions", "is_anonymous"])
    record_event(
        "survey.form.edited", at=now, tenant_id=offering.tenant_id, actor_id=actor.person_id,
        subject=survey.uuid,
    )  # fmt: skip
    return survey


def send_answers(*, actor: Actor, event: UUID, answers: Mapping[str, Any], now: datetime) -> bool:
    """Keep the answers and, apart from them, that the person answered.

    Gives whether sending was also the check-out of the event. Refused a second time.
    """
    seat = get_seat(actor, event)
    offering = seat.offering
    with inside(offering, actor):
        survey = survey_of(offering)
        times = times_of(offering)
        if not times.is_open(now):
            raise EvaluationClosed
        _keep(survey, offering, actor=actor, answers=answers, now=now)
        tell_evaluation(offering, person_id=actor.person_id, now=now)
    return times.counts(now)


def _keep(
    survey: Survey, offering: Offering, *, actor: Actor, answers: Mapping[str, Any], now: datetime
) -> None:
    if receipt_of(survey, person_id=actor.person_id):
        raise AlreadyAnswered
    try:
        with transaction.atomic():
            SurveyReceipt.objects.create(
                tenant_id=survey.tenant_id, survey=survey, person_id=actor.person_id, at=now
            )
    except IntegrityError as error:
        raise AlreadyAnswered from error
    SurveyAnswer.objects.create(
        uuid=uuid.uuid4(),
        tenant_id=survey.tenant_id,
        survey=survey,
        person_id=None if survey.is_anonymous else actor.person_id,
        answers=_clean(survey, answers),
        date=local_date(now, offering.zone),
    )


def _clean(survey: Survey, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Only what was asked, in the shape it was asked for."""
    kept: dict[str, Any] = {}
    for question in read_questions(survey.questions):
        given = answers.get(question.key)
        if question.kind is QuestionKind.TEXT:
            kept[question.key] = str(given or "").strip()[:MAX_TEXT]
        elif given in range(1, 6):
            kept[question.key] = given
    return kept
