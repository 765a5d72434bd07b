"""Angkatan: a course with dates that people go through together, and its timetable."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.delivery.models.offering import Offering, reachable_through_offering
from suluh.organisation.models import TenantModel


class Batch(TenantModel):
    """What a course has besides when it is an angkatan.

    `attendance_share`: percent of the timetable's minutes that one must be present for; 0 asks for
    none. `is_decided`: a meeting of the organisers decides who passes, nothing completes by itself.
    `closing`: the long job that carries out what the meeting decided, while it is not done.
    """

    offering = models.OneToOneField(Offering, on_delete=models.CASCADE, related_name="batch")
    number = models.IntegerField(null=True, blank=True)
    attendance_share = models.SmallIntegerField(default=90)
    is_decided = models.BooleanField(default=True)
    closed_at = models.DateTimeField(null=True)
    closing = models.UUIDField(null=True)
    costs = models.JSONField(default=dict)

    protection = Protection(read=reachable_through_offering())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(attendance_share__gte=0, attendance_share__lte=100),
                name="batch_share",
            )
        ]


class Meeting(TenantModel):
    """One session of the timetable: when, where, who teaches what. Times are UTC."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    subject = models.CharField(max_length=200)
    room = models.CharField(max_length=120, blank=True, default="")
    link = models.URLField(max_length=500, blank=True, default="")
    trainers = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    roll_closed_at = models.DateTimeField(null=True)

    protection = Protection(read=reachable_through_offering())

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["offering", "starts_at"], name="meeting_offering"),
            models.Index(fields=["tenant", "starts_at"], name="meeting_tenant"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="meeting_times"
            )
        ]

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def address(self) -> str:
        """The link where it leads to the web; anything else would run in the reader's browser."""
        return self.link if self.link.startswith(("https://", "http://")) else ""
