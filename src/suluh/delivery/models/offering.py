"""Offering: an event (webinar …) or a course of an agency that people can join."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.content.models import Version
from suluh.credentials.models import CertificateTemplate
from suluh.delivery.models.series import Series
from suluh.identity.models import Person
from suluh.ledger.models import Form
from suluh.organisation.models import Agency, TenantModel, Unit

_OPEN_TO_SCOPE = (
    "{table}.state IN ('published', 'finished', 'cancelled') AND ({table}.audience = 'national'"
    " OR ({table}.audience = 'chosen' AND EXISTS (SELECT 1 FROM delivery_offeringagency oa"
    " WHERE oa.offering_id = {table}.id AND oa.agency_id = {{tenant}}))"
    " OR EXISTS (SELECT 1 FROM delivery_enrolment en"
    " WHERE en.offering_id = {table}.id AND en.person_id = {{person}}))"
)


# The end of what is always open (docs/decisions/0020): comparisons and the functions of the database
# stay as they are, and nobody meets an event without an end.
NO_END = datetime(2999, 12, 31, tzinfo=UTC)


def reachable_through_offering(column: str = "offering_id") -> str:
    """Policy SQL for rows that hang on an offering: seen by all who see the offering."""
    return f"EXISTS (SELECT 1 FROM delivery_offering o WHERE o.id = {column})"  # noqa: S608


class Offering(TenantModel):
    """An event or a course on offer. Times are UTC; `zone` is the one it is announced in.

    A course gives a `version` of a training to whoever starts now; learners stay on the one they
    started with. It may be open always (`ends_at` is `NO_END`) or from one day to another.
    """

    class Kind(models.TextChoices):
        """What is offered: something that happens, or something to go through."""

        EVENT = "event"
        COURSE = "course"

    class Audience(models.TextChoices):
        """Who may join."""

        AGENCY = "agency"
        CHOSEN = "chosen"
        NATIONAL = "national"

    class State(models.TextChoices):
        """Life of an event."""

        DRAFT = "draft"
        PUBLISHED = "published"
        FINISHED = "finished"
        CANCELLED = "cancelled"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.EVENT, db_default=Kind.EVENT)
    version = models.ForeignKey(
        Version, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.PROTECT, related_name="offerings"
    )
    number = models.IntegerField(null=True, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    theme = models.CharField(max_length=120, blank=True, default="")
    description = models.TextField(blank=True, default="")
    banner = models.FileField(upload_to="banners/", blank=True)
    # Which small picture its card shows: of its banner, or of its training's cover.
    cover_mark = models.CharField(max_length=16, blank=True, default="", db_default="")
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=40)
    break_minutes = models.SmallIntegerField(default=0)
    jp_minor = models.IntegerField(default=0)
    jp_reason = models.CharField(max_length=300, blank=True, default="")
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.AGENCY)
    seats = models.IntegerField(null=True, blank=True)
    registration_opens_at = models.DateTimeField()
    registration_closes_at = models.DateTimeField()
    join_link = models.URLField(max_length=500, blank=True, default="")
    place = models.CharField(max_length=200, blank=True, default="")
    attendance_rule = models.JSONField(default=dict)
    has_evaluation = models.BooleanField(default=True)
    template = models.ForeignKey(
        CertificateTemplate, null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    cancel_reason = models.CharField(max_length=300, blank=True, default="")
    registered = models.IntegerField(default=0)
    completed = models.IntegerField(default=0)
    is_gated = models.BooleanField(default=False, db_default=False)
    # Of a yearly course: the class of an earlier year that this one goes on from.
    renews = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="renewal"
    )
    reminded_day_at = models.DateTimeField(null=True)
    reminded_hour_at = models.DateTimeField(null=True)
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    protection = Protection(read=_OPEN_TO_SCOPE.format(table="delivery_offering"))

    class Meta:
        ordering = ["-starts_at", "-id"]
        indexes = [
            models.Index(fields=["tenant", "-starts_at"], name="offering_tenant"),
            models.Index(fields=["state", "audience", "starts_at"], name="offering_catalogue"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="offering_title_trgm"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="offering_number_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="offering_times"
            ),
            models.CheckConstraint(
                condition=models.Q(seats=None) | models.Q(seats__gt=0), name="offering_seats"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="event", version=None)
                | models.Q(kind="course", version__isnull=False),
                name="offering_course_version",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_course(self) -> bool:
        """Whether it is gone through in one's own time, and does not happen at one."""
        return self.kind == self.Kind.COURSE

    @property
    def last_moment(self) -> datetime:
        """Within its last day: a course ends as that day does, at midnight."""
        return self.ends_at - timedelta(seconds=1)

    @property
    def has_end(self) -> bool:
        """Whether it ends one day."""
        return self.ends_at < NO_END


class OfferingAgency(TenantModel):
    """An invited agency, with its quota of seats (null: shares the common ones)."""

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="agencies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    quota = models.IntegerField(null=True, blank=True)

    protection = Protection(read="agency_id = {tenant}")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offering", "agency"], name="offering_agency_once")
        ]


class OfferingPerson(TenantModel):
    """A speaker or moderator, with what they speak on; earns a certificate of their own."""

    class Role(models.TextChoices):
        """Part played."""

        SPEAKER = "narasumber"
        MODERATOR = "moderator"

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=12, choices=Role)
    topic = models.CharField(max_length=200, blank=True, default="")
    minutes = models.IntegerField(default=0)
    order = models.SmallIntegerField(default=0)
    certified_at = models.DateTimeField(null=True)

    protection = Protection(person="person_id", read=reachable_through_offering())

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "person", "role"], name="offering_person_once"
            )
        ]


class Document(TenantModel):
    """A file for participants."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=150)
    file = models.FileField(upload_to="documents/")
    size = models.IntegerField(default=0)
    created_at = models.DateTimeField()

    protection = Protection(read=reachable_through_offering())

    class Meta:
        ordering = ["id"]
