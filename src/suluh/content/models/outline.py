"""The outline of a version: sections with activities."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.content.models.version import Version
from suluh.organisation.models import TenantModel


class Section(TenantModel):
    """A part of the outline. `key` names it in every version; a removed one can be brought back."""

    key = models.UUIDField(default=uuid7, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(max_length=200)
    order = models.SmallIntegerField(default=0)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="section_once")]


class Activity(TenantModel):
    """One thing to do. `settings` belong to its kind; `key` names it in every version.

    `brought`: the path of the file it was made of, so that the same folder makes it once.
    """

    key = models.UUIDField(default=uuid7, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="activities")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="activities")
    kind = models.SlugField(max_length=30)
    title = models.CharField(max_length=200)
    settings = models.JSONField(default=dict)
    minutes = models.IntegerField(default=0)
    is_required = models.BooleanField(default=True)
    order = models.SmallIntegerField(default=0)
    brought = models.CharField(max_length=300, blank=True, default="", db_default="")
    removed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["section", "order"], name="activity_order")]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="activity_once"),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=0), name="activity_minutes_positive"
            ),
        ]
