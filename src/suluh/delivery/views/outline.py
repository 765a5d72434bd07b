"""The outline beside a lesson. Each row has four looks, alike for all learners of a course."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from suluh.base.kept import Kept
from suluh.content.ports import activity_kinds
from suluh.delivery.queries.learning import Classroom

Look = tuple[int, bool, bool]
_ROWS: Kept[dict[Look, SafeString]] = Kept()


@dataclass(frozen=True, slots=True)
class Rows:
    """A section with how many of its activities are done, and their rows drawn."""

    title: str
    done: int
    total: int
    rows: SafeString


def outline_rows(room: Classroom, current: UUID) -> list[Rows]:
    """The sections with their rows, as this person sees them at the activity `current`."""
    looks = _ROWS.get((room.offering.pk, room.version.pk, get_language()), dict)
    return list(_rows(room, current, looks))


def _rows(room: Classroom, current: UUID, looks: dict[Look, SafeString]) -> Iterator[Rows]:
    done = room.done_keys
    for chapter in room.chapters:
        rows = []
        for part in chapter.parts:
            look = (part.activity_id, part.key in done, part.key == current)
            if look not in looks:
                _id, is_done, is_current = look
                context = {
                    "course": room.offering,
                    "part": part,
                    "kind": activity_kinds().get(part.kind),
                    "is_done": is_done,
                    "is_current": is_current,
                }
                looks[look] = render_to_string("delivery/parts/outline_row.html", context)
            rows.append(looks[look])
        finished = sum(part.key in done for part in chapter.parts)
        yield Rows(chapter.title, finished, len(rows), SafeString("".join(rows)))
