"""A large ZIP that waits to become a part of a draft."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.content.models.training import Training
from suluh.organisation.models import TenantModel


class Parcel(TenantModel):
    """What somebody sent for a training, and what became of each file in it.

    One for each training: the next one takes its place. The file is gone once it was opened.
    """

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="parcels")
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="imports/", max_length=200, blank=True)
    section = models.UUIDField()
    job = models.UUIDField(null=True)
    report = models.JSONField(default=list)
    created_by_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["training", "-created_at"], name="parcel_newest")]
