"""Small steps: the people an event names are looked at again, and the sums moved by the change."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from suluh.base.clock import local_date
from suluh.base.events import advance, unread_events
from suluh.base.jobs import enqueue
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Person
from suluh.reporting.projections.marks import lock_rates, note_day, stamp
from suluh.reporting.projections.source import COLUMNS, SOURCE, source_values
from suluh.reporting.rules import contributions

READER = "reporting.rates"
LEDGER_NEWS = ("ledger.entry.posted", "ledger.entry.reversed")
PEOPLE_NEWS = (
    "identity.employment.started",
    "identity.employment.changed",
    "identity.employment.ended",
    "identity.person.edited",
)
AGENCY_NEWS = (
    "identity.import.applied",
    "identity.import.undone",
    "identity.people.moved_away",
    "organisation.unit.moved",
)
LAW_NEWS = ("ledger.rule.added",)
ALL_NEWS = LEDGER_NEWS + PEOPLE_NEWS + AGENCY_NEWS + LAW_NEWS
ZONE = "Asia/Jakarta"
_CHUNK = 5_000

Row = tuple[Any, ...]
Key = tuple[int, int, str, str]


def refresh_rates(*, now: datetime, limit: int = 2_000) -> int:
    """Read the next events and bring the sums up to date; gives how many events were read."""
    with scoped(SYSTEM):
        events = unread_events(READER, names=ALL_NEWS, limit=limit)
        if not events:
            return 0
        people, agencies = _asked(events, now)
        for year, ids in sorted(people.items()):
            refresh_people(people=sorted(ids), year=year, now=now)
        for agency in sorted(agencies):
            enqueue("reporting.rebuild_agency", key=f"reporting.rebuild.{agency}", agency=agency)
        if any(event.name in LAW_NEWS for event in events):
            enqueue("reporting.rebuild_all", key="reporting.rebuild_all")
        advance(READER, to=events[-1])
        return len(events)


def _asked(events: Sequence[DomainEvent], now: datetime) -> tuple[dict[int, set[int]], set[int]]:
    """People by year to look at again, and agencies to make anew."""
    people: dict[int, set[int]] = defaultdict(set)
    agencies: set[int] = set()
    subjects: set[UUID] = set()
    this_year = local_date(now, ZONE).year
    for event in events:
        named = event.data.get("people")
        if event.name in LEDGER_NEWS:
            people[int(event.data["year"])].update(named or ())
        elif event.name in PEOPLE_NEWS:
            subjects.update([event.subject] if event.subject else [])
        elif event.name in AGENCY_NEWS and event.tenant_id:
            agencies.add(event.tenant_id)
    found = Person.objects.filter(uuid__in=subjects) if subjects else Person.objects.none()
    people[this_year].update(found.values_list("pk", flat=True))
    return people, agencies


def refresh_people(*, people: Sequence[int], year: int, now: datetime) -> None:
    """Look at these people of a year again and move the sums by what changed."""
    today = local_date(now, ZONE)
    with scoped(SYSTEM):
        lock_rates()
        values = source_values(year, today)
        tenants: set[int] = set()
        for start in range(0, len(people), _CHUNK):
            tenants |= _refresh_chunk(list(people[start : start + _CHUNK]), values)
        if tenants:
            _drop_empty(sorted(tenants), year)
            if year == today.year:
                note_day(sorted(tenants), today)
            stamp(sorted(tenants), now)


def _refresh_chunk(people: list[int], values: dict[str, Any]) -> set[int]:
    given = values | {"people": people}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM reporting_personrate"  # noqa: S608 - our own names
            " WHERE person_id = ANY(%(people)s) AND year = %(year)s",
            given,
        )
        old = {row[1]: row for row in cursor.fetchall()}
        cursor.execute(SOURCE.format(people="e.person_id = ANY(%(people)s)"), given)
        new = {row[1]: row for row in cursor.fetchall()}
    changed = [person for person in people if old.get(person) != new.get(person)]
    gone = [old[person] for person in changed if person in old]
    come = [new[person] for person in changed if person in new]
    _replace(gone, come)
    _move_sums(gone, come)
    return {row[0] for row in (*old.values(), *new.values())}


def _replace(gone: list[Row], come: list[Row]) -> None:
    with connection.cursor() as cursor:
        if gone:
            cursor.execute(
                "DELETE FROM reporting_personrate WHERE person_id = ANY(%s) AND year = %s",
                [[row[1] for row in gone], gone[0][2]],
            )
        if come:
            marks = ", ".join(["%s"] * len(come[0]))
            cursor.executemany(
                f"INSERT INTO reporting_personrate ({COLUMNS}) VALUES ({marks})",  # noqa: S608
                come,
            )


def _move_sums(gone: Iterable[Row], come: Iterable[Row]) -> None:
    """Add what came and take off what went, one row of the sums at a time in a fixed order."""
    people: Counter[Key] = Counter()
    reached: Counter[Key] = Counter()
    started: Counter[Key] = Counter()
    jp_minor: Counter[Key] = Counter()
    year = 0
    for sign, rows in ((-1, gone), (1, come)):
        for row in rows:
            year = row[2]
            for key in _keys(row):
                people[key] += sign
                reached[key] += sign * (row[10] >= row[11])
                started[key] += sign * (row[10] > 0)
                jp_minor[key] += sign * row[10]
    keys = sorted(
        key for key in people if people[key] or reached[key] or started[key] or jp_minor[key]
    )
    if keys:
        _upsert(keys, year, sums=(people, reached, started, jp_minor))


def _keys(row: Row) -> list[Key]:
    values = {"status": row[6], "jenis": row[7], "rank": row[8], "sex": row[9]}
    return [(row[0], *key) for key in contributions(row[4], values, jp_minor=row[10])]


_UPSERT = """
INSERT INTO reporting_unitrate AS r
  (tenant_id, unit_id, year, dimension, value, people, reached, started, jp_minor)
SELECT t.tenant, t.unit, %s, t.dimension, t.value, t.people, t.reached, t.started, t.jp
FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::int[], %s::int[], %s::int[],
            %s::bigint[]) AS t (tenant, unit, dimension, value, people, reached, started, jp)
ON CONFLICT (tenant_id, year, unit_id, dimension, value) DO UPDATE SET
  people = r.people + EXCLUDED.people, reached = r.reached + EXCLUDED.reached,
  started = r.started + EXCLUDED.started, jp_minor = r.jp_minor + EXCLUDED.jp_minor
"""


def _upsert(keys: list[Key], year: int, *, sums: tuple[Counter[Key], ...]) -> None:
    columns = [[key[place] for key in keys] for place in range(4)]
    figures = [[counter[key] for key in keys] for counter in sums]
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [year, *columns, *figures])


def _drop_empty(tenants: list[int], year: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM reporting_unitrate WHERE tenant_id = ANY(%s) AND year = %s AND people = 0",
            [tenants, year],
        )


def serving_changes(day: date) -> list[int]:
    """People whose employment begins or ends on `day`: nothing is told on the day itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT person_id FROM identity_employment"
            " WHERE valid_from = %s OR valid_to = %s",
            [day, day],
        )
        return [row[0] for row in cursor.fetchall()]
