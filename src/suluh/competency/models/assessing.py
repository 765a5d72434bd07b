"""What assessors saw, and the files of results from outside."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.competency.models.attainments import Attainment
from suluh.competency.models.dictionary import Competency
from suluh.competency.types import HIGHEST
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class Assessment(TenantModel):
    """One competency of one person, judged by an assessor on the indicators of its levels.

    `observed` names the indicators that were shown, as "level.place" of the version at hand; the
    level may differ from what they suggest, and the note then says why. 0: no level was reached.
    """

    class Way(models.TextChoices):
        """How it was judged."""

        PORTFOLIO = "portofolio", _("Portofolio")
        INTERVIEW = "wawancara", _("Wawancara")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assessments")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField()
    way = models.CharField(max_length=10, choices=Way)
    observed = models.JSONField(default=list)
    level = models.SmallIntegerField()
    note = models.CharField(max_length=1000, blank=True, default="")
    day = models.DateField()
    assessor_id = models.BigIntegerField()
    assessor = models.CharField(max_length=150)
    at = models.DateTimeField()

    protection = Protection(person="person_id", append_only=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["person", "-id"], name="assessment_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__range=(0, HIGHEST)), name="assessment_level"
            )
        ]


class ResultRun(TenantModel):
    """A file of results from outside: compared first, then recorded or put away."""

    class State(models.TextChoices):
        """Life of the file."""

        COMPARED = "compared"
        APPLIED = "applied"
        DISCARDED = "discarded"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    file_name = models.CharField(max_length=200)
    source = models.CharField(max_length=12, choices=Attainment.Source)
    assessor = models.CharField(max_length=150)
    state = models.CharField(max_length=10, choices=State, default=State.COMPARED)
    created_by_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["tenant", "-created_at"], name="result_run_recent")]


class ResultRow(TenantModel):
    """One result of a file, or why it is refused."""

    class Change(models.TextChoices):
        """What recording it does."""

        NEW = "new"
        SAME = "same"
        REFUSED = "refused"

    run = models.ForeignKey(ResultRun, on_delete=models.CASCADE, related_name="rows")
    line = models.IntegerField()
    nip = models.CharField(max_length=40, blank=True, default="")
    code = models.CharField(max_length=20, blank=True, default="")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    competency = models.ForeignKey(
        Competency, null=True, on_delete=models.PROTECT, related_name="+"
    )
    level = models.SmallIntegerField(null=True)
    reached_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    change = models.CharField(max_length=8, choices=Change)
    problem = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["run", "change", "line"], name="result_row_change")]
