"""How many JP a recommendation is planned with, where what it leads to does not say it itself."""

from __future__ import annotations

from datetime import date

from suluh.ledger.queries.law import form_rules
from suluh.ledger.rules import award, rule_on
from suluh.ledger.types import Work
from suluh.library.models import Book
from suluh.library.rules.crediting import most_minutes
from suluh.planning.types import Candidate, Sort


def foreseen_jp(candidate: Candidate, *, on: date) -> int:
    """JP (hundredths): a mentor by one session, a book by calm reading, else as announced."""
    if candidate.form_code is None or candidate.sort not in {Sort.PERSON, Sort.BOOK}:
        return candidate.jp_minor
    rule = rule_on(form_rules([candidate.form_code]).get(candidate.form_code, ()), on)
    return award(Work(minutes=_minutes(candidate)), rule).jp_minor


def _minutes(candidate: Candidate) -> int:
    if candidate.sort is not Sort.BOOK:
        return 0
    needed = Book.reachable.filter(uuid=candidate.key).values_list("needed", flat=True).first()
    return most_minutes(needed or [])
