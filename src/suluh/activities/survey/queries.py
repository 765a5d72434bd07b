"""Reading evaluation forms, who may answer, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from suluh.activities.survey.models import Survey, SurveyAnswer, SurveyReceipt
from suluh.activities.survey.rules import SUGGESTION, read_questions, summarise
from suluh.activities.survey.types import Question, QuestionKind, ScaleResult
from suluh.base.errors import NotFound
from suluh.delivery.models import Offering, OfferingPerson
from suluh.delivery.ports import evaluation_times

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
    found = Survey.reachable.filter(offering=offering).first()
    if found is None:
        raise NotFound
    return found


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
