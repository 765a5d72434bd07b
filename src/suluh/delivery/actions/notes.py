"""A learner's own notes and marks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from suluh.base.errors import NotFound
from suluh.delivery.models import LessonNote
from suluh.delivery.models.notes import LONGEST_NOTE
from suluh.delivery.queries.learning import get_room
from suluh.delivery.queries.notes import has_opened
from suluh.delivery.rules.notes import merged
from suluh.organisation.types import Actor


def keep_note(
    *, actor: Actor, offering_uuid: UUID, key: UUID, text: str, base: str, now: datetime
) -> LessonNote:
    """Keep the note on an activity of one's own course; `base` is the text it was written upon.

    Repeating changes nothing; what another device wrote meanwhile is kept beside it.
    """
    with transaction.atomic():
        note = _locked(actor, offering_uuid, key, now)
        text = merged(kept=note.text, written=text[:LONGEST_NOTE], base=base)
        if text != note.text:
            note.text, note.changed_at = text, now
            note.save(update_fields=["text", "changed_at"])
    return note


def set_mark(
    *, actor: Actor, offering_uuid: UUID, key: UUID, is_marked: bool, now: datetime
) -> LessonNote:
    """Mark an activity to come back to, or take the mark away."""
    with transaction.atomic():
        note = _locked(actor, offering_uuid, key, now)
        note.is_marked, note.changed_at = is_marked, now
        note.save(update_fields=["is_marked", "changed_at"])
    return note


def _locked(actor: Actor, offering_uuid: UUID, key: UUID, now: datetime) -> LessonNote:
    """The note, made where there is none; absent where the actor has not opened the activity."""
    _offering, mine = get_room(actor, offering_uuid)
    if not has_opened(mine, key):
        raise NotFound
    values = {"tenant_id": mine.tenant_id, "person_id": mine.person_id, "changed_at": now}
    rows = LessonNote.reachable
    rows.get_or_create(enrolment_id=mine.pk, key=key, defaults=values)
    return rows.select_for_update(of=("self",)).get(enrolment_id=mine.pk, key=key)
