"""Live sessions inside courses: when one is held for an offering, and who was there."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.delivery.models import Offering
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class Gathering(TenantModel):
    """When and where an offering holds a session of its outline; the outline itself knows no dates."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="gatherings")
    activity_key = models.UUIDField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    link = models.URLField(max_length=500, blank=True, default="")
    place = models.CharField(max_length=200, blank=True, default="")
    changed_at = models.DateTimeField()

    protection = Protection()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["offering", "activity_key"], name="gathering_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="gathering_times"
            ),
        ]


class Presence(TenantModel):
    """Evidence: this person was there. Never changed; hangs on activity and person, not on a date."""

    class Moment(models.TextChoices):
        """Which moment of the session, or the organiser's word for all of it."""

        IN = "masuk"
        OUT = "pulang"
        STATED = "dinyatakan"

    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="+")
    activity_key = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    moment = models.CharField(max_length=10, choices=Moment)
    stated_by_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField()

    protection = Protection(person="person_id", append_only=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "activity_key", "person", "moment"],
                name="session_presence_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(moment="dinyatakan") | ~models.Q(reason=""),
                name="session_presence_why",
            ),
        ]
