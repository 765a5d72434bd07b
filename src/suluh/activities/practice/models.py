"""Practices, their milestones, who guides them, files, and the history that nobody can rewrite."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from suluh.activities.practice.types import Act as ActWord
from suluh.activities.practice.types import Role as RoleWord
from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.content.models import Activity
from suluh.delivery.models import Enrolment
from suluh.delivery.models.files import LearnerFile
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel

# Who guides a practice reads it, in whatever agency they work.
_GUIDED = (
    "EXISTS (SELECT 1 FROM practice_guide g WHERE g.practice_id = {id}"
    " AND g.person_id = {{person}} AND g.ended_at IS NULL)"
)


class Practice(TenantModel):
    """What one learner does at work. `tenant` is the organiser; names are as they stood at the start.

    `number` counts the plans that were sent, `stamp` the changes of the draft. `waits_for` names the
    roles whose word or mark is next, so that lists need not work it out.
    """

    class State(models.TextChoices):
        """Life of a practice."""

        PLANNING = "planning"
        PLANNED = "planned"
        RETURNED = "returned"
        RUNNING = "running"
        READY = "ready"
        DONE = "done"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    unit_name = models.CharField(max_length=200, blank=True, default="")
    title = models.CharField(max_length=250)
    course = models.CharField(max_length=250)
    state = models.CharField(max_length=8, choices=State, default=State.PLANNING)
    waits_for = ArrayField(models.CharField(max_length=8), default=list)
    problem = models.TextField(blank=True, default="")
    idea = models.TextField(blank=True, default="")
    outputs = models.TextField(blank=True, default="")
    number = models.SmallIntegerField(default=0)
    stamp = models.IntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    seminar_at = models.DateTimeField(null=True)
    seminar_place = models.CharField(max_length=200, blank=True, default="")
    score = models.SmallIntegerField(null=True)
    since = models.DateTimeField()
    created_at = models.DateTimeField()

    protection = Protection(person="person_id", read=_GUIDED.format(id="practice_practice.id"))

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity"], name="practice_once"),
            models.CheckConstraint(
                condition=models.Q(score=None) | models.Q(score__gte=0, score__lte=100_00),
                name="practice_score",
            ),
        ]
        indexes = [models.Index(fields=["activity", "state"], name="practice_activity")]


class Guide(TenantModel):
    """Who guides or examines a practice, from one moment to another. Proposed ones may decline."""

    class State(models.TextChoices):
        """Life of a guide's place."""

        PROPOSED = "proposed"
        ACTIVE = "active"
        DECLINED = "declined"
        ENDED = "ended"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="guides")
    learner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    role = models.CharField(max_length=8, choices=[(role.value, role.value) for role in RoleWord])
    state = models.CharField(max_length=8, choices=State)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    protection = Protection(person="person_id", read="learner_id = {person}")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "role"],
                condition=models.Q(ended_at=None) & ~models.Q(role="examiner"),
                name="guide_role_once",
            ),
            models.UniqueConstraint(
                fields=["practice", "role", "person"],
                condition=models.Q(ended_at=None),
                name="guide_person_once",
            ),
        ]
        indexes = [
            models.Index(fields=["person"], condition=models.Q(ended_at=None), name="guide_person")
        ]


class Milestone(TenantModel):
    """A step of the plan with its date; `round` counts how often evidence was sent for it."""

    class State(models.TextChoices):
        """Life of a milestone."""

        OPEN = "open"
        SENT = "sent"
        RETURNED = "returned"
        APPROVED = "approved"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    round = models.SmallIntegerField(default=0)

    protection = Protection(
        read="EXISTS (SELECT 1 FROM practice_practice p WHERE p.id = practice_id)"
    )

    class Meta:
        ordering = ["due_on", "id"]


class File(LearnerFile):
    """A file of a practice: evidence of a milestone."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="files")

    protection = Protection(person="person_id")


class Entry(TenantModel):
    """One line of the history: who did what when, with which words. Only ever added.

    `number` is the plan's number or the milestone's round that it speaks of; `plan` the milestones
    as they were sent.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="entries")
    milestone = models.ForeignKey(
        Milestone, null=True, on_delete=models.PROTECT, related_name="entries"
    )
    act = models.CharField(max_length=14, choices=[(act.value, act.value) for act in ActWord])
    role = models.CharField(
        max_length=8, blank=True, default="", choices=[(r.value, r.value) for r in RoleWord]
    )
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=250)
    number = models.SmallIntegerField(default=0)
    text = models.TextField(blank=True, default="")
    plan = models.TextField(blank=True, default="")
    files = ArrayField(models.BigIntegerField(), default=list)
    levels = ArrayField(models.SmallIntegerField(), default=list)
    score = models.SmallIntegerField(null=True)
    at = models.DateTimeField()

    protection = Protection(
        read="EXISTS (SELECT 1 FROM practice_practice p WHERE p.id = practice_id)",
        append_only=True,
    )

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score=None) | models.Q(score__gte=0, score__lte=100_00),
                name="practice_entry_score",
            )
        ]
