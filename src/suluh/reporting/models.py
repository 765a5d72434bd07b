"""Read models of the training rate; can be dropped and rebuilt from ledger and employment."""

from __future__ import annotations

from django.db import models

from suluh.base.policies import Protection
from suluh.base.scope import ReachableManager
from suluh.organisation.models import TenantModel


class PersonRate(TenantModel):
    """One employed person in one year: where they serve, what they are, how many JP."""

    person_id = models.BigIntegerField()
    year = models.SmallIntegerField()
    unit_id = models.BigIntegerField()
    unit_path = models.CharField(max_length=200)
    name = models.CharField(max_length=250)
    status = models.CharField(max_length=4)
    jenis = models.CharField(max_length=1, blank=True, default="")
    rank_group = models.CharField(max_length=6, blank=True, default="")
    sex = models.CharField(max_length=1, blank=True, default="")
    jp_minor = models.IntegerField(default=0)
    floor_jp_minor = models.IntegerField(default=2000)

    protection = Protection(person="person_id")

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "year", "jp_minor", "id"], name="person_rate_behind"),
            models.Index(
                fields=["tenant", "year", "unit_path"],
                name="person_rate_unit",
                opclasses=["int8_ops", "int2_ops", "varchar_pattern_ops"],
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person_id", "year"], name="person_rate_once")
        ]


class UnitRate(TenantModel):
    """Sums of a unit's subtree in a year, per value of a dimension ('' = everybody).

    `unit_id` 0 is the whole agency. Every agency's sums add up to the nation's.
    """

    unit_id = models.BigIntegerField(default=0)
    year = models.SmallIntegerField()
    dimension = models.CharField(max_length=10, blank=True, default="")
    value = models.CharField(max_length=20, blank=True, default="")
    people = models.IntegerField(default=0)
    reached = models.IntegerField(default=0)
    started = models.IntegerField(default=0)
    jp_minor = models.BigIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["year", "dimension", "value"],
                condition=models.Q(unit_id=0),
                name="unit_rate_nation",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "year", "unit_id", "dimension", "value"], name="unit_rate_once"
            )
        ]


class DayRate(TenantModel):
    """How an agency stood at the end of a day: the trend through the year."""

    date = models.DateField()
    people = models.IntegerField(default=0)
    reached = models.IntegerField(default=0)
    started = models.IntegerField(default=0)
    jp_minor = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "date"], name="day_rate_once")]


class RateRefresh(models.Model):
    """When an agency's sums were last brought up to date ('as of')."""

    tenant_id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    made_year = models.SmallIntegerField(null=True)  # the year last made anew as a whole

    objects = ReachableManager()
    protection = Protection(open="a time per agency, no personal data")


class IndexRule(models.Model):
    """One version of the rules of the index of professionality; `law` as `rules.ip_asn_law` reads it.

    In force between its days; a version that is not yet, or no longer, can still be tried on
    oneself. Never changed: a correction is the next version.
    """

    version = models.SmallIntegerField(unique=True)
    title = models.CharField(max_length=120)
    law = models.JSONField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=200)
    certainty = models.CharField(max_length=10)  # read | high | medium | low
    reason = models.CharField(max_length=300, blank=True, default="")
    changed_by_id = models.BigIntegerField(null=True)

    protection = Protection(open="national reference data, public law", append_only=True)

    class Meta:
        ordering = ["-version"]


class IndexForms(TenantModel):
    """Which forms of learning an agency counts for which item, from a day on; the newest holds."""

    technical = models.JSONField()
    seminar = models.JSONField()
    valid_from = models.DateField()
    reason = models.CharField(max_length=300)
    changed_by_id = models.BigIntegerField()
    at = models.DateTimeField()

    protection = Protection(append_only=True)

    class Meta:
        ordering = ["-valid_from", "-id"]


class PersonIndex(TenantModel):
    """The estimate of one serving person by the law in force; points in hundredths."""

    person_id = models.BigIntegerField(unique=True)
    unit_id = models.BigIntegerField()
    unit_path = models.CharField(max_length=200)
    name = models.CharField(max_length=250)
    post_group = models.CharField(max_length=12)
    score = models.SmallIntegerField()
    education = models.SmallIntegerField()
    competency = models.SmallIntegerField()
    rating = models.SmallIntegerField()
    discipline = models.SmallIntegerField()
    category = models.CharField(max_length=40)
    is_complete = models.BooleanField()
    version = models.SmallIntegerField()
    day = models.DateField()

    protection = Protection(person="person_id")

    class Meta:
        indexes = [
            models.Index(
                fields=["tenant", "unit_path"],
                name="person_index_unit",
                opclasses=["int8_ops", "varchar_pattern_ops"],
            ),
            models.Index(fields=["tenant", "name", "id"], name="person_index_name"),
        ]


class IndexRefresh(models.Model):
    """When an agency's estimates were last made anew as a whole, and for which day."""

    tenant_id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    day = models.DateField()

    protection = Protection(open="a time per agency, no personal data")
