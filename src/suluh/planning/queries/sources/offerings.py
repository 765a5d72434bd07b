"""Courses and events that raise a competency, open to the person now.

One statement over all that is offered in the nation, a function of the database (migration 0004):
its plan is kept. Wide, with the person and the agency named: row security would look at each row
once more, and the conditions of joining stand there anyway.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import connection

from suluh.base.scope import SYSTEM, scoped
from suluh.planning.types import Ask, Candidate, Sort

MOST = 6  # for one level of a competency; the order among them is made by rules/scoring.py
_FIND = """
SELECT * FROM planning_open_offerings(
  %(needs)s::bigint[], %(held)s::int[], %(me)s, %(home)s, %(now)s, %(most)s)
"""


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
        jp_minor=jp, starts_at=_moment(starts), ends_at=_end(ends), closes_at=_end(closes), zone=zone,
        free=free, needs_approval=approval, is_own_agency=own,
    )  # fmt: skip


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _end(seconds: float) -> datetime | None:
    moment = _moment(seconds)
    return moment if moment.year < 2999 else None
