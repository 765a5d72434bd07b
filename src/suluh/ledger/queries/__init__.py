"""Reading the ledger."""

from suluh.ledger.queries.activities import (
    Earned,
    day_cap,
    earned_from,
    earned_on,
    mix_of,
    used_on,
)
from suluh.ledger.queries.books import (
    MyYear,
    Story,
    credits_between,
    entries_from,
    find_entry,
    get_story,
    lines_of,
    my_year,
    person_year,
    years_of,
)
from suluh.ledger.queries.law import form_rules, planned_award, target_on
from suluh.ledger.queries.reversals import get_request, reversal_requests, reversible_entries

__all__ = [
    "Earned",
    "MyYear",
    "Story",
    "credits_between",
    "day_cap",
    "earned_from",
    "earned_on",
    "entries_from",
    "find_entry",
    "form_rules",
    "get_request",
    "get_story",
    "lines_of",
    "mix_of",
    "my_year",
    "person_year",
    "planned_award",
    "reversal_requests",
    "reversible_entries",
    "target_on",
    "used_on",
    "years_of",
]
