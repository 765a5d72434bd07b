"""Versions of a training: written as a draft, frozen when published; the log of what happened."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.content.models.training import Training
from suluh.organisation.models import TenantModel


class Version(TenantModel):
    """One state of a training. A published one never changes (a trigger refuses it).

    `completion` is the rule that delivery applies (`delivery/rules/completion.py`); `minutes` is the
    sum of the required activities, set when published.
    """

    class State(models.TextChoices):
        """Life of a version."""

        DRAFT = "draft"
        PUBLISHED = "published"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    completion = models.JSONField(default=dict)
    minutes = models.IntegerField(default=0)
    published_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["training_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["training", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["training"], condition=models.Q(state="draft"), name="version_one_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(published_at__isnull=False),
                name="version_published_when",
            ),
        ]


class LogEntry(TenantModel):
    """What became of a version, by whom, with the words for it. Never changed."""

    class Act(models.TextChoices):
        """What was done."""

        SUBMITTED = "submitted"
        RETURNED = "returned"
        APPROVED = "approved"
        PUBLISHED = "published"

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="log")
    act = models.CharField(max_length=9, choices=Act)
    note = models.CharField(max_length=500, blank=True, default="")
    changes = models.JSONField(default=dict)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField()

    protection = Protection(append_only=True)

    class Meta:
        ordering = ["-id"]
