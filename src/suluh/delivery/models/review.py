"""Complaints of participants, and corrections of attendance that need two people."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.delivery.models.enrolment import Enrolment
from suluh.delivery.models.offering import Offering
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class Complaint(TenantModel):
    """Sanggahan: a participant says the result is wrong, with evidence."""

    class State(models.TextChoices):
        """Life of a complaint."""

        OPEN = "open"
        ACCEPTED = "accepted"
        REFUSED = "refused"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="complaints")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    evidence = models.FileField(upload_to="complaints/", blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    answer = models.TextField(blank=True, default="")
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    protection = Protection(person="person_id", person_writes=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=models.Q(state="open"), name="one_open_complaint"
            )
        ]


class Correction(TenantModel):
    """A list of people to be marked present by hand; after the event a second person approves."""

    class State(models.TextChoices):
        """Life of a correction."""

        ASKED = "asked"
        APPLIED = "applied"
        REFUSED = "refused"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="corrections")
    people = models.JSONField()  # ids of persons, sorted
    content_sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_by_id = models.BigIntegerField()
    asked_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-id"]
