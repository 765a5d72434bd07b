"""People files: remembered column mappings, runs, and the difference row by row."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.organisation.models import TenantModel


class ColumnMapping(TenantModel):
    """Which column of the agency's file holds what; remembered by the header's fingerprint."""

    header = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "header"], name="mapping_once")]


class ImportRun(TenantModel):
    """One people file on its way: uploaded, compared, applied, undone."""

    class State(models.TextChoices):
        """Life of an import."""

        UPLOADED = "uploaded"
        COMPARING = "comparing"
        COMPARED = "compared"
        APPLYING = "applying"
        APPLIED = "applied"
        UNDONE = "undone"
        FAILED = "failed"
        DISCARDED = "discarded"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    file = models.FileField(upload_to="imports/")
    file_name = models.CharField(max_length=200)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    counts = models.JSONField(default=dict)
    leave_confirmed = models.BooleanField(default=False)
    as_of = models.DateField()
    job = models.UUIDField(null=True)
    created_by_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["tenant", "-created_at"], name="import_run_recent")]


class ImportRow(TenantModel):
    """One line of the difference: what the file would change, or why the row is refused."""

    class Change(models.TextChoices):
        """What applying the row does."""

        NEW = "new"
        CHANGED = "changed"
        MOVED = "moved"
        LEFT = "left"
        SAME = "same"
        REFUSED = "refused"

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    line = models.IntegerField()
    nip = models.CharField(max_length=40, blank=True, default="")
    name = models.CharField(max_length=150, blank=True, default="")
    change = models.CharField(max_length=8, choices=Change)
    values = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    problems = models.JSONField(default=list)

    protection = Protection()

    class Meta:
        indexes = [models.Index(fields=["run", "change", "line"], name="import_row_change")]
