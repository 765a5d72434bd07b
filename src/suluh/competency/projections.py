"""The unit map follows attainments, standards and employment: people anew, or an agency anew.

The levels held are reckoned in SQL by the same law as `rules.holding`; a property test holds one
against the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from suluh.base.clock import local_date
from suluh.base.events import advance, unread_events
from suluh.base.jobs import enqueue
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import MapRefresh
from suluh.competency.queries.law import holding_law
from suluh.competency.queries.standards import as_post, demands_for
from suluh.competency.rules.standards import asked_of
from suluh.competency.types import Choice
from suluh.identity.models import Employment, Person
from suluh.organisation.models import Agency, Position

READER = "competency.maps"
PEOPLE_NEWS = (
    "competency.level.attained",
    "competency.level.withdrawn",
    "identity.employment.started",
    "identity.employment.changed",
    "identity.employment.ended",
)
AGENCY_NEWS = (
    "competency.law.changed",
    "competency.standard.added",
    "identity.import.applied",
    "identity.import.undone",
    "identity.people.moved_away",
    "organisation.unit.moved",
)
ZONE = "Asia/Jakarta"
_LOCK = 7_310_502

_ROWS = """
INSERT INTO competency_maprow
  (tenant_id, person_id, unit_id, unit_path, competency_id, asked, level)
WITH law AS (
  SELECT * FROM unnest(%(sources)s::text[], %(weights)s::int[], %(raises)s::boolean[])
    AS w (source, weight, raises)),
asked AS (
  SELECT * FROM unnest(%(posts)s::bigint[], %(competencies)s::bigint[], %(levels)s::smallint[])
    AS a (position_id, competency_id, level)),
jobs AS (
  SELECT DISTINCT ON (e.person_id) e.tenant_id, e.person_id, e.unit_id, u.path, e.position_id
  FROM identity_employment e JOIN organisation_unit u ON u.id = e.unit_id
  WHERE e.tenant_id = %(tenant)s AND e.valid_from <= %(day)s
    AND (e.valid_to IS NULL OR e.valid_to > %(day)s)
    AND (%(people)s::bigint[] IS NULL OR e.person_id = ANY(%(people)s))
    AND NOT EXISTS (SELECT 1 FROM identity_employment o WHERE o.person_id = e.person_id
      AND o.tenant_id <> e.tenant_id AND o.valid_from <= %(day)s
      AND (o.valid_to IS NULL OR o.valid_to > %(day)s)
      AND (o.valid_from, o.id) > (e.valid_from, e.id))
  ORDER BY e.person_id, e.valid_from DESC, e.id DESC),
results AS (
  SELECT r.person_id, r.competency_id, r.level, r.reached_on, r.id, w.weight, w.raises
  FROM competency_attainment r JOIN law w ON w.source = r.source AND w.weight > 0
  WHERE r.person_id IN (SELECT person_id FROM jobs) AND r.kind = 'reached'
    AND r.reached_on <= %(day)s AND (r.expires_on IS NULL OR r.expires_on >= %(day)s)
    AND NOT EXISTS (SELECT 1 FROM competency_attainment x WHERE x.withdraws_id = r.id)),
base AS (
  SELECT DISTINCT ON (person_id, competency_id) * FROM results WHERE NOT raises
  ORDER BY person_id, competency_id, weight DESC,
    CASE WHEN %(best)s THEN level ELSE 0 END DESC, reached_on DESC, id DESC),
raised AS (
  SELECT r.person_id, r.competency_id, max(r.level) AS level
  FROM results r LEFT JOIN base b USING (person_id, competency_id)
  WHERE r.raises AND (b.id IS NULL OR %(best)s OR (r.reached_on, r.id) > (b.reached_on, b.id))
  GROUP BY 1, 2),
held AS (
  SELECT person_id, competency_id, GREATEST(b.level, r.level) AS level
  FROM base b FULL JOIN raised r USING (person_id, competency_id))
SELECT j.tenant_id, j.person_id, j.unit_id, j.path, a.competency_id, a.level, COALESCE(h.level, 0)
FROM jobs j JOIN asked a ON a.position_id = j.position_id
LEFT JOIN held h ON h.person_id = j.person_id AND h.competency_id = a.competency_id
ON CONFLICT (person_id, competency_id) DO NOTHING
"""
# Those who came from elsewhere too: the agency they left hears of it by an event of its own.
_FORGET = """
DELETE FROM competency_maprow WHERE tenant_id = %(tenant)s OR person_id IN (
  SELECT person_id FROM identity_employment WHERE tenant_id = %(tenant)s
  AND valid_from <= %(day)s AND (valid_to IS NULL OR valid_to > %(day)s))
"""
_CELLS = """
INSERT INTO competency_mapcell
  (tenant_id, unit_id, unit_path, competency_id, people, measured, meeting, missing)
