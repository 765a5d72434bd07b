"""How people stand in an angkatan, and the papers made of it, frozen as they were signed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.delivery.models.enrolment import Enrolment
from suluh.delivery.models.offering import Offering
from suluh.delivery.rules.standing import State
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel

WORDS = {
    State.PROPOSED: _("Diusulkan"),
    State.VERIFIED: _("Diverifikasi"),
    State.SUMMONED: _("Dipanggil"),
    State.ARRIVED: _("Hadir"),
    State.RUNNING: _("Berjalan"),
    State.PASSED: _("Lulus"),
    State.CONDITIONAL: _("Lulus bersyarat"),
    State.FAILED: _("Tidak lulus"),
    State.WITHDRAWN: _("Mengundurkan diri"),
}


class Standing(TenantModel):
    """A person's state by the table of `rules/standing.py`; who has none is proposed."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="standing")
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=17, choices=[(s.value, w) for s, w in WORDS.items()])
    reason = models.CharField(max_length=300, blank=True, default="")
    score = models.SmallIntegerField(null=True)  # hundredths of a percent
    predicate = models.CharField(max_length=40, blank=True, default="")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    protection = Protection(person="person_id")


class Paper(TenantModel):
    """A letter or record of an angkatan: numbered, dated, its content frozen when it was made."""

    class Kind(models.TextChoices):
        """Which paper."""

        SUMMONS = "pemanggilan", _("Surat pemanggilan")
        DUTY = "tugas", _("Surat tugas")
        RECORD = "berita", _("Berita acara kelulusan")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=11, choices=Kind)
    number = models.CharField(max_length=120)
    dated = models.DateField()
    content = models.JSONField(default=dict)
    made_by_id = models.BigIntegerField()
    made_at = models.DateTimeField()

    protection = Protection(append_only=True)

    class Meta:
        ordering = ["-dated", "-id"]
        constraints = [models.UniqueConstraint(fields=["tenant", "number"], name="paper_number")]
