"""The agency's bank of questions; attempts at tests, each answer as it was given, marks.

Versions and marks are append-only: what a learner was asked, and who marked it how, stays.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from suluh.activities.quiz.rules.items import GAP, MARKS
from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.content.models import Activity, DrawnPicture
from suluh.delivery.models import Enrolment
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class Question(TenantModel):
    """A question of the bank, whatever its version. `text` and `sort` repeat the current one's.

    `name` and `code` are what a file called it: by the code it is found when the file comes again.
    """

    class Difficulty(models.TextChoices):
        """How hard authors take it to be."""

        EASY = "easy", _("Mudah")
        MEDIUM = "medium", _("Sedang")
        HARD = "hard", _("Sulit")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    category = models.CharField(max_length=200, blank=True, default="")
    tags = ArrayField(models.CharField(max_length=60), default=list)
    difficulty = models.CharField(max_length=6, choices=Difficulty, default=Difficulty.MEDIUM)
    sort = models.CharField(max_length=12)
    text = models.TextField()
    name = models.CharField(max_length=200, blank=True, default="")
    code = models.CharField(max_length=100, blank=True, default="")
    number = models.IntegerField(default=1)
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-id"]
        indexes = [
            models.Index(fields=["tenant", "-changed_at"], name="question_tenant"),
            models.Index(fields=["tenant", "category"], name="question_category"),
            GinIndex(fields=["tags"], name="question_tags"),
        ]

    @property
    def words(self) -> str:
        """The question as lists show it: gaps as dots, pictures and marks of type left out."""
        return " ".join(MARKS.sub("", GAP.sub("…", self.text)).split())


class Picture(DrawnPicture):
    """A picture of questions.

    Whoever takes part in a course of the agency may fetch it: its questions may ask with it.
    """

    file = models.FileField(upload_to="soal/")

    protection = Protection(
        read="EXISTS (SELECT 1 FROM delivery_enrolment e"
        " WHERE e.tenant_id = quiz_picture.tenant_id AND e.person_id = {person})",
        append_only=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "sha256"], name="quiz_picture_once")
        ]


class QuestionVersion(TenantModel):
    """A question as it was worded and keyed at one time; never changes."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    data = models.JSONField()
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    protection = Protection(append_only=True)

    class Meta:
        ordering = ["question_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="question_version_once")
        ]


class Attempt(TenantModel):
    """One try of one person at one test: what was drawn, since when, until when.

    `drawn` lists `[version, [order of the parts as shown]]`. `score` stays empty while a person
    must still mark something.
    """

    class State(models.TextChoices):
        """Life of an attempt."""

        OPEN = "open"
        SUBMITTED = "submitted"
        MARKED = "marked"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    number = models.SmallIntegerField()
    seed = models.CharField(max_length=32)
    drawn = models.JSONField()
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    score = models.IntegerField(null=True)

    protection = Protection(person="person_id")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity", "number"], name="attempt_number_once"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "activity"],
                condition=models.Q(state="open"),
                name="attempt_one_open",
            ),
        ]
        indexes = [
            models.Index(fields=["activity", "state"], name="attempt_activity"),
            models.Index(
                fields=["ends_at"], condition=models.Q(state="open"), name="attempt_running"
            ),
        ]


class Response(TenantModel):
    """What was answered to one question of an attempt; the answer given last stays."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="responses")
    place = models.SmallIntegerField()
    answer = models.JSONField()
    given_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "place"], name="response_once")]


class Mark(TenantModel):
    """What a question of an attempt was worth; the newest counts, the others tell how it came.

    `earned`: points of each line of the rubric, where a person marked by one.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="marks")
    place = models.SmallIntegerField()
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="marks")
    share = models.IntegerField()
    points = models.IntegerField()
    by_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=300, blank=True, default="")
    comment = models.TextField(blank=True, default="")
    earned = models.JSONField(default=list)
    at = models.DateTimeField()

    protection = Protection(append_only=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["attempt", "place", "-id"], name="mark_newest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(share__gte=0, share__lte=10_000), name="mark_share"
            )
        ]


class BankImport(TenantModel):
    """A file of questions on its way: compared, applied, undone. The file goes once it is read."""

    class State(models.TextChoices):
        """Life of an import."""

        COMPARING = "comparing"
        COMPARED = "compared"
        APPLYING = "applying"
        APPLIED = "applied"
        UNDOING = "undoing"
        UNDONE = "undone"
        FAILED = "failed"
        DISCARDED = "discarded"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    file = models.FileField(upload_to="soal/", blank=True)
    file_name = models.CharField(max_length=200)
    format = models.CharField(max_length=6, blank=True, default="")
    category = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=9, choices=State, default=State.COMPARING)
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    problem = models.JSONField(default=list)
    job = models.UUIDField(null=True)
    created_by_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["tenant", "-id"], name="bank_import_recent")]


class BankImportRow(TenantModel):
    """One question of the file: what applying it would do, or why it stays out.

    `data` is the question as it would stand; `before` where the bank's own stood when compared.
    """

    class Change(models.TextChoices):
        """What applying does."""

        NEW = "new"
        CHANGED = "changed"
        SAME = "same"
        REFUSED = "refused"

    run = models.ForeignKey(BankImport, on_delete=models.CASCADE, related_name="rows")
    line = models.IntegerField()
    title = models.CharField(max_length=300, blank=True, default="")
    change = models.CharField(max_length=7, choices=Change)
    data = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)
    question = models.ForeignKey(
        Question, null=True, on_delete=models.PROTECT, related_name="imports"
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["run", "change", "id"], name="bank_import_row_change")]


class Allowance(TenantModel):
    """More time or more attempts for one person at one test, with the reason; they add up."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    activity_key = models.UUIDField()  # the same in every version of the training
    minutes = models.SmallIntegerField(default=0)
    attempts = models.SmallIntegerField(default=0)
    reason = models.CharField(max_length=300)
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    protection = Protection(person="person_id", append_only=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["enrolment", "activity_key"], name="allowance_place")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=0, attempts__gte=0)
                & (models.Q(minutes__gt=0) | models.Q(attempts__gt=0)),
                name="allowance_gives",
            )
        ]


class Regrade(TenantModel):
    """A question marked again in every test that asked it: by its present key, or struck out."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="regrades")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=4)
    reason = models.CharField(max_length=300)
    paths = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    job = models.UUIDField(null=True)
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]


class RegradeLine(TenantModel):
    """What marking again did to one attempt; kept for ever."""

    regrade = models.ForeignKey(Regrade, on_delete=models.PROTECT, related_name="lines")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="regrades")
    share_before = models.IntegerField()
    share_after = models.IntegerField()
    score_before = models.IntegerField(null=True)
    score_after = models.IntegerField(null=True)
    passed_before = models.BooleanField(null=True)
    passed_after = models.BooleanField(null=True)

    protection = Protection(append_only=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["regrade", "attempt"], name="regrade_line_once")
        ]
