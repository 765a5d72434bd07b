"""Learning paths: trainings of an agency that lead somewhere together, and people on them."""

from __future__ import annotations

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.content.models import Training
from suluh.delivery.models.assignment import PathAssignment
from suluh.identity.models import Person
from suluh.organisation.models import Agency, TenantModel


class LearningPath(TenantModel):
    """A path (jalur belajar). It is complete by `mode`: all, at least `needed`, or `needed` JP.

    `counts_since`: trainings completed earlier than that day do not count; null counts all.
    """

    class Mode(models.TextChoices):
        """What completion asks for."""

        ALL = "all", _("Semua pelatihan selesai")
        COUNT = "count", _("Sedikitnya sejumlah pelatihan selesai")
        JP = "jp", _("Sedikitnya sejumlah JP terkumpul")

    class State(models.TextChoices):
        """Life of a path."""

        DRAFT = "draft"
        PUBLISHED = "published"
        CLOSED = "closed"

    class Audience(models.TextChoices):
        """Who may join."""

        AGENCY = "agency", _("Pegawai instansi sendiri")
        NATIONAL = "national", _("Semua ASN dan umum di Indonesia")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=500, blank=True, default="")
    mode = models.CharField(max_length=5, choices=Mode, default=Mode.ALL)
    needed = models.SmallIntegerField(default=0)
    counts_since = models.DateField(null=True)
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.AGENCY)
    has_certificate = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    created_by_id = models.BigIntegerField()
    created_at = models.DateTimeField()

    protection = Protection(
        read="state <> 'draft' AND audience = 'national' OR id IN"
        " (SELECT pp.path_id FROM delivery_pathplace pp WHERE pp.person_id = {person})"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(needed__gte=0), name="path_needed")
        ]

    def __str__(self) -> str:
        return self.title


class PathItem(TenantModel):
    """A training on the path, in its order."""

    path = models.ForeignKey(LearningPath, on_delete=models.CASCADE, related_name="items")
    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="+")
    order = models.SmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["path", "training"], name="path_item_once")]


class PathPlace(TenantModel):
    """A person on the path. `tenant` is the path's agency, `home` the person's.

    `source` is the door, as in a course; an `assignment` may come later, and its trace stays.
    """

    class State(models.TextChoices):
        """Life of a place."""

        JOINED = "joined"
        COMPLETED = "completed"
        LEFT = "left"

    uuid = models.UUIDField(
        default=uuid7, db_default=RandomUUID(), unique=True, editable=False
    )  # the database's own: people are placed set-wise
    path = models.ForeignKey(LearningPath, on_delete=models.PROTECT, related_name="places")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    home = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    unit_name = models.CharField(max_length=200, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    state = models.CharField(max_length=9, choices=State, default=State.JOINED)
    source = models.CharField(max_length=8, default="self")
    assignment = models.ForeignKey(
        PathAssignment, null=True, on_delete=models.PROTECT, related_name="places", db_index=False
    )
    due_on = models.DateField(null=True)
    progress = models.SmallIntegerField(default=0)
    joined_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)

    protection = Protection(person="person_id", person_writes=True, read="home_id = {tenant}")

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["person", "state"], name="path_place_person"),
            models.Index(
                fields=["assignment"],
                condition=models.Q(assignment__isnull=False),
                name="path_place_assignment",
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["path", "person"], name="path_place_once")]
