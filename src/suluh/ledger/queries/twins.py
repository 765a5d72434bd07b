"""The same activity under another key: learning claimed by its learner, and held by the house.

A key names an activity only where the house holds it. What a person claims from elsewhere has a key
of its own, so the same activity could come twice: by the claim and by its organiser, in whichever
order. Here it is known again by its title and its days; the lock of the person's year makes that safe.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from suluh.ledger.models import JpEntry
from suluh.ledger.types import CLAIMED, Credit
from suluh.standards.titles import title_key

NaturalKey = tuple[int, str, str]
_ATTENDED = ("utama", "hari-")  # rules by which one credit is had for having learnt


def twins_of(credits: Sequence[Credit]) -> dict[NaturalKey, JpEntry]:
    """Entries that stand for credits not there by key; the years of the persons must be locked.

    One query where nobody claims: the claimed entries of these people.
    """
    wanted = [credit for credit in credits if credit.rule.startswith(_ATTENDED)]
    if not wanted:
        return {}
    rows = JpEntry.objects.filter(
        person_id__in={credit.person_id for credit in wanted},
        kind=JpEntry.Kind.CREDIT,
        reversal=None,
    )
    if not any(credit.source_type == CLAIMED for credit in wanted):
        rows = rows.filter(source_type=CLAIMED)
    held: dict[int, list[JpEntry]] = defaultdict(list)
    for row in rows.filter(year__in={credit.credit_date.year for credit in wanted}):
        held[row.person_id].append(row)
    found: dict[NaturalKey, JpEntry] = {}
    for credit in wanted:
        twin = next((row for row in held[credit.person_id] if _is_twin(credit, row)), None)
        if twin is not None:
            found[credit.person_id, credit.activity_key, credit.rule] = twin
    return found


def _is_twin(credit: Credit, row: JpEntry) -> bool:
    if CLAIMED not in (credit.source_type, row.source_type) or _is_same_source(credit, row):
        return False
    if not row.rule.startswith(_ATTENDED) or title_key(credit.title) != title_key(row.title):
        return False
    first, last = _span(credit.source_type, credit.facts, credit.credit_date)
    other_first, other_last = _span(row.source_type, row.facts, row.credit_date)
    return first <= other_last and other_first <= last


def _is_same_source(credit: Credit, row: JpEntry) -> bool:
    return (credit.source_type, credit.source_id) == (row.source_type, row.source_id)


def _span(source_type: str, facts: dict[str, str], day: date) -> tuple[date, date]:
    """The days of a claimed activity; else the day of the credit."""
    if source_type != CLAIMED or "dari" not in facts:
        return day, day
    return date.fromisoformat(facts["dari"]), date.fromisoformat(facts["sampai"])
