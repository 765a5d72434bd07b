"""The rule of graduation: the version that counts for an angkatan, and all of them as a book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from suluh.base.clock import local_date
from suluh.base.law import in_force
from suluh.delivery.models import GraduationRule, Offering
from suluh.delivery.rules.graduation import Band, Law, Line, lines_of


@dataclass(frozen=True, slots=True)
class Graduation:
    """The rule for one angkatan: as the rules reckon with it, and as its row says where from."""

    law: Law
    rule: GraduationRule | None

    @property
    def basis(self) -> str:
        """Which version on what legal basis, as papers say it."""
        return f"{self.rule.legal_basis} (versi {self.rule.version})" if self.rule else ""


@dataclass(frozen=True, slots=True)
class Written:
    """A version as people read it."""

    rule: GraduationRule
    lines: list[Line]
    passes_above: float | None
    remedial_above: float
    is_in_force: bool


def graduation_of(offering: Offering) -> Graduation:
    """The version in force on the last day of an angkatan: a later one changes nothing for it."""
    return graduation_on(local_date(offering.last_moment, offering.zone))


def graduation_on(day: date) -> Graduation:
    """The version of a day; before the first one scores earn no predicate."""
    rule = in_force(GraduationRule.objects.all(), day)
    return Graduation(as_law(rule) if rule else Law(), rule)


def as_law(rule: GraduationRule) -> Law:
    """The stored version as the rules read it."""
    return Law(as_bands(rule.bands), rule.remedial_above, rule.most_lacking)


def as_bands(stored: Iterable[dict[str, object]]) -> tuple[Band, ...]:
    """The stored bands as the rules read them."""
    return tuple(Band(int(str(each["above"])), str(each["word"])) for each in stored)


def graduation_book(day: date) -> list[Written]:
    """Every version, the newest first, and which is in force on `day`: one query."""
    rules = list(GraduationRule.objects.order_by("-version"))
    current = in_force(rules, day)
    return [_written(rule, is_in_force=rule is current) for rule in rules]


def _written(rule: GraduationRule, *, is_in_force: bool) -> Written:
    law = as_law(rule)
    passes = None if law.passes_above is None else law.passes_above / 100
    return Written(rule, lines_of(law.bands), passes, law.remedial_above / 100, is_in_force)
