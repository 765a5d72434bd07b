"""All entries again through the rules of their day: whether the numbers are the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from suluh.ledger.models import JpEntry
from suluh.ledger.queries.law import form_rules
from suluh.ledger.queries.records import stream
from suluh.ledger.rules import reckon
from suluh.ledger.types import Figures, FormRule, Used, Work

ANSWERS = 50_000
_ENTRIES = """
SELECT e.id, e.person_id, e.year, e.line, e.kind, e.form_id, e.credit_date, e.minutes, e.units,
       e.curriculum_jp_minor, e.is_international, e.rule_version, e.jp_minor_before, e.jp_minor,
       e.reverses_id
FROM ledger_jpentry e
WHERE {which}
ORDER BY e.person_id, e.year, e.line
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that differs: where, and what."""

    place: str
    what: str


@dataclass(slots=True)
class Replay:
    """What the replay met."""

    show: int = 100
    entries: int = 0
    person_years: int = 0
    jp_minor: int = 0
    differences: int = 0
    findings: list[Finding] = field(default_factory=list)
    answers: dict[tuple[Any, ...], Figures] = field(default_factory=dict)

    def differs(self, place: str, what: str) -> None:
        """Note a difference; the first are named."""
        self.differences += 1
        if len(self.findings) < self.show:
            self.findings.append(Finding(place, what))


@dataclass(slots=True)
class _Book:
    """One person's year while it is replayed."""

    line: int = 0
    days: Counter[tuple[int, date]] = field(default_factory=Counter)
    months: Counter[tuple[int, int]] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)  # JP of each form
    credits: dict[UUID, int] = field(default_factory=dict)


def replay(*, agency_id: int | None = None, year: int | None = None, show: int = 100) -> Replay:
    """Reckon every entry of an agency's people (or of all) anew; wide scope, constant memory."""
    found = Replay(show)
    rules = {(code, rule.version): rule for code, rows in form_rules().items() for rule in rows}
    place: tuple[int, int] | None = None
    book = _Book()
    for row in _rows(agency_id, year):
        if place != (row[1], row[2]):
            place, book = (row[1], row[2]), _Book()
            found.person_years += 1
        found.entries += 1
        _line(found, book, row)
        if row[4] == JpEntry.Kind.CREDIT:
            _credit(found, book, row, rule=rules.get((row[5], row[11])))
        else:
            _reversal(found, book, row)
    return found


def _rows(agency_id: int | None, year: int | None) -> Iterator[tuple[Any, ...]]:
    conditions = ["true"]
    if agency_id is not None:
        conditions.append(
            "e.person_id IN (SELECT person_id FROM ledger_jpentry WHERE tenant_id = %(agency)s)"
        )
    if year is not None:
        conditions.append("e.year = %(year)s")
    statement = _ENTRIES.format(which=" AND ".join(conditions))
    return stream(statement, {"agency": agency_id, "year": year}, name="ledger_replay")


def _line(found: Replay, book: _Book, row: tuple[Any, ...]) -> None:
    book.line += 1
    if row[3] != book.line:
        missing = f"orang {row[1]}, tahun {row[2]}: baris {book.line} hilang"
        found.differs(str(row[0]), missing)
        book.line = row[3]


def _credit(found: Replay, book: _Book, row: tuple[Any, ...], *, rule: FormRule | None) -> None:
    form, day = row[5], row[6]
    if rule is None and row[11]:
        found.differs(str(row[0]), f"aturan {form} versi {row[11]} tidak ada")
        return
    if rule and not rule.valid_from <= day <= (rule.valid_to or day):
        found.differs(str(row[0]), f"aturan versi {row[11]} tidak berlaku pada {day}")
    used = (book.days[form, day], book.months[form, day.month], book.years[form])
    again = _again(found, row, rule=rule, used=used)
    if (again.before, again.after) != (row[12], row[13]):
        found.differs(str(row[0]), _figures(row, again))
    if row[2] != day.year:
        found.differs(str(row[0]), f"tahun {row[2]}, tanggal {day}")
    book.days[form, day] += row[13]
    book.months[form, day.month] += row[8]
    book.years[form] += row[13]
    book.credits[row[0]] = row[13]
    found.jp_minor += row[13]


def _again(
    found: Replay, row: tuple[Any, ...], *, rule: FormRule | None, used: tuple[int, int, int]
) -> Figures:
    """The reckoning anew; the same question is reckoned once."""
    question = (row[5], *row[7:12], *used)
    again = found.answers.get(question)
    if again is None:
        again = reckon(Work(*row[7:11]), rule, Used(*used))
        if len(found.answers) < ANSWERS:
            found.answers[question] = again
    return again


def _figures(row: tuple[Any, ...], again: Figures) -> str:
    return (
        f"tercatat {row[12]}/{row[13]}, menurut aturan {again.before}/{again.after}"
        " (perseratus JP, sebelum/sesudah batas)"
    )


def _reversal(found: Replay, book: _Book, row: tuple[Any, ...]) -> None:
    credit = book.credits.pop(row[14], None)
    if credit is None:
        found.differs(str(row[0]), f"membatalkan {row[14]}, yang tidak ada atau sudah dibatalkan")
    elif credit != row[13]:
        found.differs(str(row[0]), f"membatalkan {row[13]}, padahal tercatat {credit}")
    book.days[row[5], row[6]] -= row[13]
    book.months[row[5], row[6].month] -= row[8]
    book.years[row[5]] -= row[13]
    found.jp_minor -= row[13]
