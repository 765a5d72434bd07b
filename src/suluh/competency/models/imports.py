"""Spreadsheets on their way: uploaded, compared, applied."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.competency import types
from suluh.organisation.models import TenantModel


class SheetImport(TenantModel):
    """One file of standards or of the dictionary; `rows` keep [line, cells] as they were read.

    What it would change is reckoned when it is looked at, so the difference is never stale.
    `is_national`: it writes the nation's book, not the agency's.
    """

    class Kind(models.TextChoices):
        """What the file holds."""

        STANDARDS = types.SheetKind.STANDARDS, _("Standar jabatan")
        DICTIONARY = types.SheetKind.DICTIONARY, _("Kamus kompetensi")

    class State(models.TextChoices):
        """Life of an import."""

        COMPARED = "compared", _("Menunggu keputusan")
        APPLIED = "applied", _("Diterapkan")
        DISCARDED = "discarded", _("Dibuang")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    is_national = models.BooleanField(default=False)
    file_name = models.CharField(max_length=200)
    rows = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.COMPARED)
    created_by_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    protection = Protection()

    class Meta:
        indexes = [models.Index(fields=["tenant", "-created_at"], name="sheet_import_recent")]
