"""One writer at a time; how agencies stand at the end of a day; when they were last refreshed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection

_LOCK = 7_310_501


def lock_rates() -> None:
    """Wait for the one place from which sums are written; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def run(statements: list[str], values: dict[str, Any]) -> int:
    """Execute statements in order; gives the row count of the last."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values)
        return int(cursor.rowcount)


def note_day(tenants: list[int], day: date) -> None:
    """Write down how the agencies stand today."""
    run(
        [
            "INSERT INTO reporting_dayrate (tenant_id, date, people, reached, started, jp_minor)"
            " SELECT tenant_id, %(day)s, people, reached, started, jp_minor"
            " FROM reporting_unitrate WHERE tenant_id = ANY(%(tenants)s) AND year = %(year)s"
            " AND unit_id = 0 AND dimension = ''"
            " ON CONFLICT (tenant_id, date) DO UPDATE SET people = EXCLUDED.people,"
            " reached = EXCLUDED.reached, started = EXCLUDED.started,"
            " jp_minor = EXCLUDED.jp_minor"
        ],
        {"day": day, "tenants": tenants, "year": day.year},
    )


def stamp(tenants: list[int], now: datetime, *, made_year: int | None = None) -> None:
    """Write down when the agencies' sums were brought up to date, and which year as a whole."""
    run(
        [
            "INSERT INTO reporting_raterefresh AS r (tenant_id, at, made_year)"
            " SELECT t, %(now)s, %(made)s::smallint FROM unnest(%(tenants)s::bigint[]) t"
            " ON CONFLICT (tenant_id) DO UPDATE SET at = EXCLUDED.at,"
            " made_year = GREATEST(r.made_year, EXCLUDED.made_year)"
        ],
        {"now": now, "tenants": tenants, "made": made_year},
    )
