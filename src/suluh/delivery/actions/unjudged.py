"""Marks of what is finished and not judged yet: set with what was finished, taken by the judging."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from suluh.delivery.models import Enrolment


def mark_places(ids: Sequence[int], *, now: datetime) -> None:
    """These places are judged within seconds (`settling.py`), or by who opens a lesson before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO delivery_unjudged (enrolment_id, tenant_id, person_id, since)"
            " SELECT e.id, e.tenant_id, e.person_id, %s FROM delivery_enrolment e"
            " WHERE e.id = ANY(%s) ORDER BY e.id"
            " ON CONFLICT (enrolment_id) DO UPDATE SET since = EXCLUDED.since",
            [now, list(ids)],
        )


def take_marks(ids: Sequence[int]) -> None:
    """These places are judged now. Lock them before; who finishes more meanwhile waits for that."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM delivery_unjudged WHERE enrolment_id = ANY(%s)", [list(ids)])


def store_shares(places: Sequence[Enrolment]) -> None:
    """How far each of these is, who completes nothing now, in one statement."""
    if not places:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE delivery_enrolment e SET progress = v.share"
            " FROM unnest(%s::bigint[], %s::smallint[]) AS v(id, share)"
            " WHERE e.id = v.id AND e.progress <> v.share",
            [[place.pk for place in places], [place.progress for place in places]],
        )
