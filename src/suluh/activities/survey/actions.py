"""Making evaluation forms, and sending answers once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from suluh.activities.survey.models import Survey, SurveyAnswer, SurveyReceipt
from suluh.activities.survey.queries import (
    groups_for,
    has_answers,
    has_form,
    speakers_of,
    survey_of,
)
from suluh.activities.survey.rules import (
    MAX_QUESTIONS,
    MAX_TEXT,
    SCALE,
    default_questions,
    merged,
    read_plan,
    read_questions,
)
from suluh.activities.survey.types import Question
from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.ids import uuid7
from suluh.content.types import Lesson
from suluh.delivery.models import Offering
from suluh.delivery.ports import evaluation_counters
from suluh.delivery.queries.learning import inside_lesson
from suluh.delivery.queries.review import get_run_event
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
        activity_key=None,
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
    if offering.has_evaluation and not has_form(offering):
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

    One statement does it (the function `survey_send`); only what was asked is kept. Gives whether
    sending was also the check-out of the event. Refused a second time.
    """
    outcome, counted = _send(
        _GIVEN, actor.person_id, event=event, answers=answers, whole=False, now=now
    )
    if outcome == "absent":
        raise NotFound
    if outcome == "closed":
        raise EvaluationClosed
    if outcome == "known":
        raise AlreadyAnswered
    return counted


def send_by_session(
    *, session_key: str, event: UUID, answers: Mapping[str, str], now: datetime
) -> bool:
    """Send for whoever holds the session, where that is plainly good; tells whether it is done.

    The hot path: one round trip, its own transaction, no scope needed beforehand. Sending again
    is done as well, and changes nothing. What is not done has changed nothing either.
    """
    if any(_is_doubtful(text) for text in answers.values()):
        return False
    outcome, _counted = _send(_HELD, session_key, event=event, answers=answers, whole=True, now=now)
    return outcome in {"sent", "known"}


_MARKS = {str(mark) for mark in SCALE}
_GIVEN = "SELECT * FROM survey_send(%s, %s, %s, %s, %s, %s, %s, %s)"
_HELD = _GIVEN.replace("(%s", "(identity_person_of(%s)", 1)


def _send(
    statement: str,
    who: int | str,
    *,
    event: UUID,
    answers: Mapping[str, Any],
    whole: bool,
    now: datetime,
) -> tuple[str, bool]:
    kept = json.dumps({key: _cut(value) for key, value in answers.items()})
    given = [who, event, evaluation_counters(), uuid7(), uuid4(), kept, whole, now]
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        outcome, counted = cursor.fetchone()
    return outcome, counted


def _cut(value: Any) -> Any:
    return value.strip()[:MAX_TEXT] if isinstance(value, str) else value


def _is_doubtful(text: str) -> bool:
    """What the form would refuse, or read differently from what is kept."""
    stripped = text.strip()
    return len(stripped) > MAX_TEXT or "\0" in text or (stripped != text and stripped in _MARKS)


def send_in_course(*, lesson: Lesson, answers: Mapping[str, Any], now: datetime) -> bool:
    """Keep the answers of a lesson and, apart from them, that the person answered; once.

    Gives False where they had answered before. Without names, neither the day nor an order tells
    who it was: a course is often answered by one person a day.
    """
    groups = groups_for(lesson)
    asked = [question for group in groups for question in group.items]
    plan = read_plan(lesson.settings)
    with inside_lesson(lesson):
        survey = _course_form(lesson, asked, is_anonymous=plan.is_anonymous, now=now)
        _receipt, is_new = SurveyReceipt.objects.get_or_create(
            survey=survey, person_id=lesson.person_id,
            defaults={"tenant_id": lesson.tenant_id, "at": now},
        )  # fmt: skip
        if not is_new:
            return False
        day = survey.created_at if survey.is_anonymous else now
        SurveyAnswer.objects.create(
            uuid=uuid4(), tenant_id=lesson.tenant_id, survey=survey, date=day.date(),
            person_id=None if survey.is_anonymous else lesson.person_id,
            answers={each.key: _cut(answers.get(each.key, "")) for each in asked},
        )  # fmt: skip
    return True


def _course_form(
    lesson: Lesson, asked: Sequence[Question], *, is_anonymous: bool, now: datetime
) -> Survey:
    """The form of the activity, made at the first answer; what is promised once is kept."""
    survey, _is_new = Survey.objects.get_or_create(
        offering_id=lesson.offering_id or 0, activity_key=lesson.key,
        defaults={
            "tenant_id": lesson.tenant_id, "title": lesson.title[:150], "created_at": now,
            "is_anonymous": is_anonymous,
        },
    )  # fmt: skip
    before = read_questions(survey.questions)
    questions = merged(before, asked)
    if len(questions) != len(before) or (is_anonymous and not survey.is_anonymous):
        survey = Survey.objects.select_for_update().get(pk=survey.pk)
        questions = merged(read_questions(survey.questions), asked)
        survey.questions = [question.as_data() for question in questions]
        survey.is_anonymous = survey.is_anonymous or is_anonymous
        survey.save(update_fields=["questions", "is_anonymous"])
    return survey
