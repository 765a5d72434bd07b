"""A learner's own notes and marks in a course."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from suluh.base.scope import Scope, scoped
from suluh.content.types import Part
from suluh.delivery.models import Enrolment, LessonNote, Offering
from suluh.delivery.queries.learning import entering, get_classroom, get_room
from suluh.organisation.types import Actor

_OPENED = """
SELECT count(*) FROM delivery_progress p JOIN content_activity a ON a.id = p.activity_id
WHERE p.enrolment_id = %s AND a.key = %s
"""


@dataclass(frozen=True, slots=True)
class Noted:
    """An activity with what the person wrote about it."""

    part: Part
    note: LessonNote


def own_notes(actor: Actor, uuid: UUID, *, text: str = "") -> tuple[Offering, list[Noted]]:
    """Course and notes in the order of its outline; `text` looks in titles and notes."""
    offering, mine = get_room(actor, uuid)
    rows = LessonNote.reachable.filter(enrolment_id=mine.pk, person_id=actor.person_id)
    notes = {note.key: note for note in rows if note.text.strip() or note.is_marked}
    with entering(actor, offering):
        parts = get_classroom(offering, mine).parts
    found = [Noted(part, notes[part.key]) for part in parts if part.key in notes]
    wanted = text.strip().lower()
    return offering, [
        each for each in found if wanted in f"{each.part.title} {each.note.text}".lower()
    ]


def has_opened(mine: Enrolment, key: UUID) -> bool:
    """Whether the person opened the activity; the activity itself belongs to the organiser."""
    inside = Scope(tenant_id=mine.tenant_id, person_id=mine.person_id)
    with scoped(inside), connection.cursor() as cursor:
        cursor.execute(_OPENED, [mine.pk, key])
        row = cursor.fetchone()
    return bool(row and row[0])
