"""Writes of reading lists: made, said what for, filled, put in order, archived."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.library.models import ListEntry, ReadingList
from suluh.library.queries.desk import require_librarian
from suluh.library.queries.lists import own_entries, own_list
from suluh.library.queries.shelf import get_book
from suluh.library.rules.order import moved
from suluh.organisation.types import Actor

MOST = 100


class ListRefused(DomainError):
    """A title that is taken, or a list that is full."""

    code = "reading_list_refused"
    sentence = _("Daftar bacaan dengan judul ini sudah ada.")


def save_list(
    *, actor: Actor, reading_list: UUID | None, title: str, summary: str, is_national: bool,
    now: datetime,
) -> ReadingList:  # fmt: skip
    """Make a list, or say anew what it is for; raises ListRefused for a title that is taken."""
    home = require_librarian(actor)
    row = own_list(actor, reading_list) if reading_list else ReadingList(
        tenant_id=home, created_by_id=actor.person_id, created_at=now
    )  # fmt: skip
    row.title, row.summary, row.is_national = title, summary, is_national
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise ListRefused from error
    _record("library.list.saved", row, actor, now)
    return row


def add_to_list(*, actor: Actor, reading_list: UUID, book: UUID, now: datetime) -> None:
    """Put a book that the editor may open at the end; twice is once."""
    row = own_list(actor, reading_list)
    entries = own_entries(row)
    if len(entries) >= MOST:
        raise ListRefused(_("Paling banyak 100 buku dalam satu daftar."))
    found = get_book(book)
    if all(entry.book_id != found.pk for entry in entries):
        last = entries[-1].order if entries else 0
        ListEntry.objects.create(
            tenant_id=row.tenant_id, reading_list=row, book=found, order=last + 1
        )
        _record("library.list.changed", row, actor, now)


def change_entry(
    *, actor: Actor, reading_list: UUID, entry: int, act: str, remark: str, now: datetime
) -> None:
    """Move an entry up or down, take it out, or say a word why the book is here."""
    row = own_list(actor, reading_list)
    entries = own_entries(row)
    found = next((each for each in entries if each.pk == entry), None)
    if found is None:
        raise NotFound
    if act == "hapus":
        ListEntry.objects.filter(pk=found.pk).delete()
    elif act in {"naik", "turun"}:
        order = moved(entries, found, by=-1 if act == "naik" else 1)
        for number, each in enumerate(order, start=1):
            each.order = number
        ListEntry.objects.bulk_update(order, ["order"])
    else:
        found.remark = remark[:300]
        found.save(update_fields=["remark"])
    _record("library.list.changed", row, actor, now)


def archive_list(*, actor: Actor, reading_list: UUID, now: datetime) -> None:
    """Take a list away; its books stay."""
    row = own_list(actor, reading_list)
    row.archived_at = now
    row.save(update_fields=["archived_at"])
    _record("library.list.archived", row, actor, now)


def _record(name: str, row: ReadingList, actor: Actor, now: datetime) -> None:
    record_event(
        name, at=now, tenant_id=row.tenant_id, actor_id=actor.person_id, subject=row.uuid,
        data={"name": row.title},
    )  # fmt: skip
