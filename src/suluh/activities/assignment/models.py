"""Work of learners and teams, what was handed in, files, marks; bundles to download.

Hand-ins and marks are append-only: what was handed in when, and who judged it how, stays.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.content.models import Activity
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.models.files import LearnerFile
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class Team(TenantModel):
    """A group of learners at one assignment; one hands in for all."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["offering", "activity", "name"], name="team_name_once")
        ]


class Member(TenantModel):
    """A learner's place in a team; one team for each assignment."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    joined_at = models.DateTimeField()

    protection = Protection(person="person_id")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity"], name="assignment_member_once")
        ]


class Work(TenantModel):
    """What one learner, or one team, makes of an assignment.

    `text` is the draft and `stamp` counts its changes, so that two devices do not write over one
    another. `needs` says whose mark the queue waits for; `score` is what counts, lateness taken off.
    """

    class State(models.TextChoices):
        """Life of a work."""

        DRAFT = "draft"
        HANDED_IN = "handed_in"
        RETURNED = "returned"
        MARKED = "marked"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    team = models.OneToOneField(Team, null=True, on_delete=models.PROTECT, related_name="work")
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    needs = models.CharField(max_length=8, blank=True, default="")
    text = models.TextField(blank=True, default="")
    stamp = models.IntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    number = models.SmallIntegerField(default=0)
    late_days = models.SmallIntegerField(default=0)
    words = models.IntegerField(default=0)
    score = models.SmallIntegerField(null=True)
    marker = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    second_marker = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    marked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    protection = Protection(person="person_id")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity"], name="work_once"),
            models.CheckConstraint(
                condition=models.Q(score=None) | models.Q(score__gte=0, score__lte=100_00),
                name="work_score",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "handed_in_at"],
                condition=~models.Q(needs=""),
                name="work_waiting",
            ),
            models.Index(fields=["activity", "state"], name="work_activity"),
        ]


class HandIn(TenantModel):
    """What was handed in at one moment; `files` are ids of files that stay as they are."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="hand_ins")
    number = models.SmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True, default="")
    words = models.IntegerField(default=0)
    files = ArrayField(models.BigIntegerField(), default=list)
    late_days = models.SmallIntegerField(default=0)
    at = models.DateTimeField()

    protection = Protection(person="person_id", append_only=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["work", "number"], name="hand_in_once")]


class File(LearnerFile):
    """A file of a work."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="files")

    protection = Protection(person="person_id")


class Mark(TenantModel):
    """A judgement of one hand-in; the newest of each role counts, the others tell how it came."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="marks")
    number = models.SmallIntegerField()
    role = models.CharField(max_length=8)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=250)
    levels = ArrayField(models.SmallIntegerField(), default=list)
    score = models.SmallIntegerField()
    comment = models.TextField(blank=True, default="")
    reason = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField()

    protection = Protection(append_only=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__gte=0, score__lte=100_00), name="assignment_mark_score"
            )
        ]


class Return(TenantModel):
    """A hand-in sent back to be mended, with the words for it."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="returns")
    number = models.SmallIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=250)
    comment = models.TextField()
    at = models.DateTimeField()

    protection = Protection(append_only=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["work", "number"], name="return_once")]


class Bundle(TenantModel):
    """All hand-ins of an assignment as one archive, made by a job, kept for a day.

    `is_guest`: asked for by a guest of the angkatan, who reads no NIP in it.
    """

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    job = models.UUIDField()
    file = models.FileField(upload_to="tugas-unduhan/", blank=True)
    count = models.IntegerField(default=0)
    is_guest = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)

    protection = Protection(person="person_id")
