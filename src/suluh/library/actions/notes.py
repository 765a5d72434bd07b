"""Writes of notes: a marked passage, a thought beside it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError
from suluh.library.models import Book, Note
from suluh.library.queries.reader import get_note
from suluh.organisation.types import Actor

LONGEST_QUOTE, LONGEST_TEXT, MOST = 600, 2_000, 500


class EmptyNote(DomainError):
    """Neither a passage nor a word."""

    code = "note_empty"
    sentence = _("Pilih kutipan atau tulis catatan dulu.")


class TooManyNotes(DomainError):
    """A book is not copied out by marking it."""

    code = "notes_too_many"
    sentence = _("Paling banyak 500 catatan untuk satu buku. Hapus yang tidak perlu lagi.")


def add_note(*, actor: Actor, book: Book, page: int, quote: str, text: str, now: datetime) -> Note:
    """Keep a passage, a note, or both; the same again changes nothing."""
    quote, text = " ".join(quote.split())[:LONGEST_QUOTE], text.strip()[:LONGEST_TEXT]
    if not quote and not text:
        raise EmptyNote
    rows = Note.reachable.filter(book=book, person_id=actor.person_id)
    if same := rows.filter(page=page, quote=quote, text=text).first():
        return same
    if rows.count() >= MOST:
        raise TooManyNotes
    return Note.reachable.create(
        tenant_id=book.tenant_id, book=book, person_id=actor.person_id,
        page=min(max(page, 1), book.pages), quote=quote, text=text, created_at=now,
    )  # fmt: skip


def remove_note(*, actor: Actor, book: Book, note: UUID) -> Note:
    """Take one's own note away; gives it, so that it can be put back."""
    found = get_note(actor, book, note)
    Note.reachable.filter(pk=found.pk).delete()
    return found
