"""Who teaches in an angkatan without a role in its agency: a place with a beginning and an end."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.delivery.models.offering import Offering
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class BatchTrainer(TenantModel):
    """A guest who marks in one angkatan from `opens_at` until `closes_at`, or until it is ended.

    The guest reads the row wherever they work, and nothing else of the organiser: `course`, `name`
    and `home` (where the guest works) are as they stood.
    """

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    course = models.CharField(max_length=250)
    name = models.CharField(max_length=250)
    home = models.CharField(max_length=250, blank=True, default="")
    zone = models.CharField(max_length=40)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    protection = Protection(person="person_id")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "person"],
                condition=models.Q(ended_at=None),
                name="batch_trainer_once",
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="batch_trainer_days"
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"],
                condition=models.Q(ended_at=None),
                name="batch_trainer_person",
            )
        ]

    @property
    def last_at(self) -> datetime:
        """The last minute: `closes_at` is the midnight after it."""
        return self.closes_at - timedelta(minutes=1)
