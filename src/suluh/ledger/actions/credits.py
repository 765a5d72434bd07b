"""Posting credits: natural key, caps and balances in one short set-wise transaction."""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction
from django.utils import translation

from suluh.base.bulk import insert_rows
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.ledger import rules
from suluh.ledger.models import JpEntry
from suluh.ledger.queries.law import form_rules
from suluh.ledger.queries.twins import twins_of
from suluh.ledger.types import Award, Credit, FormRule, Used, Work
from suluh.standards.commitment import OPENING_BYTES

NaturalKey = tuple[int, str, str]


def post_credits(
    *, credits: Sequence[Credit], actor_id: int | None, now: datetime
) -> dict[int, JpEntry]:
    """Post credits in the current transaction (any number, set-wise); give entries by person id.

    Idempotent: a person who has the credit already keeps the earlier entry; so does one who has
    the same activity under another key from learning claimed elsewhere. Locks the persons' years
    in a fixed order, applies the rules and caps in force on each credit's date, updates
    the balances, records `ledger.entry.posted` per home agency and year.
    """
    once: dict[NaturalKey, Credit] = {}
    for credit in credits:
        once.setdefault(_key(credit), credit)
    ordered = list(once.values())
    if not ordered:
        return {}
    with scoped(SYSTEM), translation.override("id"):
        try:
            with transaction.atomic():
                found, fresh = _post(ordered, actor_id)
        except IntegrityError:
            # Another transaction posted one of the keys under another year: it is there now.
            found, fresh = _post(ordered, actor_id)
        _tell(fresh, actor_id, now=now)
    return {entry.person_id: entry for entry in (*found, *fresh)}


def _post(credits: list[Credit], actor_id: int | None) -> tuple[list[JpEntry], list[JpEntry]]:
    """The entries that stood there before, and the new ones."""
    lines = _lock_years(credits)
    found = _existing(credits)
    found |= twins_of([credit for credit in credits if _key(credit) not in found])
    missing = [credit for credit in credits if _key(credit) not in found]
    fresh = _entries(missing, lines, actor_id=actor_id)
    insert_rows(fresh)
    _add_to_years(fresh)
    return list(found.values()), fresh


def _key(credit: Credit) -> NaturalKey:
    return credit.person_id, credit.activity_key, credit.rule


def _lock_years(credits: list[Credit]) -> dict[tuple[int, int], int]:
    """Lock the persons' years in one order for all; gives the number of lines of each."""
    years = sorted({(credit.person_id, credit.credit_date.year) for credit in credits})
    people, numbers = [year[0] for year in years], [year[1] for year in years]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_personyear (person_id, year, jp_minor, entries)"
            " SELECT p, y, 0, 0 FROM unnest(%s::bigint[], %s::smallint[]) t (p, y) ORDER BY p, y"
            " ON CONFLICT (person_id, year) DO NOTHING",
            [people, numbers],
        )
        cursor.execute(
            "SELECT b.person_id, b.year, b.entries FROM ledger_personyear b"
            " JOIN unnest(%s::bigint[], %s::smallint[]) t (p, y)"
            " ON b.person_id = p AND b.year = y ORDER BY b.person_id, b.year FOR UPDATE OF b",
            [people, numbers],
        )
        return {(row[0], row[1]): row[2] for row in cursor.fetchall()}


def _existing(credits: list[Credit]) -> dict[NaturalKey, JpEntry]:
    keys = {_key(credit) for credit in credits}
    rows = JpEntry.objects.filter(
        kind=JpEntry.Kind.CREDIT,
        person_id__in={credit.person_id for credit in credits},
        activity_key__in={credit.activity_key for credit in credits},
    )
    found = {(row.person_id, row.activity_key, row.rule): row for row in rows}
    return {key: row for key, row in found.items() if key in keys}


def _entries(
    credits: list[Credit], lines: dict[tuple[int, int], int], *, actor_id: int | None
) -> list[JpEntry]:
    versions = form_rules(credit.form_code for credit in credits)
    book, answers = _UsedBook(credits, versions), _Answers(versions)
    entries = []
    for credit in credits:
        award = answers.award(credit, book.used(credit))
        book.add(credit, award)
        place = (credit.person_id, credit.credit_date.year)
        lines[place] += 1
        entries.append(_entry(credit, award, line=lines[place], actor_id=actor_id))
    return entries


def work_of(credit: Credit) -> Work:
    """What the rules look at."""
    return Work(
        minutes=credit.minutes,
        units=credit.units,
        curriculum_jp_minor=credit.curriculum_jp_minor,
        is_international=credit.is_international,
    )


