"""Attainments: the book of what people were found to master. Append-only."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.competency import types
from suluh.competency.models.dictionary import Competency
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class Attainment(TenantModel):
    """One result of one person: level, source, day, expiry, assessor; or the withdrawal of one.

    `tenant` is the person's agency when it was reached; the agency that employs the person now
    reads it too. Never changed, never deleted: a mistake is withdrawn by a row of its own.
    """

    class Kind(models.TextChoices):
        """A result, or the one withdrawal of a result."""

        REACHED = "reached"
        WITHDRAWN = "withdrawn"

    class Source(models.TextChoices):
        """Kinds of source."""

        ASSESSMENT = types.SourceKind.ASSESSMENT, _("Penilaian assessment center")
        TEST = types.SourceKind.TEST, _("Uji kompetensi")
        PORTFOLIO = types.SourceKind.PORTFOLIO, _("Portofolio")
        INTERVIEW = types.SourceKind.INTERVIEW, _("Wawancara")
        OUTSIDE = types.SourceKind.OUTSIDE, _("Hasil dari luar")
        SUPERVISOR = types.SourceKind.SUPERVISOR, _("Penilaian atasan")
        TRAINING = types.SourceKind.TRAINING, _("Pelatihan selesai")
        SELF = types.SourceKind.SELF, _("Penilaian diri")

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attainments")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.REACHED)
    level = models.SmallIntegerField()
    source = models.CharField(max_length=12, choices=Source)
    source_type = models.CharField(max_length=40, blank=True, default="")
    source_id = models.CharField(max_length=60, blank=True, default="")
    title = models.CharField(max_length=200, blank=True, default="")
    key = models.CharField(max_length=120)
    reached_on = models.DateField()
    expires_on = models.DateField(null=True)  # the last day it counts
    assessor_id = models.BigIntegerField(null=True)
    assessor = models.CharField(max_length=150, blank=True, default="")
    withdraws = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="withdrawal"
    )
    reason = models.CharField(max_length=300, blank=True, default="")
    actor_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(db_default=Now())

    protection = Protection(
        person="person_id",
        read="(SELECT true FROM identity_employment e WHERE e.valid_to IS NULL"
        " AND e.person_id = competency_attainment.person_id AND e.tenant_id = {tenant} LIMIT 1)",
        append_only=True,
    )

    class Meta:
        ordering = ["-reached_on", "-id"]
        indexes = [
            models.Index(fields=["person", "competency"], name="attainment_person"),
            models.Index(fields=["tenant", "expires_on"], name="attainment_expiry"),
            models.Index(fields=["source_type", "source_id"], name="attainment_source"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "competency", "key"],
                condition=models.Q(kind="reached"),
                name="attained_once",
            ),
            models.CheckConstraint(
                condition=models.Q(level__range=(types.LOWEST, types.HIGHEST)),
                name="attainment_range",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="reached", withdraws=None)
                | models.Q(kind="withdrawn", withdraws__isnull=False),
                name="withdrawal_names_result",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_on=None)
                | models.Q(expires_on__gte=models.F("reached_on")),
                name="attainment_dates",
            ),
        ]
