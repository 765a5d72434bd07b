"""Evaluation forms of an event, who answered, and the answers (kept apart: anonymous)."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.delivery.models import Offering
from suluh.delivery.models.offering import reachable_through_offering
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class Survey(TenantModel):
    """The evaluation form of an event: an ordered list of questions."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    offering = models.OneToOneField(Offering, on_delete=models.CASCADE, related_name="survey")
    title = models.CharField(max_length=150)
    questions = models.JSONField(default=list)
    is_anonymous = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    protection = Protection(read=reachable_through_offering())


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
