"""Tests of courses that stand for the report on a book: which may be named, and who passed them.

Only of courses that give no JP: the reading is what counts, once.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Activity
from suluh.content.ports import DeskKind, activity_kinds
from suluh.delivery.models import Offering, Progress
from suluh.library.ports import Check

MOST = 200


class CourseChecks:
    """The library's port `ReadingChecks`."""

    def choices(self, tenant_id: int) -> list[tuple[UUID, str]]:
        """Tests of the agency's open courses without JP, by name."""
        marking = [slug for slug, kind in activity_kinds().items() if isinstance(kind, DeskKind)]
        courses = Offering.objects.filter(
            tenant_id=tenant_id, kind=Offering.Kind.COURSE, state=Offering.State.PUBLISHED,
            jp_minor=0,
        )  # fmt: skip
        titles = dict(courses.order_by("id").values_list("version_id", "title"))
        rows = Activity.objects.filter(version__in=titles, kind__in=marking, removed_at=None)
        found = {
            row.key: row.title if row.title == titles[row.version_id] else
            f"{titles[row.version_id]}: {row.title}"
            for row in rows.order_by("title", "id")[:MOST]
        }  # fmt: skip
        return list(found.items())

    def standing(self, keys: Collection[UUID], *, person_id: int) -> dict[UUID, Check]:
        """The newest open course of each test, and the person's best in any class of it."""
        if not keys:
            return {}
        with scoped(SYSTEM):  # a national book's test is of another agency
            rows = list(Activity.objects.filter(key__in=keys, removed_at=None).order_by("id"))
            courses = dict(
                Offering.objects.filter(
                    version__in={row.version_id for row in rows}, state=Offering.State.PUBLISHED,
                    kind=Offering.Kind.COURSE,
                ).order_by("id").values_list("version_id", "uuid")
            )  # fmt: skip
            done = {
                step.activity.key: step
                for step in Progress.objects.filter(
                    person_id=person_id, activity__in=rows, state=Progress.State.DONE
                ).select_related("activity").order_by("score", "id")
            }  # fmt: skip
        reached = set(
            Offering.reachable.filter(uuid__in=courses.values()).values_list("uuid", flat=True)
        )
        found = {}
        for row in rows:
            uuid, step = courses.get(row.version_id), done.get(row.key)
            found[row.key] = Check(
                row.title, f"/pelatihan/{uuid}/" if uuid in reached else "",
                step.done_at if step else None, step.score if step else None,
            )  # fmt: skip
        return found


CHECKS = CourseChecks()