SELECT tenant_id, unit_id, unit_path, competency_id, count(*), count(*) FILTER (WHERE level > 0),
       count(*) FILTER (WHERE level >= asked), sum(GREATEST(asked - level, 0))
FROM competency_maprow
WHERE tenant_id = %(tenant)s AND (%(units)s::bigint[] IS NULL OR unit_id = ANY(%(units)s))
GROUP BY 1, 2, 3, 4
"""


def rebuild_map(*, agency: Agency, now: datetime) -> None:
    """The whole map of an agency anew, for today."""
    today = local_date(now, agency.zone)
    with scoped(SYSTEM):
        _lock(agency.pk)
        given = _given(agency.pk, today) | {"people": None, "units": None}
        _run("DELETE FROM competency_mapcell WHERE tenant_id = %(tenant)s", given)
        _run(_FORGET, given)
        _run(_ROWS, given)
        _run(_CELLS, given)
        MapRefresh.objects.update_or_create(tenant=agency, defaults={"made_on": today, "at": now})


def refresh_people(*, people: list[int], now: datetime) -> None:
    """These people's rows anew, and the sums of the units they are and were in."""
    today = local_date(now, ZONE)
    with scoped(SYSTEM):
        tenants = sorted(_agencies_of(people))
        for tenant in tenants:
            _lock(tenant)
        before = {tenant: _units(tenant, people) for tenant in tenants}
        # All first: who moved here still stands in the map of the agency they left.
        _run("DELETE FROM competency_maprow WHERE person_id = ANY(%(people)s)", {"people": people})
        for tenant in tenants:
            given = _given(tenant, today) | {"people": people}
            _run(_ROWS, given)
            given["units"] = sorted(before[tenant] | _units(tenant, people))
            _run(
                "DELETE FROM competency_mapcell WHERE tenant_id = %(tenant)s"
                " AND unit_id = ANY(%(units)s)",
                given,
            )
            _run(_CELLS, given)


def refresh_maps(*, now: datetime, limit: int = 2_000) -> int:
    """Read the next events and bring the maps up to date; gives how many events were read."""
    with scoped(SYSTEM):
        events = unread_events(READER, names=PEOPLE_NEWS + AGENCY_NEWS, limit=limit)
        if not events:
            return 0
        people, agencies = _named(events)
        if people:
            refresh_people(people=sorted(people), now=now)
        for agency in sorted(agencies):
            enqueue("competency.rebuild_map", key=f"competency.map.{agency}", agency=agency)
        advance(READER, to=events[-1])
        return len(events)


def _named(events: Sequence[DomainEvent]) -> tuple[set[int], set[int]]:
    """People to look at again, and agencies to make anew; a national standard touches all."""
    people: set[int] = set()
    agencies: set[int] = set()
    subjects: set[UUID] = set()
    for event in events:
        if event.name in PEOPLE_NEWS:
            people.update(event.data.get("people") or ())
            subjects.update([event.subject] if event.subject else [])
        elif event.tenant_id:
            agencies.add(event.tenant_id)
        else:
            agencies.update(Agency.objects.values_list("pk", flat=True))
    people.update(Person.objects.filter(uuid__in=subjects).values_list("pk", flat=True))
    return people, agencies


def _given(tenant: int, day: date) -> dict[str, Any]:
    law = holding_law(day)
    demands = demands_for(tenant, day)
    asked = [
        (position.pk, competency_id, each.level)
        for position in Position.objects.filter(tenant_id=tenant)
        for competency_id, each in asked_of(as_post(position), demands, day).items()
    ]
    return {
        "tenant": tenant, "day": day, "best": law.choice is Choice.BEST,
        "sources": [str(source) for source in law.weights],
        "weights": [rule.weight for rule in law.weights.values()],
        "raises": [rule.raises_only for rule in law.weights.values()],
        "posts": [row[0] for row in asked], "competencies": [row[1] for row in asked],
        "levels": [row[2] for row in asked],
    }  # fmt: skip


def _agencies_of(people: Sequence[int]) -> set[int]:
    """Agencies the people are in today, or in whose map they still stand."""
    rows = Employment.objects.filter(person_id__in=people, valid_to=None)
    found = set(rows.values_list("tenant_id", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tenant_id FROM competency_maprow WHERE person_id = ANY(%s)",
            [list(people)],
        )
        return found | {row[0] for row in cursor.fetchall()}


def _units(tenant: int, people: Sequence[int]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT unit_id FROM competency_maprow"
            " WHERE tenant_id = %s AND person_id = ANY(%s)",
            [tenant, list(people)],
        )
        return {row[0] for row in cursor.fetchall()}


def _lock(tenant: int) -> None:
    """One writer of an agency's map at a time; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, tenant])


def _run(statement: str, given: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
