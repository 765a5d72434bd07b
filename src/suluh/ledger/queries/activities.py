"""What an activity gave to people, whatever the number of lines it was booked in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection

from suluh.base.scope import SYSTEM, scoped
from suluh.ledger import rules
from suluh.ledger.queries.law import form_rules
from suluh.ledger.types import Used


@dataclass(frozen=True, slots=True)
class Earned:
    """JP of a person from one activity, and the last of its entries."""

    jp_minor: int
    entry_id: str


def earned_from(activity_key: str, people: Collection[int]) -> dict[int, Earned]:
    """By person, of those who have credits of the activity; one query."""
    with scoped(SYSTEM), connection.cursor() as cursor:
        cursor.execute(_EARNED, [activity_key, list(people)])
        return {row[0]: Earned(row[1], str(row[2])) for row in cursor.fetchall()}


_EARNED = """
SELECT person_id, sum(jp_minor)::int, (array_agg(id ORDER BY id DESC))[1] FROM ledger_jpentry
WHERE kind = 'credit' AND activity_key = %s AND person_id = ANY(%s) GROUP BY person_id
"""


def earned_on(person_id: int, form_code: int, *, on: date) -> int:
    """JP (hundredths) of the form that the person has on that day, reversals taken off; own rows."""
    with connection.cursor() as cursor:
        cursor.execute(_ON_DAY, [person_id, on.year, form_code, on])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


_ON_DAY = """
SELECT COALESCE(sum(CASE kind WHEN 'credit' THEN jp_minor ELSE -jp_minor END), 0)
FROM ledger_jpentry WHERE person_id = %s AND year = %s AND form_id = %s AND credit_date = %s
"""


def used_on(person_id: int, form_code: int, *, on: date) -> Used:
    """What the person has of the form that day, that month and that year, as far as one sees."""
    with connection.cursor() as cursor:
        cursor.execute(_USED, [on, on, on, person_id, on.year, form_code])
        row = cursor.fetchone()
    return Used(*row) if row else Used()


_USED = """
SELECT COALESCE(sum(CASE kind WHEN 'credit' THEN jp_minor ELSE -jp_minor END)
         FILTER (WHERE credit_date = %s), 0)::int,
       COALESCE(sum(CASE kind WHEN 'credit' THEN units ELSE -units END)
         FILTER (WHERE credit_date >= date_trunc('month', %s::date)
           AND credit_date < date_trunc('month', %s::date) + interval '1 month'), 0)::int,
       COALESCE(sum(CASE kind WHEN 'credit' THEN jp_minor ELSE -jp_minor END), 0)::int
FROM ledger_jpentry WHERE person_id = %s AND year = %s AND form_id = %s
"""


def mix_of(person_id: int, year: int) -> dict[str, int]:
    """JP (hundredths) of the year by share of 70-20-10 (experience, social, formal)."""
    with connection.cursor() as cursor:
        cursor.execute(_MIX, [person_id, year])
        return dict(cursor.fetchall())


_MIX = """
SELECT f.share, sum(CASE j.kind WHEN 'credit' THEN j.jp_minor ELSE -j.jp_minor END)::int
FROM ledger_jpentry j JOIN ledger_form f ON f.code = j.form_id
WHERE j.person_id = %s AND j.year = %s GROUP BY f.share
"""


def day_cap(form_code: int, *, on: date) -> int | None:
    """Most JP (hundredths) of the form that count on one day; None where there is no limit."""
    rule = rules.rule_on(form_rules([form_code]).get(form_code, ()), on)
    return rule.max_jp_minor_per_day if rule else None
