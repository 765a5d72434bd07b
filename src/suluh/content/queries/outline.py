"""The outline of a version, as players and editors need it.

What is published never changes (a trigger refuses it), so each process keeps the outlines that its
learners read.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from suluh.content.models import Activity, Section, Version
from suluh.content.types import Chapter, Part

MOST_KEPT = 64
_KEPT: OrderedDict[int, Outline] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Outline:
    """Sections in their order and the activities by id; shared by all who read, so never changed."""

    version: Version
    chapters: tuple[Chapter, ...]
    activities: dict[int, Activity]


def known_outline(version_id: int | None) -> Outline | None:
    """The outline of a published version where this process has it; no query."""
    return None if version_id is None else _KEPT.get(version_id)


def outline_of(version: Version) -> Outline:
    """The whole outline of a version; two queries, none where it is published and known here."""
    kept = _KEPT.get(version.pk)
    if kept is not None:
        return kept
    rows = Activity.objects.filter(version=version, removed_at=None)
    made = Outline(version, chapters_of(version), {row.pk: row for row in rows})
    if version.state == Version.State.PUBLISHED:
        _KEPT[version.pk] = made
        while len(_KEPT) > MOST_KEPT:
            _KEPT.popitem(last=False)
    return made


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
