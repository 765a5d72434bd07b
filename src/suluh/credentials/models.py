"""Numbers, templates, certificates frozen at issue, their sealed files."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class NumberSeries(TenantModel):
    """Running number of an agency and year: gap-free, never reused; locked when taken."""

    year = models.SmallIntegerField()
    pattern = models.CharField(max_length=120)
    next = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year"], name="number_series_once")
        ]


class NumberBlock(TenantModel):
    """Numbers reserved at the letter office (first to last); used up before the series goes on."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    year = models.SmallIntegerField()
    first = models.IntegerField()
    last = models.IntegerField()
    next = models.IntegerField()
    note = models.CharField(max_length=200, blank=True, default="")
    created_by_id = models.BigIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["year", "first"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first"))
                & models.Q(next__gte=models.F("first"))
                & models.Q(next__lte=models.F("last") + 1),
                name="number_block_range",
            )
        ]


class CertificateTemplate(TenantModel):
    """Settings of a certificate's look; each change is a new version, old ones stay."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    family = models.UUIDField(default=uuid7, editable=False)
    version = models.IntegerField(default=1)
    name = models.CharField(max_length=100)
    settings = models.JSONField(default=dict)
    logo = models.FileField(upload_to="certificates/", blank=True)
    background = models.FileField(upload_to="certificates/", blank=True)
    is_current = models.BooleanField(default=True)
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["family", "version"], name="template_version_once"),
            models.UniqueConstraint(
                fields=["family"], condition=models.Q(is_current=True), name="template_one_current"
            ),
        ]


class Certificate(TenantModel):
    """A certificate, frozen with its data at issue. `tenant` is the organiser.

    Natural key (person, source_type, source_id, role): nobody gets two for the same thing.
    A correction keeps the number and raises `revision`; the earlier row becomes `replaced`.
    """

    class State(models.TextChoices):
        """What verification answers."""

        VALID = "valid"
        REPLACED = "replaced"
        REVOKED = "revoked"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    code = models.CharField(max_length=32, unique=True)
    number = models.CharField(max_length=120)
    number_year = models.SmallIntegerField()
    number_sequence = models.IntegerField()
    revision = models.SmallIntegerField(default=0)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    role = models.CharField(max_length=20, default="peserta")
    kind = models.CharField(max_length=12, default="sertifikat")
    title = models.CharField(max_length=250)
    source_type = models.CharField(max_length=40)
    source_id = models.CharField(max_length=60)
    template = models.ForeignKey(
        CertificateTemplate, on_delete=models.PROTECT, related_name="certificates"
    )
    face = models.JSONField()
    claims = models.TextField(blank=True, default="")
    state = models.CharField(max_length=8, choices=State, default=State.VALID)
    replaced_by = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaces"
    )
    state_reason = models.CharField(max_length=300, blank=True, default="")
    state_by_id = models.BigIntegerField(null=True)
    state_at = models.DateTimeField(null=True)
    jp_entry_id = models.UUIDField(null=True)
    issued_by_id = models.BigIntegerField(null=True)
    issued_at = models.DateTimeField()
    file = models.FileField(upload_to="sealed/", blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True, default="")
    sealed_at = models.DateTimeField(null=True)

    protection = Protection(person="person_id")

    class Meta:
        ordering = ["-issued_at", "-id"]
        indexes = [
            models.Index(fields=["person", "-issued_at"], name="certificate_person"),
            models.Index(fields=["tenant", "source_type", "source_id"], name="certificate_source"),
            models.Index(
                fields=["tenant", "id"],
                condition=models.Q(sealed_at=None),
                name="certificate_unsealed",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "source_type", "source_id", "role", "revision"],
                name="certificate_once",
            ),
            models.UniqueConstraint(
                fields=["tenant", "number_year", "number_sequence", "revision"],
                name="certificate_number_once",
            ),
        ]
