"""Rules as data: which result counts, how long, and the bands of the match. Never written over."""

from __future__ import annotations

from django.db import models

from suluh.base.law import RuleVersion
from suluh.base.policies import Protection
from suluh.competency import types
from suluh.competency.models.attainments import Attainment

_LAW = Protection(open="national reference data, public law", append_only=True)


class HoldingRule(RuleVersion):
    """Whether the last or the best of several results counts."""

    class Choice(models.TextChoices):
        """Last or best."""

        LAST = types.Choice.LAST
        BEST = types.Choice.BEST

    choice = models.CharField(max_length=8, choices=Choice)

    protection = _LAW

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version"], name="holding_version_once")]


class SourceRule(RuleVersion):
    """How much results of a kind of source weigh, whether they only raise, how long they count."""

    source = models.CharField(max_length=12, choices=Attainment.Source)
    weight = models.SmallIntegerField()
    raises_only = models.BooleanField(default=False)
    valid_months = models.SmallIntegerField(null=True, blank=True)

    protection = _LAW

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "version"], name="source_version_once")
        ]


class BandRule(RuleVersion):
    """Percent of the Job Person Match from which a person meets, or nearly meets, the post."""

    meets_from = models.SmallIntegerField()
    nearly_from = models.SmallIntegerField()

    protection = _LAW

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version"], name="band_version_once")]