def _entry(credit: Credit, award: Award, *, line: int, actor_id: int | None) -> JpEntry:
    return JpEntry(
        tenant_id=credit.home_id, person_id=credit.person_id, organiser_id=credit.organiser_id,
        unit_id=credit.unit_id, kind=JpEntry.Kind.CREDIT, year=credit.credit_date.year,
        line=line, credit_date=credit.credit_date, form_id=credit.form_code,
        title=credit.title[:250], minutes=credit.minutes, units=credit.units,
        curriculum_jp_minor=credit.curriculum_jp_minor,
        is_international=credit.is_international,
        jp_minor_before=award.jp_minor_before, jp_minor=award.jp_minor,
        cut_reason=award.cut_reason[:200], activity_key=credit.activity_key, rule=credit.rule,
        rule_version=award.rule_version, source_type=credit.source_type,
        source_id=credit.source_id, facts=credit.facts, evidence_sha256=credit.evidence_sha256,
        actor_id=actor_id, opening=secrets.token_bytes(OPENING_BYTES),
    )  # fmt: skip


def _is_capped(rule: FormRule) -> bool:
    caps = (rule.max_jp_minor_per_day, rule.max_units_per_month, rule.max_jp_minor_per_year)
    return any(cap is not None for cap in caps)


class _Answers:
    """What the rules say; people who learnt together ask the same, which is reckoned once."""

    def __init__(self, versions: dict[int, list[FormRule]]) -> None:
        self.versions = versions
        self.known: dict[tuple[int, date, Work, Used], Award] = {}

    def award(self, credit: Credit, used: Used) -> Award:
        work = work_of(credit)
        question = (credit.form_code, credit.credit_date, work, used)
        if question not in self.known:
            rule = rules.rule_on(self.versions.get(credit.form_code, ()), credit.credit_date)
            self.known[question] = rules.award(work, rule, used)
        return self.known[question]


class _UsedBook:
    """What each person already has of a form on a day and in a month, reversals taken off."""

    def __init__(self, credits: list[Credit], versions: dict[int, list[FormRule]]) -> None:
        self.days: Counter[tuple[int, int, date]] = Counter()
        self.months: Counter[tuple[int, int, int, int]] = Counter()
        self.years: Counter[tuple[int, int, int]] = Counter()
        capped = {code for code, rows in versions.items() if any(_is_capped(rule) for rule in rows)}
        span: dict[int, set[int]] = defaultdict(set)
        for credit in credits:
            if credit.form_code in capped:
                span[credit.credit_date.year].add(credit.person_id)
        for year, people in span.items():
            self._load(year, sorted(people), forms=sorted(capped))

    def _load(self, year: int, people: list[int], *, forms: list[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_USED, [people, year, forms])
            for person, form, day, jp_minor, units in cursor.fetchall():
                self.days[person, form, day] += jp_minor
                self.months[person, form, day.year, day.month] += units
                self.years[person, form, day.year] += jp_minor

    def used(self, credit: Credit) -> Used:
        day = credit.credit_date
        return Used(
            self.days[credit.person_id, credit.form_code, day],
            self.months[credit.person_id, credit.form_code, day.year, day.month],
            self.years[credit.person_id, credit.form_code, day.year],
        )

    def add(self, credit: Credit, award: Award) -> None:
        day = credit.credit_date
        self.days[credit.person_id, credit.form_code, day] += award.jp_minor
        self.months[credit.person_id, credit.form_code, day.year, day.month] += credit.units
        self.years[credit.person_id, credit.form_code, day.year] += award.jp_minor


_USED = """
SELECT person_id, form_id, credit_date,
       sum(CASE kind WHEN 'credit' THEN jp_minor ELSE -jp_minor END)::int,
       sum(CASE kind WHEN 'credit' THEN units ELSE -units END)::int
FROM ledger_jpentry
WHERE person_id = ANY(%s) AND year = %s AND form_id = ANY(%s)
GROUP BY person_id, form_id, credit_date
"""


def _add_to_years(entries: list[JpEntry]) -> None:
    sums: Counter[tuple[int, int]] = Counter()
    counts: Counter[tuple[int, int]] = Counter()
    for entry in entries:
        sums[entry.person_id, entry.year] += entry.jp_minor
        counts[entry.person_id, entry.year] += 1
    places = sorted(counts)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_personyear b SET jp_minor = b.jp_minor + t.jp,"
            " entries = b.entries + t.n"
            " FROM unnest(%s::bigint[], %s::smallint[], %s::int[], %s::int[]) t (p, y, jp, n)"
            " WHERE b.person_id = t.p AND b.year = t.y",
            [
                [place[0] for place in places],
                [place[1] for place in places],
                [sums[place] for place in places],
                [counts[place] for place in places],
            ],
        )


def _tell(entries: list[JpEntry], actor_id: int | None, *, now: datetime) -> None:
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for entry in entries:
        groups[entry.tenant_id, entry.year].append(entry.person_id)
    for (tenant_id, year), people in sorted(groups.items()):
        record_event(
            "ledger.entry.posted",
            at=now,
            tenant_id=tenant_id,
            actor_id=actor_id,
            data={"year": year, "people": sorted(set(people))},
        )
