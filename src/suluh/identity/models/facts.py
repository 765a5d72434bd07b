"""Facts of personnel that have a date and a source, and the files they come from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.identity.models.person import Person
from suluh.organisation.models import TenantModel


class PersonFact(TenantModel):
    """What personnel records say of a person, from a day on: never changed, corrected by a new row.

    Of rows of the same person, kind and day the last one written holds. `tenant` is the agency
    that recorded it; the agency that employs the person reads it too.
    """

    class Kind(models.TextChoices):
        """What the fact is about."""

        EDUCATION = "pendidikan", _("Pendidikan")
        RATING = "kinerja", _("Predikat kinerja")
        DISCIPLINE = "disiplin", _("Hukuman disiplin")
        LEADERSHIP = "kepemimpinan", _("Diklat kepemimpinan")
        FUNCTIONAL = "fungsional", _("Diklat fungsional")
        SIASN = "ip_asn", _("Nilai IP ASN di SIASN")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=12, choices=Kind)
    value = models.CharField(max_length=120)
    day = models.DateField()
    source = models.CharField(max_length=120)
    run_id = models.BigIntegerField(null=True)
    recorded_by_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()

    protection = Protection(
        person="person_id",
        read="EXISTS (SELECT 1 FROM identity_employment e"
        " WHERE e.person_id = identity_personfact.person_id AND e.tenant_id = {tenant}"
        " AND e.valid_to IS NULL)",
        append_only=True,
    )

    class Meta:
        indexes = [models.Index(fields=["person", "kind", "day"], name="person_fact_day")]


class FactRun(TenantModel):
    """A file of facts: compared first, then applied or put away."""

    class State(models.TextChoices):
        """Life of the file."""

        COMPARED = "compared"
        APPLIED = "applied"
        DISCARDED = "discarded"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    file_name = models.CharField(max_length=200)
    source = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.COMPARED)
    lines = models.IntegerField(default=0)
    created_by_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["tenant", "-created_at"], name="fact_run_recent")]


class FactRow(TenantModel):
    """One fact that the file tells, or why a line is refused."""

    class Change(models.TextChoices):
        """What applying it does."""

        NEW = "new"
        SAME = "same"
        REFUSED = "refused"

    run = models.ForeignKey(FactRun, on_delete=models.CASCADE, related_name="rows")
    line = models.IntegerField()
    nip = models.CharField(max_length=40, blank=True, default="")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=PersonFact.Kind, blank=True, default="")
    value = models.CharField(max_length=120, blank=True, default="")
    day = models.DateField(null=True)
    before = models.CharField(max_length=120, blank=True, default="")
    change = models.CharField(max_length=8, choices=Change)
    problem = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["run", "change", "line"], name="fact_row_change")]
