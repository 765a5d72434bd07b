"""The outline of a version, as players and editors need it."""

from __future__ import annotations

from suluh.content.models import Activity, Section, Version
from suluh.content.types import Chapter, Part


def chapters_of(version: Version) -> tuple[Chapter, ...]:
    """Sections with their activities in order, without what was removed; two queries."""
    parts: dict[int, list[Part]] = {}
    rows = Activity.objects.filter(version=version, removed_at=None).order_by("order", "id")
    for row in rows.values_list(
        "id", "key", "kind", "title", "minutes", "is_required", "section_id"
    ):
        parts.setdefault(row[6], []).append(Part(*row))
    sections = Section.objects.filter(version=version, removed_at=None).order_by("order", "id")
    return tuple(
        Chapter(section.pk, section.key, section.title, tuple(parts.get(section.pk, ())))
        for section in sections
    )
