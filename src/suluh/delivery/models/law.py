"""The rule of graduation as data: predicates and verdicts by versions with their legal basis."""

from __future__ import annotations

from django.db import models

from suluh.base.law import RuleVersion
from suluh.base.policies import Protection


class GraduationRule(RuleVersion):
    """A version of the rule of `rules/graduation.py`. Scores in hundredths of a percent.

    `bands`: [{"above": 9000, "word": "sangat memuaskan"}, ...], the highest first. The version in
    force on the last day of an angkatan counts for it. Never changed: the next version follows.
    """

    bands = models.JSONField()
    remedial_above = models.SmallIntegerField()
    most_lacking = models.SmallIntegerField()

    protection = Protection(open="national reference data, public law", append_only=True)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["version"], name="graduation_version_once")]
