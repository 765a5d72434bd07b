"""New versions of the rules of competency: added from a day on, never written over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy

from suluh.base.clock import local_date
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.competency.models import BandRule, HoldingRule, SourceRule
from suluh.competency.types import LawKind
from suluh.organisation.rules.roles import Permission, require
from suluh.organisation.types import Actor

_TABLES: dict[LawKind, type[HoldingRule | BandRule | SourceRule]] = {
    LawKind.HOLDING: HoldingRule,
    LawKind.BANDS: BandRule,
    LawKind.SOURCE: SourceRule,
}


class RuleInThePast(DomainError):
    """Maps of past days stay what they were."""

    code = "rule_in_the_past"
    sentence = gettext_lazy(
        "Aturan baru berlaku paling cepat hari ini: peta hari-hari sebelumnya tidak berubah."
    )


def add_rule(
    *, actor: Actor, now: datetime, kind: LawKind, rule: dict[str, Any], source: str = ""
) -> HoldingRule | BandRule | SourceRule:
    """Add the next version; `rule` holds the columns, `source` which source it is about.

    Every agency's unit map is made anew by the news of it. Raises RuleInThePast.
    """
    require(actor, Permission.RULES_EDIT)
    if rule["valid_from"] < local_date(now, actor.zone):
        raise RuleInThePast
    table, named = _TABLES[kind], {"source": source} if kind is LawKind.SOURCE else {}
    of_source = SourceRule.objects.filter(source=source)
    versions = of_source if kind is LawKind.SOURCE else table.objects.all()
    last = versions.aggregate(last=Max("version"))["last"] or 0
    added = table.objects.create(version=last + 1, changed_by_id=actor.person_id, **named, **rule)
    record_event(
        "competency.law.changed", at=now, actor_id=actor.person_id, reason=added.reason,
        data={"rule": f"{source or kind} {added.version}"},
    )  # fmt: skip
    return added
