"""A person's plan for a year: goals, items, and its history that nobody rewrites."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.competency.models import Competency
from suluh.competency.types import HIGHEST
from suluh.identity.models import Person
from suluh.ledger.models import Form
from suluh.organisation.models import Position, TenantModel, Unit
from suluh.planning import types


class Plan(TenantModel):
    """Rencana pengembangan kompetensi of one person in one agency for one year.

    `revision` counts what was submitted, so that what is decided is what was looked at. An
    approved plan that is changed goes back to `draft`; its items keep `approved_at` until they
    themselves change, and what was approved stands in its steps.
    """

    class State(models.TextChoices):
        """States of domain practice (Belum, Menunggu Verifikasi, Perlu Revisi, Disetujui)."""

        DRAFT = "draft", _("Belum diajukan")
        WAITING = "waiting", _("Menunggu verifikasi")
        REVISE = "revise", _("Perlu revisi")
        APPROVED = "approved", _("Disetujui")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="plans")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    revision = models.SmallIntegerField(default=0)
    next_post = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approver = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    protection = Protection(person="person_id", read="approver_id = {person}")

    class Meta:
        ordering = ["-year", "-id"]
        indexes = [
            models.Index(fields=["tenant", "year", "state"], name="plan_year"),
            models.Index(
                fields=["approver"], condition=models.Q(state="waiting"), name="plan_waiting"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "person", "year"], name="plan_once"),
            models.CheckConstraint(
                condition=models.Q(approver=None) | ~models.Q(approver=models.F("person")),
                name="plan_not_by_oneself",
            ),
        ]


class Goal(TenantModel):
    """What the person wants to reach: a level of a competency, or what the unit aims at."""

    class Sort(models.TextChoices):
        """Where the goal comes from."""

        GAP = "gap", _("Kesenjangan jabatan")
        NEXT = "next", _("Jabatan tujuan")
        UNIT = "unit", _("Sasaran unit")
        OWN = "own", _("Keinginan sendiri")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="goals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=4, choices=Sort)
    competency = models.ForeignKey(
        Competency, null=True, on_delete=models.PROTECT, related_name="+"
    )
    level_from = models.SmallIntegerField(default=0)
    level_to = models.SmallIntegerField(default=0)
    text = models.CharField(max_length=250, blank=True, default="")

    protection = Protection(person="person_id")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "competency"],
                condition=models.Q(competency__isnull=False),
                name="goal_once",
            ),
            models.CheckConstraint(
                condition=models.Q(level_from__range=(0, HIGHEST), level_to__range=(0, HIGHEST)),
                name="goal_levels",
            ),
        ]


class Item(TenantModel):
    """One thing to learn: recommended (with its source) or of one's own, with JP, dates, cost.

    `source` names what was recommended; its realisation is found by it. Rupiah without cents.
    """

    class Sort(models.TextChoices):
        """What it is."""

        TRAINING = types.Sort.TRAINING, _("Pelatihan")
        EVENT = types.Sort.EVENT, _("Webinar dan acara")
        BOOK = types.Sort.BOOK, _("Buku")
        PERSON = types.Sort.PERSON, _("Mentor")
        OWN = types.Sort.OWN, _("Usulan sendiri")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, null=True, on_delete=models.SET_NULL, related_name="items")
    competency = models.ForeignKey(
        Competency, null=True, on_delete=models.PROTECT, related_name="+"
    )
    level = models.SmallIntegerField(default=0)
    sort = models.CharField(max_length=10, choices=Sort, default=Sort.OWN)
    source = models.UUIDField(null=True)
    title = models.CharField(max_length=250)
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+")
    jp_minor = models.IntegerField(default=0)
    cost = models.BigIntegerField(default=0)
    starts_on = models.DateField()
    ends_on = models.DateField()
    note = models.CharField(max_length=300, blank=True, default="")
    approved_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    protection = Protection(person="person_id")

    class Meta:
        ordering = ["starts_on", "id"]
        indexes = [
            models.Index(
                fields=["tenant", "competency"],
                condition=models.Q(approved_at__isnull=False),
                name="item_approved",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "sort", "source"],
                condition=models.Q(source__isnull=False),
                name="item_source_once",
            ),
            models.CheckConstraint(
                condition=models.Q(jp_minor__gte=0, cost__gte=0), name="item_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="item_dates"
            ),
        ]


class PlanStep(TenantModel):
    """What happened to a plan, by whom, with the words; what was submitted and decided, as it was.

    Never changed: the version that was approved can be shown for good.
    """

    class Kind(models.TextChoices):
        """What happened."""

        SUBMITTED = "submitted", _("Diajukan")
        WITHDRAWN = "withdrawn", _("Ditarik kembali")
        APPROVED = "approved", _("Disetujui")
        RETURNED = "returned", _("Diminta revisi")
        COMMENTED = "commented", _("Komentar")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="steps")
    person_id = models.BigIntegerField()
    kind = models.CharField(max_length=9, choices=Kind)
    revision = models.SmallIntegerField(default=0)
    content = models.JSONField(default=dict)
    words = models.CharField(max_length=500, blank=True, default="")
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=250, blank=True, default="")
    at = models.DateTimeField()

    protection = Protection(person="person_id", append_only=True)

    class Meta:
        ordering = ["id"]
