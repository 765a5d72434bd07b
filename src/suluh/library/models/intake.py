"""Uploads of many files at once, with what became of each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from suluh.base.ids import uuid7
from suluh.library.models.book import Book, Topic
from suluh.organisation.models import TenantModel


class Intake(TenantModel):
    """Files handed in together, and how their books shall stand on the shelf."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    topic = models.CharField(max_length=20, choices=Topic, default=Topic.GENERAL)
    licence = models.CharField(max_length=12)
    is_national = models.BooleanField(default=False)
    job = models.UUIDField(null=True)
    taken = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    created_by_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["tenant", "-created_at"], name="intake_newest")]


class IntakeFile(TenantModel):
    """One file of an intake; a ZIP is followed by those it held."""

    class Outcome(models.TextChoices):
        """What became of it."""

        WAITING = "menunggu", _("Menunggu")
        TAKEN = "masuk", _("Masuk rak")
        KNOWN = "kembar", _("Sudah ada")
        REFUSED = "ditolak", _("Tidak diambil")

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="library-intake/", max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    reason = models.CharField(max_length=300, blank=True, default="")
    book = models.ForeignKey(Book, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["id"]
