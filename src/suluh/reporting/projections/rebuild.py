"""All rates of an agency anew from employment and ledger, in a few set-based statements."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection

from suluh.base.clock import local_date
from suluh.base.scope import SYSTEM, scoped
from suluh.organisation.models import Agency
from suluh.reporting.projections.marks import lock_rates, note_day, run, stamp
from suluh.reporting.projections.refresh import refresh_people
from suluh.reporting.projections.source import COLUMNS, SOURCE, source_values

_FOREIGN = """
SELECT r.person_id FROM reporting_personrate r
WHERE r.year = %(year)s AND r.tenant_id <> %(tenant)s AND r.person_id IN (
  SELECT e.person_id FROM identity_employment e WHERE e.tenant_id = %(tenant)s
  AND e.valid_from <= %(day)s AND (e.valid_to IS NULL OR e.valid_to > %(day)s))
"""
_ELSEWHERE = """
AND NOT EXISTS (SELECT 1 FROM identity_employment o
  WHERE o.person_id = e.person_id AND o.tenant_id <> e.tenant_id
  AND o.valid_from <= %(day)s AND (o.valid_to IS NULL OR o.valid_to > %(day)s)
  AND (o.valid_from, o.id) > (e.valid_from, e.id))
"""
SUMS = """
INSERT INTO reporting_unitrate
  (tenant_id, unit_id, year, dimension, value, people, reached, started, jp_minor)
WITH alike AS (
  SELECT tenant_id, year, unit_path, status, jenis, rank_group, sex,
         CASE WHEN jp_minor <= 0 THEN '0' WHEN jp_minor < 600 THEN '1'
              WHEN jp_minor < 1300 THEN '600' WHEN jp_minor < 2000 THEN '1300'
              WHEN jp_minor < 2500 THEN '2000' ELSE '2500' END AS jp,
         count(*) AS people, count(*) FILTER (WHERE jp_minor >= floor_jp_minor) AS reached,
         count(*) FILTER (WHERE jp_minor > 0) AS started, sum(jp_minor)::bigint AS jp_minor
  FROM reporting_personrate WHERE {which} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8)
SELECT a.tenant_id, t.unit::bigint, a.year, d.dimension, d.value,
       sum(a.people), sum(a.reached), sum(a.started), sum(a.jp_minor)
FROM alike a
CROSS JOIN LATERAL unnest(string_to_array('0/' || a.unit_path, '/')) AS t (unit)
CROSS JOIN LATERAL (VALUES ('', ''), ('status', a.status), ('jenis', a.jenis),
  ('rank', a.rank_group), ('sex', a.sex), ('jp', a.jp)) AS d (dimension, value)
WHERE t.unit <> ''
GROUP BY 1, 2, 3, 4, 5
"""
_DAYS = """
INSERT INTO reporting_dayrate (tenant_id, date, people, reached, started, jp_minor)
WITH days AS (
  SELECT (m + interval '1 month - 1 day')::date AS day
  FROM generate_series(make_date(%(year)s, 1, 1), make_date(%(year)s, 12, 1), interval '1 month') m
  WHERE (m + interval '1 month - 1 day')::date < %(day)s),
served AS (
  SELECT DISTINCT ON (d.day, e.person_id) d.day, e.person_id, e.status
  FROM days d JOIN identity_employment e ON e.tenant_id = %(tenant)s
   AND e.valid_from <= d.day AND (e.valid_to IS NULL OR e.valid_to > d.day)
  ORDER BY d.day, e.person_id, e.valid_from DESC),
booked AS (
  SELECT j.person_id, j.credit_date,
         sum(CASE j.kind WHEN 'credit' THEN j.jp_minor ELSE -j.jp_minor END) AS jp
  FROM ledger_jpentry j
  WHERE j.year = %(year)s AND j.person_id IN (SELECT person_id FROM served) GROUP BY 1, 2),
standing AS (
  SELECT s.day, s.status, COALESCE(sum(b.jp), 0) AS jp
  FROM served s LEFT JOIN booked b ON b.person_id = s.person_id AND b.credit_date <= s.day
  GROUP BY s.day, s.person_id, s.status)
SELECT %(tenant)s, day, count(*),
       count(*) FILTER (WHERE jp >= CASE status WHEN 'PPPK' THEN %(pppk)s ELSE %(pns)s END),
       count(*) FILTER (WHERE jp > 0), sum(jp)
FROM standing GROUP BY day
"""


def rebuild_agency(*, agency: Agency, year: int, now: datetime) -> int:
    """Drop the rates of an agency's year and make them anew; gives the number of people."""
    today = local_date(now, agency.zone)
    with scoped(SYSTEM):
        lock_rates()
        values = source_values(year, today) | {"tenant": agency.pk}
        _take_over(values, year, now=now)
        people = run(
            [
                "DELETE FROM reporting_personrate WHERE tenant_id = %(tenant)s AND year = %(year)s",
                f"INSERT INTO reporting_personrate ({COLUMNS}) "
                + SOURCE.format(people="e.tenant_id = %(tenant)s" + _ELSEWHERE),
            ],
            values,
        )
        run(
            [
                "DELETE FROM reporting_unitrate WHERE tenant_id = %(tenant)s AND year = %(year)s",
                SUMS.format(which="tenant_id = %(tenant)s AND year = %(year)s"),
            ],
            values,
        )
        _rebuild_days(values, today)
        stamp([agency.pk], now, made_year=year)
    return people


def _rebuild_days(values: dict[str, Any], today: date) -> None:
    first = date(values["year"], 1, 1)
    run(
        [
            "DELETE FROM reporting_dayrate WHERE tenant_id = %(tenant)s"
            " AND date >= %(first)s AND date < %(first)s + interval '1 year'",
            # Freshly filled tables have no statistics: joined row by row this takes minutes.
            "SET LOCAL enable_nestloop = off",
            _DAYS,
            "SET LOCAL enable_nestloop = on",
        ],
        values | {"first": first},
    )
    if today.year == values["year"]:
        note_day([values["tenant"]], today)


def _take_over(values: dict[str, Any], year: int, *, now: datetime) -> None:
    """People counted elsewhere who serve here now leave the other agency's sums first."""
    with connection.cursor() as cursor:
        cursor.execute(_FOREIGN, values)
        moved = [row[0] for row in cursor.fetchall()]
    if moved:
        refresh_people(people=moved, year=year, now=now)
