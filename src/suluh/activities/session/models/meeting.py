"""Participant reports of the meeting provider, row by row, with the person each row matched."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.delivery.models import Offering
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class MeetingReport(TenantModel):
    """One imported file; the same content is imported once."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="reports")
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    rows = models.IntegerField(default=0)
    refused = models.JSONField(default=list)
    imported_by_id = models.BigIntegerField()
    imported_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "file_sha256"],
                condition=models.Q(undone_at=None),
                name="report_once",
            )
        ]


class MeetingRow(TenantModel):
    """One stay in the meeting room: raw name and times, and whose it is, once known."""

    class Match(models.TextChoices):
        """How the person was found."""

        NONE = "none"
        NIP = "nip"
        EMAIL = "email"
        NAME = "name"
        HAND = "hand"
        IGNORED = "ignored"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    report = models.ForeignKey(MeetingReport, on_delete=models.CASCADE, related_name="stays")
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)  # sha256 of name, e-mail and times: twice changes nothing
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254, blank=True, default="")
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    seconds = models.IntegerField(default=0)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    match = models.CharField(max_length=8, choices=Match, default=Match.NONE)
    suggestions = models.JSONField(default=list)
    matched_by_id = models.BigIntegerField(null=True)
    matched_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["offering", "match"], name="meeting_row_match"),
            models.Index(fields=["offering", "person"], name="meeting_row_person"),
        ]
        constraints = [models.UniqueConstraint(fields=["offering", "key"], name="meeting_row_once")]
