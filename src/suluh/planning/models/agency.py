"""What an agency plans for a year: issues it works on, proposals of units, the plan with its lines."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from suluh.base.ids import uuid7
from suluh.competency.models import Competency
from suluh.content.models import Training
from suluh.ledger.models import Form
from suluh.organisation.models import TenantModel, Unit


class Issue(TenantModel):
    """A strategic issue, or a theme of the corporate university, and the OPD result it aims at."""

    class Sort(models.TextChoices):
        """What it is."""

        ISSUE = "isu", _("Isu strategis")
        THEME = "tema", _("Tema corporate university")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    sort = models.CharField(max_length=4, choices=Sort, default=Sort.ISSUE)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    result = models.CharField(max_length=300)
    indicator = models.CharField(max_length=200, blank=True, default="")
    first_year = models.SmallIntegerField()
    last_year = models.SmallIntegerField()
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["first_year", "title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year")), name="issue_years"
            )
        ]

    def __str__(self) -> str:
        return self.title


class IssueTraining(TenantModel):
    """A training that serves an issue."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="trainings")
    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "training"], name="issue_training_once")
        ]


class Proposal(TenantModel):
    """What a unit's head asks for beside the gaps; taken into the agency's plan, or not."""

    class State(models.TextChoices):
        """Life of a proposal."""

        ASKED = "asked", _("Diusulkan")
        TAKEN = "taken", _("Masuk rencana instansi")
        REFUSED = "refused", _("Tidak diambil")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    competency = models.ForeignKey(
        Competency, null=True, on_delete=models.PROTECT, related_name="+"
    )
    issue = models.ForeignKey(Issue, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+")
    people = models.IntegerField()
    jp_minor = models.IntegerField(default=0)
    cost = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=400)
    state = models.CharField(max_length=7, choices=State, default=State.ASKED)
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=250)
    at = models.DateTimeField()
    words = models.CharField(max_length=400, blank=True, default="")
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["tenant", "year", "state"], name="proposal_year")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(people__gte=1, jp_minor__gte=0, cost__gte=0),
                name="proposal_not_negative",
            )
        ]


class AgencyPlan(TenantModel):
    """The plan of an agency for one year (PP 11/2017 Pasal 205, 207): drafted by PyB, set by PPK.

    Once set its lines stand; only what was spent and what came true is still written. `composers`
    are the ids of all who gathered or changed lines: none of them records that it was set.
    """

    class State(models.TextChoices):
        """Life of the plan."""

        DRAFT = "draft", _("Rancangan")
        SET = "set", _("Ditetapkan")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    year = models.SmallIntegerField()
    state = models.CharField(max_length=5, choices=State, default=State.DRAFT)
    number = models.CharField(max_length=120, blank=True, default="")
    dated = models.DateField(null=True)
    drafter = models.CharField(max_length=200, blank=True, default="")
    drafter_post = models.CharField(max_length=200, blank=True, default="")
    setter = models.CharField(max_length=200, blank=True, default="")
    setter_post = models.CharField(max_length=200, blank=True, default="")
    composers = models.JSONField(default=list)
    collected_at = models.DateTimeField(null=True)
    set_by_id = models.BigIntegerField(null=True)
    set_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year"], name="agency_plan_once"),
            models.CheckConstraint(
                condition=models.Q(state="draft")
                | ~models.Q(number="") & models.Q(dated__isnull=False),
                name="agency_plan_set_how",
            ),
        ]


class AgencyLine(TenantModel):
    """One line with the seven items of Pasal 207(3), and what came true of it.

    `key` says what it was collected from, so that collecting again renews and doubles nothing; a
    line changed by hand (`is_edited`) is left as it is.
    """

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    plan = models.ForeignKey(AgencyPlan, on_delete=models.CASCADE, related_name="lines")
    key = models.CharField(max_length=80)
    competency = models.ForeignKey(
        Competency, null=True, on_delete=models.PROTECT, related_name="+"
    )
    issue = models.ForeignKey(Issue, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=250)
    target = models.CharField(max_length=300)
    people = models.IntegerField()
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+")
    organiser = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    curriculum = models.CharField(max_length=200)
    budget = models.BigIntegerField(default=0)
    jp_minor = models.IntegerField(default=0)
    is_edited = models.BooleanField(default=False)
    spent = models.BigIntegerField(default=0)
    done_people = models.IntegerField(default=0)
    done_jp_minor = models.IntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["competency__family", "competency__code", "title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="agency_line_once"),
            models.CheckConstraint(
                condition=models.Q(people__gte=0, budget__gte=0, spent__gte=0, jp_minor__gte=0),
                name="agency_line_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="agency_line_dates"
            ),
        ]
