"""A file that a learner added to something of their own; each kind keeps its files in its own table."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class LearnerFile(TenantModel):
    """What was uploaded. `name` is only shown; where it lies and what it is, we decided."""

    class Scan(models.TextChoices):
        """What the scanner said."""

        WAITING = "waiting"
        CLEAN = "clean"
        NOT_SCANNED = "not_scanned"
        HARMFUL = "harmful"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    file = models.FileField(upload_to="tugas/")
    name = models.CharField(max_length=100)
    size = models.IntegerField()
    sha256 = models.BinaryField(max_length=32)
    scan = models.CharField(max_length=11, choices=Scan, default=Scan.WAITING)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ["id"]

    @property
    def is_open(self) -> bool:
        """Whether others may open it: the scanner has looked, or there is none."""
        return self.scan in {self.Scan.CLEAN, self.Scan.NOT_SCANNED}
