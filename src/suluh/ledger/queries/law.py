"""The conversion and target rules in force, and what they promise for a plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from suluh.base.clock import local_date
from suluh.base.law import in_force
from suluh.ledger import rules
from suluh.ledger.models import ConversionRule, TargetRule
from suluh.ledger.types import Award, FormRule, Schedule, Unit, Work


def form_rules(codes: Iterable[int] | None = None) -> dict[int, list[FormRule]]:
    """All versions of the conversion rules by form code (of some forms, or of all)."""
    found = ConversionRule.objects.select_related("form")
    if codes is not None:
        found = found.filter(form_id__in=set(codes))
    versions: dict[int, list[FormRule]] = {}
    for row in found:
        versions.setdefault(row.form_id, []).append(as_form_rule(row))
    return versions


def as_form_rule(row: ConversionRule) -> FormRule:
    """The stored version as the rules read it; its form must be loaded."""
    return FormRule(
        form_code=row.form_id,
        form_name=row.form.name,
        version=row.version,
        unit=Unit(row.unit),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        jp_minor_per_unit=row.jp_minor_per_unit,
        international_percent=row.international_percent,
        max_jp_minor_per_day=row.max_jp_minor_per_day,
        max_units_per_month=row.max_units_per_month,
        max_jp_minor_per_year=row.max_jp_minor_per_year,
        legal_basis=row.legal_basis,
        certainty=row.certainty,
    )


def planned_award(schedule: Schedule) -> Award:
    """JP that full attendance would earn by the rules in force that day, with the reason."""
    first = local_date(schedule.starts_at, schedule.zone)
    last = local_date(schedule.ends_at, schedule.zone)
    minutes = int((schedule.ends_at - schedule.starts_at).total_seconds()) // 60
    work = Work(
        minutes=max(0, minutes - schedule.break_minutes),
        units=max(1, (last - first).days + 1),
        is_international=schedule.is_international,
    )
    versions = form_rules([schedule.form_code]).get(schedule.form_code, [])
    rule = rules.rule_on(versions, last)
    if rule is not None and rule.unit in {Unit.SESSION, Unit.ACTIVITY}:
        work = Work(minutes=work.minutes, is_international=work.is_international)
    return rules.award(work, rule)


def target_on(status: str, day: date) -> TargetRule | None:
    """The target of a kind of ASN in force on a day; None where the law names none."""
    return in_force(targets_of(status), day)


def targets_of(status: str) -> list[TargetRule]:
    """All versions of a status's target."""
    return list(TargetRule.objects.filter(status=status))
