"""New versions of the rules of law: added from a day on, never written over."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy

from suluh.base.clock import local_date
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.ledger.models import ConversionRule, Form, TargetRule
from suluh.organisation.rules.roles import Permission, require
from suluh.organisation.types import Actor


class RuleInThePast(DomainError):
    """What was booked by a rule keeps it."""

    code = "rule_in_the_past"
    sentence = gettext_lazy(
        "Aturan baru berlaku paling cepat hari ini: JP yang sudah tercatat tidak berubah."
    )


def add_conversion_rule(
    *, actor: Actor, now: datetime, form_code: int, rule: dict[str, Any]
) -> ConversionRule:
    """Add the next version of a form's conversion; `rule` holds the fields of the table."""
    require(actor, Permission.RULES_EDIT)
    _from_today(actor, now, rule["valid_from"])
    form = Form.objects.select_for_update().get(code=form_code)
    last = ConversionRule.objects.filter(form=form).aggregate(last=Max("version"))["last"] or 0
    added = ConversionRule.objects.create(
        form=form, version=last + 1, changed_by_id=actor.person_id, **rule
    )
    _tell(actor, now, f"{form.name}, versi {added.version}", reason=added.reason)
    return added


def add_target_rule(
    *, actor: Actor, now: datetime, status: str, rule: dict[str, Any]
) -> TargetRule:
    """Add the next version of what a kind of ASN must reach in a year."""
    require(actor, Permission.RULES_EDIT)
    _from_today(actor, now, rule["valid_from"])
    versions = TargetRule.objects.filter(status=status)
    last = versions.aggregate(last=Max("version"))["last"] or 0
    added = TargetRule.objects.create(
        status=status, version=last + 1, changed_by_id=actor.person_id, **rule
    )
    _tell(actor, now, f"{status}, versi {added.version}", reason=added.reason)
    return added


def _from_today(actor: Actor, now: datetime, valid_from: date) -> None:
    if valid_from < local_date(now, actor.zone):
        raise RuleInThePast


def _tell(actor: Actor, now: datetime, what: str, *, reason: str) -> None:
    record_event(
        "ledger.rule.added", at=now, actor_id=actor.person_id, reason=reason, data={"rule": what}
    )
