"""The unit map as a read model: each person's standard against held today, and its sums by unit."""

from __future__ import annotations

from django.db import models

from suluh.base.policies import Protection
from suluh.competency.models.dictionary import Competency
from suluh.identity.models import Person
from suluh.organisation.models import Agency, TenantModel


class MapRow(TenantModel):
    """What a person's post asks for in one competency, and the level held (0: none in force).

    Written by projections only; always what the attainments and standards give when replayed.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit_id = models.BigIntegerField()
    unit_path = models.CharField(max_length=200, db_collation="C")  # ranges of it find subtrees
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    asked = models.SmallIntegerField()
    level = models.SmallIntegerField(default=0)

    protection = Protection(person="person_id")

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "competency", "unit_path"], name="map_row_cell"),
            models.Index(fields=["tenant", "unit_id"], name="map_row_unit"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "competency"], name="map_row_once"),
        ]

    @property
    def missing(self) -> int:
        """Levels still missing."""
        return max(0, self.asked - self.level)


class MapCell(TenantModel):
    """Sums of a unit itself (without those below) for one competency; `missing` counts levels."""

    unit_id = models.BigIntegerField()
    unit_path = models.CharField(max_length=200, db_collation="C")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    people = models.IntegerField()
    measured = models.IntegerField()
    meeting = models.IntegerField()
    missing = models.IntegerField(default=0)

    protection = Protection()

    class Meta:
        indexes = [models.Index(fields=["tenant", "unit_path"], name="map_cell_path")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "unit_id", "competency"], name="map_cell_once"
            )
        ]


class MapRefresh(models.Model):
    """When an agency's map was last made as a whole, and for which day."""

    tenant = models.OneToOneField(
        Agency, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    made_on = models.DateField()
    at = models.DateTimeField()

    protection = Protection()
