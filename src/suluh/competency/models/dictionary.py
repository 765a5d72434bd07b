"""Competencies and the versions of their texts. `tenant` null: the national dictionary."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.base.scope import ReachableManager
from suluh.competency import types
from suluh.organisation.models import Agency

# Dictionaries are published regulations; only their owner writes them.
PUBLISHED = Protection(read="true")
PUBLISHED_FOR_GOOD = Protection(read="true", append_only=True)


class Competency(models.Model):
    """A competency: its code for good, its name as of the newest version."""

    class Family(models.TextChoices):
        """Families of competencies."""

        MANAGERIAL = types.Family.MANAGERIAL, _("Manajerial")
        SOCIAL = types.Family.SOCIAL, _("Sosial kultural")
        GOVERNMENT = types.Family.GOVERNMENT, _("Pemerintahan")
        TECHNICAL = types.Family.TECHNICAL, _("Teknis")

    tenant = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    code = models.CharField(max_length=20)
    family = models.CharField(max_length=14, choices=Family)
    name = models.CharField(max_length=150)
    field = models.CharField(max_length=100, blank=True, default="")  # urusan
    steward = models.CharField(max_length=150, blank=True, default="")  # instansi pembina
    version = models.IntegerField(default=1)  # the newest
    closed_on = models.DateField(null=True, blank=True)  # no longer in new standards

    objects = ReachableManager()
    protection = PUBLISHED

    class Meta:
        ordering = ["family", "code", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "code"], nulls_distinct=False, name="competency_code_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CompetencyVersion(models.Model):
    """What a competency was said to be from a day on. Never written over."""

    tenant = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="versions")
    version = models.IntegerField()
    name = models.CharField(max_length=150)
    definition = models.TextField()
    valid_from = models.DateField()
    legal_basis = models.CharField(max_length=200)
    certainty = models.CharField(max_length=10)  # read | high | medium | low
    changed_by_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    objects = ReachableManager()
    protection = PUBLISHED_FOR_GOOD

    class Meta:
        ordering = ["competency_id", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["competency", "version"], name="competency_version_once"
            )
        ]


class LevelText(models.Model):
    """One of the five levels of a version: description, and behaviour indicators line by line."""

    tenant = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(CompetencyVersion, on_delete=models.PROTECT, related_name="levels")
    level = models.SmallIntegerField()
    description = models.TextField()
    indicators = models.TextField(blank=True, default="")

    objects = ReachableManager()
    protection = PUBLISHED_FOR_GOOD

    class Meta:
        ordering = ["version_id", "level"]
        constraints = [
            models.UniqueConstraint(fields=["version", "level"], name="level_text_once"),
            models.CheckConstraint(
                condition=models.Q(level__range=(types.LOWEST, types.HIGHEST)),
                name="level_text_range",
            ),
        ]

    @property
    def behaviours(self) -> list[str]:
        """The indicators, one each."""
        return [line for line in self.indicators.splitlines() if line.strip()]
