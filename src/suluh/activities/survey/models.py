"""Evaluation forms of events and courses, who answered, and the answers (kept apart: anonymous)."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.delivery.models import Offering
from suluh.delivery.models.offering import reachable_through_offering
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class Survey(TenantModel):
    """An evaluation form: an ordered list of questions.

    An event has one; a course has one for each activity of the kind, named by its `activity_key`.
    """

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="surveys")
    activity_key = models.UUIDField(null=True)
    title = models.CharField(max_length=150)
    questions = models.JSONField(default=list)
    is_anonymous = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    protection = Protection(read=reachable_through_offering())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "activity_key"], nulls_distinct=False, name="survey_once"
            )
        ]


class SurveyReceipt(TenantModel):
    """That a person answered; carries no answer."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="receipts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    protection = Protection(person="person_id", person_writes=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "person"], name="receipt_once")]


class SurveyAnswer(TenantModel):
    """One set of answers; a random id, and no person where anonymous."""

    uuid = models.UUIDField(primary_key=True)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField()
    date = models.DateField()

    protection = Protection()
