"""Rules that are data: versions with a first day and a legal basis, never written over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from django.db import models


class Dated(Protocol):
    """A version of a rule."""

    @property
    def version(self) -> int:
        """Its number."""

    @property
    def valid_from(self) -> date:
        """Its first day."""

    @property
    def valid_to(self) -> date | None:
        """Its last day, if it has one."""


R = TypeVar("R", bound=Dated)


def in_force(versions: Iterable[R], day: date) -> R | None:
    """Of the versions valid on `day` the one that began last, and of these the newest."""
    valid = [
        rule
        for rule in versions
        if rule.valid_from <= day and (rule.valid_to is None or day <= rule.valid_to)
    ]
    return max(valid, key=lambda rule: (rule.valid_from, rule.version), default=None)


class RuleVersion(models.Model):
    """A version of a rule, from one day to another (both in force), with its legal basis."""

    version = models.IntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=200)
    certainty = models.CharField(max_length=10)  # read | high | medium | low
    changed_by_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        abstract = True
