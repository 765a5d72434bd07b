"""Training: what can be learnt, whatever its version and whoever offers it when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from suluh.base.ids import uuid7
from suluh.identity.models import Person
from suluh.ledger.models import Form
from suluh.organisation.models import TenantModel, Unit


class Training(TenantModel):
    """A training of an agency. `form` is the bentuk with SIASN's code; JP follow from it."""

    class Path(models.TextChoices):
        """Jalur."""

        CLASSICAL = "klasikal", _("Klasikal")
        NON_CLASSICAL = "nonklasikal", _("Nonklasikal")
        BLENDED = "blended", _("Blended")

    class Repeats(models.TextChoices):
        """Whether who completed it may earn again."""

        ONCE = "once", _("Sekali saja")
        YEARLY = "yearly", _("Sekali setiap tahun")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=300, blank=True, default="")
    aims = models.TextField(blank=True, default="")
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=12, choices=Path, default=Path.NON_CLASSICAL)
    target_group = models.CharField(max_length=200, blank=True, default="")
    strategic_issue = models.CharField(max_length=200, blank=True, default="")
    theme = models.CharField(max_length=120, blank=True, default="")
    requirements = models.TextField(blank=True, default="")
    cover = models.FileField(upload_to="covers/", blank=True)
    cover_mark = models.CharField(max_length=16, blank=True, default="", db_default="")
    repeats = models.CharField(max_length=6, choices=Repeats, default=Repeats.ONCE)
    archived_at = models.DateTimeField(null=True)
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-id"]
        indexes = [models.Index(fields=["tenant", "-changed_at"], name="training_tenant")]

    def __str__(self) -> str:
        return self.title


class Trainer(TenantModel):
    """Who teaches: somebody known, or a name from outside."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="trainers")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True, default="")
    order = models.SmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["training", "name"], name="trainer_once")]
