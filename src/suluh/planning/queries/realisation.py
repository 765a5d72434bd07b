"""How far the items of a plan have come: places in courses and events, and the ledger's credits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from suluh.base.scope import SYSTEM, scoped
from suluh.ledger.models import JpEntry
from suluh.planning.models import Item, Plan
from suluh.planning.rules.realisation import Earned, Planned, realised

NOT_YET, RUNNING, DONE, MISSED = "belum", "berjalan", "selesai", "terlewat"
# A class of the same training counts as the one that was planned.
_PLACES = """
SELECT i.id, array_agg(e.state) FROM planning_item i
JOIN delivery_offering o ON o.uuid = i.source
LEFT JOIN content_version v ON v.id = o.version_id
JOIN delivery_enrolment e ON e.person_id = i.person_id AND e.state <> 'cancelled'
JOIN delivery_offering p ON p.id = e.offering_id
LEFT JOIN content_version w ON w.id = p.version_id
WHERE i.id = ANY(%s) AND i.sort IN ('pelatihan', 'acara')
  AND (p.id = o.id OR w.training_id = v.training_id)
GROUP BY i.id
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """How an item stands: its state in a word, and the JP that the ledger holds for it."""

    state: str
    jp_minor: int


def progress_of(plan: Plan, items: Sequence[Item], *, today: date) -> dict[int, Progress]:
    """Standing of each item of a plan, by item id. Two queries of their own."""
    return progress_of_many({plan.pk: (plan, items)}, today=today)


def progress_of_many(
    plans: Mapping[int, tuple[Plan, Sequence[Item]]], *, today: date
) -> dict[int, Progress]:
    """The same of many plans at once, with the same two queries."""
    everything = [item for _plan, items in plans.values() for item in items]
    if not everything:
        return {}
    places = _places([item.pk for item in everything])
    earned = _earned([plan for plan, _items in plans.values()])
    found: dict[int, Progress] = {}
    for plan, items in plans.values():
        matched = realised([_planned(item) for item in items], earned.get(_of(plan), []))
        for item in items:
            jp = sum(entry.jp_minor for entry in matched[item.pk])
            found[item.pk] = Progress(_state(item, places.get(item.pk, []), jp, today), jp)
    return found


def _of(plan: Plan) -> tuple[int, int]:
    return plan.person_id, plan.year


def _places(item_ids: list[int]) -> dict[int, list[str]]:
    with scoped(SYSTEM), connection.cursor() as cursor:
        cursor.execute(_PLACES, [item_ids])
        return dict(cursor.fetchall())


def _earned(plans: list[Plan]) -> dict[tuple[int, int], list[Earned]]:
    rows = JpEntry.reachable.filter(
        kind=JpEntry.Kind.CREDIT, reversal=None,
        person_id__in={plan.person_id for plan in plans}, year__in={plan.year for plan in plans},
    ).order_by("credit_date", "id")  # fmt: skip
    found: dict[tuple[int, int], list[Earned]] = {}
    for row in rows.only("person_id", "year", "title", "form_id", "jp_minor", "credit_date"):
        earned = Earned(row.title, row.form_id, row.jp_minor, row.credit_date)
        found.setdefault((row.person_id, row.year), []).append(earned)
    return found


def _planned(item: Item) -> Planned:
    return Planned(item.pk, item.sort, item.title, item.form_id, item.starts_on, item.ends_on)


def _state(item: Item, places: list[str], jp_minor: int, today: date) -> str:
    if jp_minor or "completed" in places:
        return DONE
    if "registered" in places or "waiting" in places:
        return RUNNING
    return MISSED if item.ends_on < today else NOT_YET
