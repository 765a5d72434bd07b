"""Spreadsheets of standards and of the dictionary: kept, compared, then applied or put away."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from suluh.base.clock import local_date
from suluh.base.errors import DomainError
from suluh.base.scope import SYSTEM, scoped
from suluh.base.uploads import clean_name
from suluh.competency.actions.dictionary import tell_entries, write_entries
from suluh.competency.actions.standards import tell_standards, write_standards
from suluh.competency.models import SheetImport
from suluh.competency.queries.differences import compare as compare_rows
from suluh.competency.queries.differences import compare_entries, compare_standards, rows_of
from suluh.competency.queries.managing import Book, book_of, get_import
from suluh.competency.rules.sheets import NoHeading
from suluh.competency.types import SheetKind
from suluh.organisation.rules.roles import home_of
from suluh.organisation.types import Actor
from suluh.standards.tables import SpreadsheetError, stream_rows

MOST_OCTETS, MOST_ROWS, MOST_LETTERS = 10 * 1024**2, 60_000, 5_000


class SheetRefused(DomainError):
    """The file cannot be read; the sentence says what to do."""

    code = "sheet_refused"


class AlreadyDecided(DomainError):
    """An import is applied or put away once."""

    code = "already_decided"
    sentence = _("Impor ini sudah diputuskan. Unggah berkasnya lagi bila perlu.")


class NothingToApply(DomainError):
    """The file changes nothing."""

    code = "nothing_to_apply"
    sentence = _("Berkas ini sama dengan data yang ada; tidak ada yang perlu diterapkan.")


def take_sheet(*, actor: Actor, now: datetime, kind: SheetKind, file: File[Any]) -> SheetImport:
    """Read and keep a file, and reckon what it would change; nothing else is written yet."""
    book = book_of(actor)
    if not file.size or file.size > MOST_OCTETS:
        raise SheetRefused(
            _("Berkas kosong atau lebih besar dari 10 MB. Bagi menjadi beberapa berkas.")
        )
    rows = _rows(file)
    today = local_date(now, actor.zone)
    try:
        counts = compare_rows(book, kind, rows, today).counts
    except NoHeading as error:
        raise SheetRefused(str(error)) from error
    return SheetImport.objects.create(
        tenant_id=home_of(actor), is_national=book.is_national, kind=kind, counts=counts,
        file_name=clean_name(file.name or "")[:200], rows=rows, created_by_id=actor.person_id,
        created_at=now,
    )  # fmt: skip


def _rows(file: File[Any]) -> list[tuple[int, list[str]]]:
    with NamedTemporaryFile() as kept:
        for piece in file.chunks():
            kept.write(piece)
        kept.flush()
        try:
            found = []
            for line, cells, broken in stream_rows(Path(kept.name)):
                if not broken:
                    found.append((line, [cell[:MOST_LETTERS] for cell in cells[:40]]))
                if len(found) > MOST_ROWS:
                    raise SheetRefused(
                        _("Berkas lebih dari 60.000 baris. Bagi menjadi beberapa berkas.")
                    )
        except SpreadsheetError as error:
            raise SheetRefused(_(str(error))) from error
    return found


def apply_sheet(*, actor: Actor, now: datetime, run: UUID) -> SheetImport:
    """Write everything the file changes at once; refused rows are left out. Once only."""
    book, row = book_of(actor), _undecided(actor, run)
    today = local_date(row.created_at, actor.zone)  # a row without a day begins when it came
    with scoped(SYSTEM):
        count = _write(row, book, actor=actor, now=now, today=today)
        if not count:
            raise NothingToApply
        row.state, row.decided_at = SheetImport.State.APPLIED, now
        row.save(update_fields=["state", "decided_at", "counts"])
    return row


def _write(row: SheetImport, book: Book, *, actor: Actor, now: datetime, today: Any) -> int:
    if row.kind == SheetKind.STANDARDS:
        standards = compare_standards(book, rows_of(row), today)
        row.counts = standards.counts
        write_standards(book, standards.to_write, changed_by=actor.person_id)
        names = [sheet.post or sheet.jenjang for sheet in standards.to_write]
        tell_standards(book, names, actor=actor, now=now)
        return len(names)
    entries = compare_entries(book, rows_of(row), today)
    row.counts = entries.counts
    write_entries(book, entries.to_write, changed_by=actor.person_id)
    names = [entry.name for entry in entries.to_write]
    tell_entries(book, names, actor=actor, now=now)
    return len(names)


def discard_sheet(*, actor: Actor, now: datetime, run: UUID) -> SheetImport:
    """Put a file away without applying it."""
    row = _undecided(actor, run)
    row.state, row.decided_at = SheetImport.State.DISCARDED, now
    row.save(update_fields=["state", "decided_at"])
    return row


def _undecided(actor: Actor, run: UUID) -> SheetImport:
    get_import(actor, run)
    row = SheetImport.objects.select_for_update().get(uuid=run)
    if row.state != SheetImport.State.COMPARED:
        raise AlreadyDecided
    return row
