"""The one statement of what a person counts as; both ways of keeping the sums stand on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from suluh.ledger.queries import target_on
from suluh.ledger.rules import floor_of
from suluh.reporting.rules import reckoning_day

COLUMNS = (
    "tenant_id, person_id, year, unit_id, unit_path, name, status, jenis, rank_group, sex,"
    " jp_minor, floor_jp_minor"
)
# {people}: which employment rows to look at; `valid_to` is the first day no longer served.
SOURCE = """
SELECT DISTINCT ON (e.person_id)
       e.tenant_id, e.person_id, %(year)s::smallint AS year, e.unit_id, u.path AS unit_path,
       left((CASE WHEN p.title_before = '' THEN '' ELSE p.title_before || ' ' END) || p.name
            || (CASE WHEN p.title_after = '' THEN '' ELSE ', ' || p.title_after END), 250) AS name,
       e.status, COALESCE(j.jenis, '') AS jenis, left(split_part(e.rank, '/', 1), 6) AS rank_group,
       p.sex, COALESCE(b.jp_minor, 0) AS jp_minor,
       CASE e.status WHEN 'PPPK' THEN %(pppk)s ELSE %(pns)s END::int AS floor_jp_minor
FROM identity_employment e
JOIN organisation_unit u ON u.id = e.unit_id
JOIN identity_person p ON p.id = e.person_id
LEFT JOIN organisation_position j ON j.id = e.position_id
LEFT JOIN ledger_personyear b ON b.person_id = e.person_id AND b.year = %(year)s
WHERE {people} AND e.valid_from <= %(day)s AND (e.valid_to IS NULL OR e.valid_to > %(day)s)
ORDER BY e.person_id, e.valid_from DESC, e.id DESC
"""


def source_values(year: int, today: date) -> dict[str, Any]:
    """What SOURCE is filled with for a year, looked at on `today`."""
    floors = {}
    for status in ("PNS", "PPPK"):
        target = target_on(status, date(year, 12, 31))
        floors[status.lower()] = floor_of(target.floor_jp_minor if target else None)
    return {"year": year, "day": reckoning_day(year, today), **floors}
