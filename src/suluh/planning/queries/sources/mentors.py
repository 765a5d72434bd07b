"""Mentors of the directory who hold more of a competency than the person does.

Whom the person has asked and who has not answered yet is left out: that is on its way; so is who has
promised all hours of this month.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

from suluh.base.clock import local_date
from suluh.planning.types import Ask, Candidate, Sort

MOST = 4  # for one competency: of the own agency first, then the nearest level
_MENTORING = 15
_FIND = """
SELECT f.competency_id, f.level, f.uuid, f.name, f.agency, f.is_own FROM (
  SELECT n.competency_id, c.level, m.uuid, m.name, g.short_name AS agency,
    m.tenant_id = %(home)s AS is_own,
    row_number() OVER (PARTITION BY n.competency_id
      ORDER BY m.tenant_id <> %(home)s, c.level, m.name, m.id) AS turn
  FROM unnest(%(needs)s::bigint[], %(held)s::int[]) AS n(competency_id, held)
  JOIN recognition_mentorcompetency c ON c.competency_id = n.competency_id AND c.level > n.held
  JOIN recognition_mentor m ON m.id = c.mentor_id
  JOIN organisation_agency g ON g.id = m.tenant_id
  JOIN identity_account a ON a.person_id = m.person_id AND a.is_active
  WHERE m.is_open AND m.person_id <> %(me)s
    AND (m.tenant_id = %(home)s OR m.visibility = 'nasional')
    AND NOT (m.taken >= m.hours AND m.taken_in IS NOT DISTINCT FROM %(month)s)
    AND NOT EXISTS (SELECT 1 FROM recognition_mentorask k
      WHERE k.mentor_id = m.id AND k.person_id = %(me)s AND k.state = 'asked')
) f WHERE f.turn <= %(most)s
"""


def find(ask: Ask) -> list[Candidate]:
    """Open mentors whom the person may find, for each need."""
    if not ask.needs:
        return []
    values: dict[str, Any] = {
        "needs": [need.competency_id for need in ask.needs],
        "held": [need.held for need in ask.needs],
        "me": ask.person_id, "home": ask.agency_id, "most": MOST,
        "month": local_date(ask.now, ask.zone).replace(day=1),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FIND, values)
        return [_candidate(row) for row in cursor.fetchall()]


def _candidate(row: tuple[Any, ...]) -> Candidate:
    competency_id, level, uuid, name, agency, own = row
    return Candidate(
        sort=Sort.PERSON, key=str(uuid), title=name, url=f"/mentor/{uuid}/",
        competency_id=competency_id, level=level, by=agency, form_code=_MENTORING, share="social",
        is_own_agency=bool(own),
    )  # fmt: skip
