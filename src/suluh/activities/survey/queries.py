"""Reading evaluation forms, who may answer, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from suluh.activities.survey.models import Survey, SurveyAnswer, SurveyReceipt
from suluh.activities.survey.rules import (
    SUGGESTION,
    questions_of_plan,
    read_plan,
    read_questions,
    summarise,
)
from suluh.activities.survey.types import Group, Question, QuestionKind, ScaleResult
from suluh.base.errors import NotFound
from suluh.content.models import Activity, Trainer
from suluh.content.types import Lesson
from suluh.delivery.models import Offering, OfferingPerson
from suluh.delivery.ports import evaluation_times
from suluh.delivery.queries.learning import get_course, may_mark
from suluh.delivery.queries.offerings import is_course_manager
from suluh.organisation.types import Actor

OPENS_BEFORE_END = timedelta(minutes=15)
STAYS_OPEN = timedelta(days=7)

_COUNTS = """
SELECT item.key, (item.value)::int, count(*)
FROM survey_surveyanswer a, jsonb_each_text(a.answers) AS item
WHERE a.survey_id = %s AND item.key = ANY(%s) AND item.value ~ '^[1-5]$'
GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Times:
    """When the form takes answers, and until when an answer is also the check-out."""

    opens_at: datetime
    counts_until: datetime | None
    closes_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Whether the form takes answers."""
        return self.opens_at <= now < self.closes_at

    def counts(self, now: datetime) -> bool:
        """Whether an answer is also the check-out."""
        return self.counts_until is not None and self.opens_at <= now < self.counts_until


def times_of(offering: Offering) -> Times:
    """The form opens with the window that asks for it, else shortly before the end."""
    counted = evaluation_times(offering)
    closes = offering.ends_at + STAYS_OPEN
    if counted is None:
        return Times(offering.ends_at - OPENS_BEFORE_END, None, closes)
    return Times(counted[0], counted[1], max(closes, counted[1]))


def survey_of(offering: Offering) -> Survey:
    """The event's form; NotFound where it has none."""
    found = Survey.reachable.filter(offering=offering, activity_key=None).first()
    if found is None:
        raise NotFound
    return found


def has_form(offering: Offering) -> bool:
    """Whether the event has its form already."""
    return Survey.reachable.filter(offering=offering, activity_key=None).exists()


def receipt_of(survey: Survey, *, person_id: int) -> SurveyReceipt | None:
    """The person's receipt, if answers were sent."""
    return SurveyReceipt.reachable.filter(survey=survey, person_id=person_id).first()


def speakers_of(offering: Offering) -> list[tuple[int, str]]:
    """Speakers to be judged: number and name."""
    rows = OfferingPerson.reachable.filter(
        offering=offering, role=OfferingPerson.Role.SPEAKER
    ).order_by("order", "id")
    return list(rows.values_list("id", "name"))


def has_answers(survey: Survey) -> bool:
    """Whether somebody answered already."""
    return SurveyReceipt.reachable.filter(survey=survey).exists()


def results_of(survey: Survey) -> list[ScaleResult]:
    """Every scale question with its answers, in two statements whatever their number."""
    asked = [item for item in read_questions(survey.questions) if item.kind is QuestionKind.SCALE]
    counts: dict[str, dict[int, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [survey.pk, [question.key for question in asked]])
        for key, mark, number in cursor.fetchall():
            counts.setdefault(key, {})[mark] = number
    return [summarise(question, counts.get(question.key, {})) for question in asked]


def trainers_of_version(version_id: int) -> list[tuple[int, str]]:
    """Trainers of the version's training: number and name."""
    rows = Trainer.objects.filter(training__versions=version_id).order_by("order", "id")
    return list(rows.values_list("id", "name"))


def groups_for(lesson: Lesson) -> list[Group]:
    """What the evaluation asks in this lesson."""
    plan = read_plan(lesson.settings)
    return questions_of_plan(plan, trainers_of_version(lesson.version_id))


def course_survey(offering_id: int, key: UUID) -> Survey | None:
    """The form of an activity, once somebody answered."""
    return Survey.objects.filter(offering_id=offering_id, activity_key=key).first()


def has_sent(lesson: Lesson) -> bool:
    """Whether the person answered this evaluation."""
    if lesson.is_preview:
        return False
    rows = SurveyReceipt.objects.filter(person_id=lesson.person_id)
    return rows.filter(
        survey__offering_id=lesson.offering_id or 0, survey__activity_key=lesson.key
    ).exists()


def surveys_of_course(offering: Offering) -> list[tuple[Activity, Survey | None]]:
    """Evaluations in the course's outline, each with its form once somebody answered."""
    rows = Activity.objects.filter(version_id=offering.version_id or 0, kind="survey")
    made = {each.activity_key: each for each in Survey.objects.filter(offering=offering)}
    parts = rows.order_by("section__order", "order")
    return [(activity, made.get(activity.key)) for activity in parts]


def evaluated_course(actor: Actor, uuid: UUID) -> Offering:
    """A course whose evaluation the actor may read: its managers and trainers, else absent."""
    offering = get_course(actor, uuid)
    if not (is_course_manager(actor, offering) or may_mark(actor, offering)):
        raise NotFound
    return offering


def answered(survey: Survey) -> int:
    """How many people answered."""
    return SurveyReceipt.objects.filter(survey=survey).count()


def free_words(survey: Survey, *, search: str = "") -> QuerySet[SurveyAnswer]:
    """Sets of answers with a free word in them, in no order of time."""
    keys = [item.key for item in read_questions(survey.questions) if item.kind is QuestionKind.TEXT]
    said = Q(pk__in=[])
    for key in keys:
        wanted = Q(**{f"answers__{key}__icontains": search}) if search else Q()
        said |= Q(answers__has_key=key) & ~Q(**{f"answers__{key}": ""}) & wanted
    return answers_of(survey).filter(said)


def answers_of(survey: Survey) -> QuerySet[SurveyAnswer]:
    """All sets of answers, in an order that tells nothing about who came first."""
    return SurveyAnswer.objects.filter(survey=survey).order_by("uuid")


def suggestion_key(survey: Survey) -> str:
    """Key of the first open question: what people would like better next time."""
    asked = read_questions(survey.questions)
    return next((item.key for item in asked if item.kind is QuestionKind.TEXT), SUGGESTION)


def suggestions_of(survey: Survey, *, search: str = "") -> QuerySet[SurveyAnswer]:
    """Sets of answers with a suggestion in them."""
    key = suggestion_key(survey)
    rows = answers_of(survey).filter(answers__has_key=key).exclude(**{f"answers__{key}": ""})
    return rows.filter(**{f"answers__{key}__icontains": search}) if search else rows


def sheet_of(survey: Survey) -> tuple[list[str], list[list[Any]]]:
    """The answers as a table: heading and rows."""
    asked: list[Question] = read_questions(survey.questions)
    rows = [
        [answer.answers.get(question.key, "") for question in asked]
        for answer in answers_of(survey).iterator()
    ]
    return [question.text for question in asked], rows
