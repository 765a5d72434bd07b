"""Asking to join: one request with the steps it went through, and who stands in for an approver."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.delivery.models.offering import Offering
from suluh.identity.models import Person
from suluh.organisation.models import Agency, TenantModel


class JoinRequest(TenantModel):
    """A person's wish to join a course. `tenant` is the organiser, `home` the person's agency.

    It waits at a `stage` since a moment; at `waits_until` the gate's time-out moves it. `approver`
    is the supervisor at the time of asking; at the office whoever manages the course decides.
    """

    class State(models.TextChoices):
        """Life of a request."""

        OPEN = "open"
        APPROVED = "approved"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    class Stage(models.TextChoices):
        """Before whom it lies."""

        SUPERVISOR = "supervisor"
        OFFICE = "office"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="requests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    home = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    unit_name = models.CharField(max_length=200, blank=True, default="")
    note = models.CharField(max_length=500, blank=True, default="")
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    stage = models.CharField(max_length=10, choices=Stage)
    approver = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    approver_name = models.CharField(max_length=250, blank=True, default="")
    asked_at = models.DateTimeField()
    since = models.DateTimeField()
    waits_until = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    protection = Protection(person="person_id", person_writes=True, read="home_id = {tenant}")

    @property
    def tick(self) -> str:
        """What a tick beside it sends: the request, and where it lay when it was seen."""
        return f"{self.uuid}:{self.stage}"

    class Meta:
        ordering = ["since", "id"]
        indexes = [
            models.Index(
                fields=["approver", "since"],
                condition=models.Q(state="open"),
                name="request_approver",
            ),
            models.Index(
                fields=["tenant", "stage", "since"],
                condition=models.Q(state="open"),
                name="request_office",
            ),
            models.Index(fields=["person", "offering"], name="request_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "person"],
                condition=models.Q(state="open"),
                name="request_open_once",
            )
        ]


class RequestStep(TenantModel):
    """What happened to a request: who, when, why. Only ever added."""

    class Outcome(models.TextChoices):
        """What was done."""

        ASKED = "asked"
        APPROVED = "approved"
        REFUSED = "refused"
        PASSED_ON = "passed_on"
        TIMED_OUT = "timed_out"
        WITHDRAWN = "withdrawn"

    request = models.ForeignKey(JoinRequest, on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField(max_length=10, choices=JoinRequest.Stage)
    outcome = models.CharField(max_length=9, choices=Outcome)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200, blank=True, default="")
    reason = models.CharField(max_length=500, blank=True, default="")
    at = models.DateTimeField()

    protection = Protection(
        read="EXISTS (SELECT 1 FROM delivery_joinrequest r WHERE r.id = request_id)",
        append_only=True,
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["by_id", "-at"], name="request_step_by")]


class Delegate(TenantModel):
    """Who decides requests in somebody's place, from one day to another. `tenant`: their agency."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    first_on = models.DateField()
    last_on = models.DateField()
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "person"],
                condition=models.Q(ended_at=None),
                name="delegate_once",
            ),
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")), name="delegate_dates"
            ),
        ]
