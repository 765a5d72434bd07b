"""Courses and events that raise a competency, open to the person now.

One statement over all that is offered in the nation. Wide, with the person and the agency named:
row security would look at each row once more, and the conditions of joining stand here anyway.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from suluh.base.scope import SYSTEM, scoped
from suluh.planning.types import Ask, Candidate, Sort

MOST = 6  # for one level of a competency; the order among them is made by rules/scoring.py
_COLUMNS = """
o.id, o.kind, o.uuid, o.title, o.tenant_id, o.form_id, o.jp_minor, o.starts_at, o.ends_at, o.zone,
o.registration_opens_at, o.registration_closes_at, o.seats, o.audience, o.state, o.is_gated
"""
_FIND = f"""
WITH need AS (
  SELECT * FROM unnest(%(needs)s::bigint[], %(held)s::int[]) AS n(competency_id, held)
), mine AS MATERIALIZED (
  SELECT e.offering_id, e.state, o.tenant_id, v.training_id
  FROM delivery_enrolment e JOIN delivery_offering o ON o.id = e.offering_id
  LEFT JOIN content_version v ON v.id = o.version_id
  WHERE e.person_id = %(me)s AND e.state <> 'cancelled'
), busy AS MATERIALIZED (
  SELECT m.tenant_id FROM mine m JOIN delivery_gate g ON g.offering_id = m.offering_id
  WHERE g.one_title AND m.state IN ('registered', 'waiting')
), raising AS (
  SELECT {_COLUMNS}, n.competency_id, c.level
  FROM need n
  JOIN content_trainingcompetency c ON c.competency_id = n.competency_id AND c.level > n.held
  JOIN content_version v ON v.training_id = c.training_id
  JOIN delivery_offering o ON o.version_id = v.id
  WHERE c.training_id NOT IN (SELECT m.training_id FROM mine m WHERE m.training_id IS NOT NULL)
  UNION ALL
  SELECT {_COLUMNS}, n.competency_id, c.level
  FROM need n
  JOIN delivery_eventcompetency c ON c.competency_id = n.competency_id AND c.level > n.held
  JOIN delivery_offering o ON o.id = c.offering_id AND o.kind = 'event'
  WHERE o.id NOT IN (SELECT m.offering_id FROM mine m)
), open AS (
  SELECT r.*, row_number() OVER (
    PARTITION BY r.competency_id, r.level
    ORDER BY r.tenant_id <> %(home)s, r.starts_at > %(now)s, r.jp_minor DESC, r.starts_at, r.id
  ) AS turn
  FROM raising r
  WHERE r.state = 'published' AND r.registration_opens_at <= %(now)s
    AND r.registration_closes_at > %(now)s AND r.ends_at > %(now)s
    AND (r.audience = 'national' OR r.tenant_id = %(home)s
      OR (r.audience = 'chosen' AND EXISTS (SELECT 1 FROM delivery_offeringagency a
          WHERE a.offering_id = r.id AND a.agency_id = %(home)s)))
    AND (NOT r.is_gated OR (
      NOT EXISTS (SELECT 1 FROM delivery_prerequisite p WHERE p.offering_id = r.id
        AND p.training_id NOT IN (SELECT m.training_id FROM mine m
          WHERE m.state = 'completed' AND m.training_id IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM delivery_waiver w
          WHERE w.offering_id = r.id AND w.person_id = %(me)s))
      AND NOT EXISTS (SELECT 1 FROM delivery_gate g JOIN busy b ON b.tenant_id = r.tenant_id
        WHERE g.offering_id = r.id AND g.one_title)))
    AND (r.seats IS NULL AND NOT EXISTS (SELECT 1 FROM delivery_offeringagency a
          WHERE a.offering_id = r.id AND a.agency_id = %(home)s AND a.quota IS NOT NULL)
      OR EXISTS (SELECT 1 FROM delivery_seatbucket s WHERE s.offering_id = r.id AND s.free > 0
        AND (s.agency_id = %(home)s OR (s.agency_id IS NULL AND NOT EXISTS (
          SELECT 1 FROM delivery_offeringagency a WHERE a.offering_id = r.id
            AND a.agency_id = %(home)s AND a.quota IS NOT NULL)))))
)
SELECT o.kind, o.uuid, o.title, o.competency_id, o.level, g.short_name, o.form_id, f.share,
  o.jp_minor, o.starts_at, o.ends_at, o.registration_closes_at, o.zone,
  CASE WHEN o.seats IS NOT NULL THEN (SELECT sum(s.free) FROM delivery_seatbucket s
    WHERE s.offering_id = o.id AND (s.agency_id IS NULL OR s.agency_id = %(home)s)) END,
  o.is_gated AND EXISTS (SELECT 1 FROM delivery_gate t
    WHERE t.offering_id = o.id AND t.approval <> 'none'),
  o.tenant_id = %(home)s
FROM open o JOIN organisation_agency g ON g.id = o.tenant_id JOIN ledger_form f ON f.code = o.form_id
WHERE o.turn <= %(most)s
"""  # noqa: S608 only constants of this module


def find(ask: Ask) -> list[Candidate]:
    """What is open to the person, the nearest to their needs of each competency."""
    if not ask.needs:
        return []
    values: dict[str, Any] = {
        "needs": [need.competency_id for need in ask.needs],
        "held": [need.held for need in ask.needs],
        "me": ask.person_id, "home": ask.agency_id, "now": ask.now, "most": MOST,
    }  # fmt: skip
    with scoped(SYSTEM), connection.cursor() as cursor:
        cursor.execute(_FIND, values)
        return [_candidate(row) for row in cursor.fetchall()]


def _candidate(row: tuple[Any, ...]) -> Candidate:
    (kind, uuid, title, competency_id, level, agency, form, share, jp, starts, ends, closes, zone,
     free, approval, own) = row  # fmt: skip
    is_event = kind == "event"
    return Candidate(
        sort=Sort.EVENT if is_event else Sort.TRAINING,
        key=str(uuid), title=title,
        url=f"/acara/{uuid}/" if is_event else f"/pelatihan/{uuid}/",
        competency_id=competency_id, level=level, by=agency, form_code=form, share=share,
        jp_minor=jp, starts_at=starts, ends_at=_end(ends), closes_at=_end(closes), zone=zone,
        free=None if free is None else int(free), needs_approval=bool(approval),
        is_own_agency=bool(own),
    )  # fmt: skip


def _end(moment: datetime) -> datetime | None:
    return moment if moment.year < 2999 else None
