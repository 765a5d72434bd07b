"""Check-in windows, and the evidence that people were there (append-only)."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.delivery.models import Offering
from suluh.delivery.models.offering import reachable_through_offering
from suluh.identity.models import Person
from suluh.organisation.models import Agency, TenantModel


class Window(TenantModel):
    """One attendance list of an event: masuk, tengah or pulang, open between two moments."""

    class Kind(models.TextChoices):
        """Which moment of the event."""

        IN = "masuk"
        MIDDLE = "tengah"
        OUT = "pulang"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="windows")
    kind = models.CharField(max_length=6, choices=Kind)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    needs_code = models.BooleanField(default=False)
    needs_evaluation = models.BooleanField(default=False)
    is_custom = models.BooleanField(default=False)
    secret = models.BinaryField(max_length=32)

    protection = Protection(read=reachable_through_offering())

    class Meta:
        ordering = ["opens_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["offering", "kind"], name="window_once"),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="window_times"
            ),
        ]


class CheckIn(TenantModel):
    """Evidence: this person was there in this window, by the database's clock. Never changed.

    Agency and event are copied from the window in the same statement. The database checks only the
    person: a foreign key would lock the one row of window, event and agency for each of thousands
    who press at once. In its place a window with evidence cannot be deleted (migration 0003).
    """

    class Method(models.TextChoices):
        """How the evidence came."""

        LINK = "link"
        CODE = "code"
        EVALUATION = "evaluation"

    id = models.UUIDField(primary_key=True, default=uuid7)
    tenant = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    offering = models.ForeignKey(
        Offering, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    window = models.ForeignKey(
        Window,
        on_delete=models.PROTECT,
        related_name="check_ins",
        db_constraint=False,
        db_index=False,
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=10, choices=Method)
    device = models.CharField(max_length=32, blank=True, default="")
    at = models.DateTimeField(db_default=Now())

    protection = Protection(person="person_id", person_writes=True, append_only=True)

    class Meta:
        indexes = [
            models.Index(fields=["offering", "person"], name="checkin_offering"),
            models.Index(fields=["window", "at"], name="checkin_window_at"),
        ]
        constraints = [models.UniqueConstraint(fields=["window", "person"], name="check_in_once")]


class Attestation(TenantModel):
    """Evidence by word of the organiser: this person attended. Counts as every condition met."""

    class Source(models.TextChoices):
        """Where the word came from."""

        LIST = "list"
        CORRECTION = "correction"
        COMPLAINT = "complaint"

    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=Source)
    reference = models.UUIDField(null=True)
    stated_by_id = models.BigIntegerField()
    approved_by_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    protection = Protection(person="person_id", append_only=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offering", "person"], name="attestation_once"),
            models.CheckConstraint(
                condition=models.Q(approved_by_id=None)
                | ~models.Q(approved_by_id=models.F("stated_by_id")),
                name="attestation_two_people",
            ),
        ]
