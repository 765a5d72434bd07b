"""Pictures that stand in texts of trainings."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.organisation.models import TenantModel


class DrawnPicture(TenantModel):
    """A picture drawn anew as WebP, once for each agency; never changes (`actions/pictures.py`)."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    file = models.FileField(upload_to="gambar/")
    sha256 = models.CharField(max_length=64)
    width = models.SmallIntegerField()
    height = models.SmallIntegerField()
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        abstract = True


class Picture(DrawnPicture):
    """A picture of texts.

    They name it by its address, so it outlives every version that shows it. Learners of other
    agencies fetch it through delivery, which opens the agency's scope after it has found their place.
    """

    protection = Protection(append_only=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "sha256"], name="training_picture_once")
        ]
