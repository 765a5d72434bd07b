"""How far each learner has read a document."""

from __future__ import annotations

from django.db import models

from suluh.base.policies import Protection
from suluh.content.models import Activity
from suluh.delivery.models import Enrolment
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class Reading(TenantModel):
    """One person in one document: the page before them since `at`, and seconds by page number.

    `at` is the server's time of the last word from the reader; the next one is credited from there.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    page = models.IntegerField(default=1)
    seconds = models.JSONField(default=dict)
    at = models.DateTimeField()

    protection = Protection(person="person_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity"], name="reading_once"),
        ]
