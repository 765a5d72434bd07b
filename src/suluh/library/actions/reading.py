"""Writes of a reader: how far they are in a book, and how they like to see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from suluh.library.models import Book, BookReading
from suluh.library.rules.pace import credited
from suluh.organisation.types import Actor

SIZES = range(-1, 4)


@dataclass(frozen=True, slots=True)
class Turn:
    """What the reader says: which page lay before them, where they go, how far down they were.

    `afresh`: they were away (the page lay hidden); the stay begins now.
    """

    page: int
    go: int
    place: int = 0
    afresh: bool = False


def open_book(*, actor: Actor, book: Book, now: datetime) -> BookReading:
    """The person's reading of the book, begun now where there is none. Call in the reader's scope."""
    found, _is_new = BookReading.reachable.get_or_create(
        book=book, person_id=actor.person_id,
        defaults={"tenant_id": book.tenant_id, "begun_at": now, "at": now},
    )  # fmt: skip
    return found


def read_on(*, actor: Actor, book: Book, turn: Turn, now: datetime) -> BookReading:
    """Credit the stay on the page that lay open; a word from another device or tab credits nothing."""
    open_book(actor=actor, book=book, now=now)
    found = BookReading.reachable.select_for_update().get(book=book, person_id=actor.person_id)
    asked = book.needed
    if turn.page == found.page and 0 < turn.page <= len(asked) and not turn.afresh:
        since = (now - found.at).total_seconds()
        spent = credited(since=since, needed=asked[turn.page - 1])
        found.seconds[str(turn.page)] = found.seconds.get(str(turn.page), 0) + spent
    go = min(max(turn.go, 1), max(len(asked), 1))
    found.place = min(max(turn.place, 0), 1_000) if go == turn.page else 0
    found.page, found.at = go, now
    found.save(update_fields=["page", "place", "seconds", "at"])
    return found


def set_look(
    *, actor: Actor, book: Book, now: datetime, size: int | None, is_text: bool | None
) -> None:
    """Size of the letters, and text instead of pictures; kept for all devices."""
    found = open_book(actor=actor, book=book, now=now)
    if size is not None:
        found.size = min(max(size, SIZES[0]), SIZES[-1])
    if is_text is not None:
        found.is_text = is_text
    found.save(update_fields=["size", "is_text"])
