"""Series (ASN Belajar, Smart Class) with theme calendar and rotation roster."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel, Unit


class Series(TenantModel):
    """A running series of events, numbered."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True, default="")
    rotates = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    next_number = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    protection = Protection(read="true")

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["tenant", "name"], name="series_name_once")]

    def __str__(self) -> str:
        return self.name


class RosterSlot(TenantModel):
    """One turn of the rotation: which OPD speaks, on what, who, when."""

    class State(models.TextChoices):
        """Life of a turn."""

        PLANNED = "planned"
        CONFIRMED = "confirmed"
        HELD = "held"
        CANCELLED = "cancelled"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="slots")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    date = models.DateField()
    theme = models.CharField(max_length=200, blank=True, default="")
    speaker = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    moderator = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    material_due_on = models.DateField(null=True, blank=True)
    material_received_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    swapped_with = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    swap_reason = models.CharField(max_length=300, blank=True, default="")
    offering_id = models.BigIntegerField(null=True)
    reminded = models.JSONField(default=list)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["date", "id"]
        indexes = [models.Index(fields=["series", "date"], name="slot_series_date")]

    def __str__(self) -> str:
        return f"{self.date:%d-%m-%Y}: {self.unit.name}"
