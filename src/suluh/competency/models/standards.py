"""Standards: the levels that posts ask for, from a day on. `tenant` null: the nation's default."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.scope import ReachableManager
from suluh.competency.models.dictionary import PUBLISHED_FOR_GOOD, Competency
from suluh.competency.types import HIGHEST
from suluh.organisation.models import Agency, Position


class Standard(models.Model):
    """Standar kompetensi jabatan: of a named post, of a jenjang, or of a whole jenis.

    `post` and `jenjang` '' mean all of them. What a post asks for is put together from the layers
    (see rules.standards). A change is the next version; the row of old days stays.
    """

    tenant = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    jenis = models.CharField(max_length=1, choices=Position.Jenis)
    jenjang = models.CharField(max_length=40, blank=True, default="")
    post = models.CharField(max_length=200, blank=True, default="")
    version = models.IntegerField(default=1)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # the last day in force
    legal_basis = models.CharField(max_length=200)
    certainty = models.CharField(max_length=10)  # read | high | medium | low
    changed_by_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    objects = ReachableManager()
    protection = PUBLISHED_FOR_GOOD

    class Meta:
        ordering = ["jenis", "jenjang", "post", "-valid_from", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "jenis", "jenjang", "post", "version"],
                nulls_distinct=False,
                name="standard_version_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="standard_dates",
            ),
        ]


class Requirement(models.Model):
    """The level of one competency in a standard; 0 is the exception "not asked for"."""

    tenant = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="requirements")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    level = models.SmallIntegerField()

    objects = ReachableManager()
    protection = PUBLISHED_FOR_GOOD

    class Meta:
        ordering = ["standard_id", "competency_id"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "competency"], name="requirement_once"),
            models.CheckConstraint(
                condition=models.Q(level__range=(0, HIGHEST)), name="requirement_range"
            ),
        ]
