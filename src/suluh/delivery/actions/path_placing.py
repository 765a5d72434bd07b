"""Putting people on a path, by their own wish or for others: set-wise, judged at once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection

from suluh.delivery.actions.path_progress import settle_people
from suluh.delivery.actions.placing import place_people
from suluh.delivery.models import LearningPath, PathAssignment, PathItem
from suluh.delivery.queries.paths import completions, open_courses

_PLACE = """
INSERT INTO delivery_pathplace AS pp (tenant_id, path_id, person_id, home_id, name, unit_name, email,
    state, source, assignment_id, due_on, progress, joined_at)
SELECT %(tenant)s, %(path)s, p.id, em.tenant_id,
    concat(nullif(p.title_before, '') || ' ', p.name, ', ' || nullif(p.title_after, '')),
    COALESCE(u.name, p.organisation_name), p.email, 'joined', %(source)s, %(assignment)s, %(due)s, 0, %(now)s
FROM identity_person p
LEFT JOIN identity_employment em ON em.person_id = p.id AND em.valid_to IS NULL
LEFT JOIN organisation_unit u ON u.id = em.unit_id
WHERE p.id = ANY(%(people)s)
ORDER BY p.id
ON CONFLICT (path_id, person_id) DO UPDATE SET state = 'joined',
    source = CASE WHEN pp.state = 'left' THEN excluded.source ELSE pp.source END,
    joined_at = CASE WHEN pp.state = 'left' THEN excluded.joined_at ELSE pp.joined_at END,
    assignment_id = excluded.assignment_id, due_on = excluded.due_on
  WHERE pp.state = 'left'
    OR (pp.state = 'joined' AND pp.assignment_id IS NULL AND excluded.assignment_id IS NOT NULL)
RETURNING pp.person_id
"""


def put_on_path(
    path: LearningPath,
    people: list[int],
    *,
    now: datetime,
    given: PathAssignment | None = None,
    due_on: date | None = None,
) -> list[int]:
    """Put people on the path, in its classes where it asks for all, and judge; gives who is new.

    `given` is the assignment; without one it is their own wish. Who is on the path already by their
    own wish keeps the place, and has the duty now. Wide scope.
    """
    source = "self" if given is None else "assigned"
    values: dict[str, Any] = {
        "tenant": path.tenant_id, "path": path.pk, "source": source, "due": due_on,
        "assignment": given.pk if given else None, "people": people, "now": now,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_PLACE, values)
        new = [row[0] for row in cursor.fetchall()]
    if new and path.mode == LearningPath.Mode.ALL:
        _join_classes(path, new, source=source, now=now)
    settle_people(path, new, now=now)
    return new


def _join_classes(path: LearningPath, people: list[int], *, source: str, now: datetime) -> None:
    """Places in the open classes of what is still to do; what has a gate is asked for by oneself."""
    done = completions(path, people)
    items = PathItem.objects.filter(path=path).select_related("training")
    courses = open_courses([item.training for item in items], now=now)
    for training_id, course in courses.items():
        if course.is_gated:
            continue
        todo = [each for each in people if training_id not in done.get(each, {})]
        place_people(course, todo, source=source, now=now)
