"""Enrolment of a person in an offering; seats in buckets so that many can take one at once."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.content.models import Version
from suluh.delivery.models.assignment import Assignment
from suluh.delivery.models.offering import Offering, reachable_through_offering
from suluh.identity.models import Person
from suluh.organisation.models import Agency, TenantModel


class SeatBucket(TenantModel):
    """Some free seats of an offering. Taking one locks a bucket that nobody else holds."""

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="buckets")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    free = models.IntegerField()

    protection = Protection(
        read=reachable_through_offering(),
    )

    class Meta:
        indexes = [models.Index(fields=["offering", "agency"], name="bucket_offering")]
        constraints = [
            models.CheckConstraint(condition=models.Q(free__gte=0), name="never_oversold")
        ]


class Enrolment(TenantModel):
    """A person's place in an offering. `tenant` is the organiser, `home` the person's agency.

    `source` is the door: the person's own wish (`self`), or an assignment (`assigned`).
    """

    class State(models.TextChoices):
        """Life of a place."""

        WAITING = "waiting"
        REGISTERED = "registered"
        CANCELLED = "cancelled"
        COMPLETED = "completed"
        NOT_COMPLETED = "not_completed"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    home = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    unit_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=250)
    unit_name = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=13, choices=State, default=State.REGISTERED)
    source = models.CharField(max_length=12, default="self")
    bucket_id = models.BigIntegerField(null=True)
    phone = models.CharField(max_length=25, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    registered_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    promoted_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)
    # Of courses alone: the version the person started with, how far (percent), where to go on.
    # Without indexes of their own: registering for an event writes none of these.
    version = models.ForeignKey(
        Version, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    assignment = models.ForeignKey(
        Assignment,
        null=True,
        on_delete=models.PROTECT,
        related_name="enrolments",
        db_index=False,
    )
    due_on = models.DateField(null=True)
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    progress = models.SmallIntegerField(default=0, db_default=0)
    last_activity_id = models.BigIntegerField(null=True)

    protection = Protection(
        person="person_id", person_writes=True, read="home_id = {tenant}", offering="offering_id"
    )

    class Meta:
        indexes = [
            models.Index(fields=["offering", "state", "id"], name="enrolment_state"),
            models.Index(fields=["person", "state"], name="enrolment_person"),
            models.Index(fields=["offering", "home"], name="enrolment_home"),
            models.Index(
                fields=["registered_at"],
                condition=models.Q(told_at=None),
                name="enrolment_untold",
            ),
            models.Index(
                fields=["assignment"],
                condition=models.Q(assignment__isnull=False),
                name="enrolment_assignment",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["offering", "person"], name="enrolment_once")
        ]
