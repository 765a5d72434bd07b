"""Books of the library whose title or author line names a competency that is missing.

A book attains nothing by itself: what is read is shown by the report or the test that follows. It
stands beside the trainings as the next level's reading.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

from suluh.planning.types import Ask, Candidate, Sort

MOST = 4  # for one competency
_SELF_STUDY = 22
# `library_passage` has no row policy and no text; what it names is read through the books' own.
_FIND = """
SELECT n.competency_id, n.held + 1, b.uuid, b.title, b.authors, b.tenant_id = %(home)s
FROM unnest(%(needs)s::bigint[], %(held)s::int[], %(names)s::text[])
  AS n(competency_id, held, name)
JOIN LATERAL (
  SELECT DISTINCT p.book_id FROM library_passage p
  WHERE p.vector @@ plainto_tsquery('indonesian', n.name) AND p.page = 0
    AND p.reach_id IN (0, %(home)s)
  LIMIT %(most)s) hit ON true
JOIN library_book b ON b.id = hit.book_id
WHERE b.withdrawn_at IS NULL AND (b.tenant_id = %(home)s OR b.is_national)
  AND NOT EXISTS (SELECT 1 FROM library_bookreading r
    WHERE r.book_id = b.id AND r.person_id = %(me)s)
ORDER BY b.id
"""


def find(ask: Ask) -> list[Candidate]:
    """Books on the shelf of the person that they have not begun, for each need."""
    if not ask.needs:
        return []
    values: dict[str, Any] = {
        "needs": [need.competency_id for need in ask.needs],
        "held": [need.held for need in ask.needs], "names": [need.name for need in ask.needs],
        "me": ask.person_id, "home": ask.agency_id, "most": MOST,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FIND, values)
        return [_candidate(row) for row in cursor.fetchall()]


def _candidate(row: tuple[Any, ...]) -> Candidate:
    competency_id, level, uuid, title, authors, own = row
    return Candidate(
        sort=Sort.BOOK, key=str(uuid), title=title, url=f"/pustaka/{uuid}/",
        competency_id=competency_id, level=level, by=authors, form_code=_SELF_STUDY,
        is_own_agency=bool(own),
    )  # fmt: skip
