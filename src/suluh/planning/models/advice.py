"""The points that order recommendations, and recommendations that a person waved away."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from suluh.base.policies import Protection
from suluh.competency.models import Competency
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel
from suluh.planning import types


class FactorWeight(models.Model):
    """Points of one factor from a day on. Never written over: old days keep their order."""

    class Factor(models.TextChoices):
        """What the order is made of."""

        CLOSES = types.Factor.CLOSES, _("Menutup kesenjangan")
        STEP = types.Factor.STEP, _("Satu jenjang pada satu waktu")
        WIDTH = types.Factor.WIDTH, _("Kesenjangan yang lebar")
        SOON = types.Factor.SOON, _("Dapat dimulai segera")
        JP = types.Factor.JP, _("Menutup kekurangan JP tahun ini")
        NEAR = types.Factor.NEAR, _("Dari instansi sendiri")

    factor = models.CharField(max_length=10, choices=Factor)
    version = models.IntegerField(default=1)
    points = models.SmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=200)

    protection = Protection(open="how recommendations are ordered is public", append_only=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["factor", "version"], name="factor_version_once"),
            models.CheckConstraint(
                condition=models.Q(points__range=(0, 100)), name="factor_points"
            ),
        ]


class Dismissal(TenantModel):
    """A recommendation that the person does not want to see again; undone by a date."""

    class Sort(models.TextChoices):
        """What was waved away."""

        TRAINING = types.Sort.TRAINING, _("Pelatihan")
        EVENT = types.Sort.EVENT, _("Webinar dan acara")
        BOOK = types.Sort.BOOK, _("Buku")
        PERSON = types.Sort.PERSON, _("Mentor")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=10, choices=Sort)
    key = models.UUIDField()
    title = models.CharField(max_length=250)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    protection = Protection(person="person_id")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "competency", "sort", "key"],
                condition=models.Q(undone_at=None),
                name="dismissed_once",
            )
        ]
