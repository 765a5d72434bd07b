"""The rules as a book that people read: in force on a day, and their history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from suluh.base.law import in_force
from suluh.ledger.models import ConversionRule, TargetRule
from suluh.ledger.queries.law import as_form_rule
from suluh.ledger.rules import rule_on


@dataclass(frozen=True, slots=True)
class LawBook:
    """Conversion rules in force by path, targets with their history."""

    classical: list[ConversionRule]
    non_classical: list[ConversionRule]
    targets: list[tuple[TargetRule, list[TargetRule]]]


def law_book(day: date, *, search: str = "") -> LawBook:
    """What is in force on `day`: two queries."""
    versions: dict[int, list[ConversionRule]] = {}
    for row in ConversionRule.objects.select_related("form").order_by("form_id", "version"):
        if search.lower() in row.form.name.lower():
            versions.setdefault(row.form_id, []).append(row)
    current = [found for rows in versions.values() if (found := _in_force(rows, day))]
    by_status: dict[str, list[TargetRule]] = {}
    for target in TargetRule.objects.order_by("-status", "-valid_from", "-version"):
        by_status.setdefault(target.status, []).append(target)
    targets = [
        (now, [row for row in rows if row is not now])
        for rows in by_status.values()
        if (now := in_force(rows, day))
    ]
    return LawBook(
        [row for row in current if row.form.path == "klasikal"],
        [row for row in current if row.form.path == "nonklasikal"],
        targets,
    )


def form_history(code: int) -> list[ConversionRule]:
    """Every version of a form's rule, newest first."""
    return list(ConversionRule.objects.filter(form_id=code).select_related("form"))


def latest_of_form(code: int) -> dict[str, Any]:
    """The last version as first values of the form for the next one."""
    last = ConversionRule.objects.filter(form_id=code).order_by("-version").first()
    if last is None:
        return {}
    return {
        "unit": last.unit,
        "each": _jp(last.jp_minor_per_unit),
        "day": _jp(last.max_jp_minor_per_day),
        "month": last.max_units_per_month,
        "year": _jp(last.max_jp_minor_per_year),
        "abroad": last.international_percent,
        "legal_basis": last.legal_basis,
        "certainty": last.certainty,
    }


def latest_of_status(status: str) -> dict[str, Any]:
    """The last target as first values of the form for the next one."""
    last = TargetRule.objects.filter(status=status).order_by("-version").first()
    if last is None:
        return {}
    return {
        "floor": _jp(last.floor_jp_minor),
        "ceiling": _jp(last.ceiling_jp_minor),
        "legal_basis": last.legal_basis,
        "certainty": last.certainty,
    }


def _jp(minor: int | None) -> Decimal | None:
    return None if minor is None else Decimal(minor) / 100


def _in_force(rows: list[ConversionRule], day: date) -> ConversionRule | None:
    chosen = rule_on([as_form_rule(row) for row in rows], day)
    return next((row for row in rows if chosen and row.version == chosen.version), None)
