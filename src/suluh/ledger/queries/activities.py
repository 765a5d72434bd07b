"""What an activity gave to people, whatever the number of lines it was booked in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from suluh.base.scope import SYSTEM, scoped
from suluh.ledger import rules
from suluh.ledger.models import JpEntry
from suluh.ledger.queries.law import form_rules


@dataclass(frozen=True, slots=True)
class Earned:
    """JP of a person from one activity, and the last of its entries."""

    jp_minor: int
    entry_id: str


def earned_from(activity_key: str, people: Collection[int]) -> dict[int, Earned]:
    """By person, of those who have credits of the activity; two queries."""
    with scoped(SYSTEM):
        rows = JpEntry.objects.filter(
            kind=JpEntry.Kind.CREDIT, activity_key=activity_key, person_id__in=people
        )
        last = dict(rows.order_by("id").values_list("person_id", "id"))
        sums = rows.order_by().values("person_id").annotate(jp=Sum("jp_minor"))
        return {row["person_id"]: Earned(row["jp"], str(last[row["person_id"]])) for row in sums}


def day_cap(form_code: int, *, on: date) -> int | None:
    """Most JP (hundredths) of the form that count on one day; None where there is no limit."""
    rule = rules.rule_on(form_rules([form_code]).get(form_code, ()), on)
    return rule.max_jp_minor_per_day if rule else None
