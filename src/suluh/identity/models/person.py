"""Person (of the nation), employment (in an agency, with dates), and who may see whom."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.base.scope import ReachableManager
from suluh.organisation.models import Position, TenantModel, Unit


class Person(models.Model):
    """A human being: an ASN with NIP, or a guest (speaker, public) without.

    A person belongs to the nation, not to an agency; agencies see those they employ or host.
    `doors` names pages that stand in this person's menu because of something they were given to do.
    """

    class Sex(models.TextChoices):
        """Sex as the NIP's 15th digit tells it."""

        MALE = "1", _("Laki-laki")
        FEMALE = "2", _("Perempuan")
        UNKNOWN = "", "-"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    nip = models.CharField(max_length=18, unique=True, null=True, blank=True)
    name = models.CharField(max_length=150)
    title_before = models.CharField(max_length=60, blank=True, default="")
    title_after = models.CharField(max_length=80, blank=True, default="")
    sex = models.CharField(max_length=1, choices=Sex, blank=True, default="")
    birth_place = models.CharField(max_length=80, blank=True, default="")
    birth_date = models.DateField(null=True, blank=True)
    email = models.EmailField(blank=True, default="")
    phone = models.CharField(max_length=25, blank=True, default="")
    organisation_name = models.CharField(max_length=150, blank=True, default="")
    doors = ArrayField(models.CharField(max_length=20), default=list, db_default=[])
    created_at = models.DateTimeField()

    objects = ReachableManager()
    protection = Protection(
        tenant=None,
        person="id",
        person_writes=True,
        # Not EXISTS: the planner would hash all acquaintances of the agency for each query.
        read="(SELECT true FROM identity_acquaintance a"
        " WHERE a.person_id = identity_person.id AND a.tenant_id = {tenant} LIMIT 1)",
    )

    class Meta:
        indexes = [
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="person_name_trgm"),
            models.Index(fields=["name", "id"], name="person_name_order"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Name with academic titles, as a certificate prints it."""
        front = f"{self.title_before} " if self.title_before else ""
        back = f", {self.title_after}" if self.title_after else ""
        return f"{front}{self.name}{back}"


class Acquaintance(TenantModel):
    """An agency that may see a person: it employs or employed them, or they took part there."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    protection = Protection(person="person_id", person_writes=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "person"], name="acquaintance_once")
        ]


class Employment(TenantModel):
    """A person's service in a unit and post of an agency, from one day to another.

    A change of unit, post or rank closes the row and opens the next: reports of past days stay.
    `valid_to` is the first day no longer served, so on the day of a change only the new row counts.
    """

    class Status(models.TextChoices):
        """Kinds of ASN."""

        PNS = "PNS", "PNS"
        PPPK = "PPPK", "PPPK"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="employments")
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="employments", null=True
    )
    status = models.CharField(max_length=4, choices=Status)
    rank = models.CharField(max_length=8, blank=True, default="")
    supervisor = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="subordinates"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    import_run_id = models.BigIntegerField(null=True, blank=True)

    protection = Protection(person="person_id", read="supervisor_id = {person}")

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "unit", "valid_to"], name="employment_unit"),
            models.Index(fields=["person", "valid_from"], name="employment_person"),
            models.Index(fields=["supervisor"], name="employment_supervisor"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(valid_to=None),
                name="employment_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="employment_dates",
            ),
        ]
