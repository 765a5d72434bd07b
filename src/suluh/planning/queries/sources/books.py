"""Books of the library that are about a competency that is missing.

A book attains nothing by itself: what is read is shown by the report or the test that follows. It
stands beside the trainings as reading towards the next level.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

from suluh.planning.types import Ask, Candidate, Sort

MOST = 4  # for one competency, the newest
_SELF_STUDY = 22
_FIND = """
SELECT f.competency_id, f.held + 1, f.uuid, f.title, f.authors, f.is_own FROM (
  SELECT n.competency_id, n.held, b.uuid, b.title, b.authors, b.tenant_id = %(home)s AS is_own,
    row_number() OVER (PARTITION BY n.competency_id ORDER BY b.created_at DESC, b.id) AS turn
  FROM unnest(%(needs)s::bigint[], %(held)s::int[]) AS n(competency_id, held)
  JOIN library_bookcompetency c ON c.competency_id = n.competency_id
  JOIN library_book b ON b.id = c.book_id
  WHERE b.withdrawn_at IS NULL AND (b.tenant_id = %(home)s OR b.is_national)
    AND NOT EXISTS (SELECT 1 FROM library_bookreading r
      WHERE r.book_id = b.id AND r.person_id = %(me)s)
) f WHERE f.turn <= %(most)s
"""


def find(ask: Ask) -> list[Candidate]:
    """Books on the shelf of the person that they have not begun, for each need."""
    if not ask.needs:
        return []
    values: dict[str, Any] = {
        "needs": [need.competency_id for need in ask.needs],
        "held": [need.held for need in ask.needs],
        "me": ask.person_id, "home": ask.agency_id, "most": MOST,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FIND, values)
        return [_candidate(row) for row in cursor.fetchall()]


def _candidate(row: tuple[Any, ...]) -> Candidate:
    competency_id, level, uuid, title, authors, own = row
    return Candidate(
        sort=Sort.BOOK, key=str(uuid), title=title[:250], url=f"/pustaka/{uuid}/",
        competency_id=competency_id, level=level, by=authors, form_code=_SELF_STUDY,
        is_own_agency=bool(own),
    )  # fmt: skip
