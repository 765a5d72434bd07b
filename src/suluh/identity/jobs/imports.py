"""Jobs of the people file: compare, apply, undo, each with its progress."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Thread
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from suluh.base.clock import now
from suluh.base.errors import DomainError
from suluh.base.jobs import job
from suluh.base.progress import finish_long_job, report_progress
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.actions.imports import settle
from suluh.identity.actions.imports.apply import apply_file
from suluh.identity.actions.imports.compare import compare_file
from suluh.identity.actions.imports.undo import undo_file
from suluh.identity.models import ImportRun
from suluh.standards.tables import SpreadsheetError

State = ImportRun.State


@job("identity.compare_people", attempts=2)
def compare_people(run: str, actor_id: int) -> None:  # noqa: ARG001 -- all three are asked alike
    """Read the file and write its difference; running it again starts afresh."""
    row = _waiting(run, State.COMPARING)
    if row is None:
        return
    try:
        compare_file(row, Path(row.file.path), told=_teller(row))
    except (SpreadsheetError, UnicodeDecodeError) as error:
        sentence = _(str(error)) if isinstance(error, SpreadsheetError) else _(
            "Sebagian berkas tidak dapat dibaca sebagai teks. Simpan ulang sebagai CSV UTF-8."
        )  # fmt: skip
        _failed(row, State.FAILED, sentence)
        return
    except Exception:
        _failed(row, State.FAILED, _("Terjadi gangguan. Coba bandingkan lagi."))
        raise
    _done(row, _("Perbandingan selesai."))


@job("identity.apply_people", attempts=2)
def apply_people(run: str, actor_id: int) -> None:  # noqa: ARG001 -- all three are asked alike
    """Bring the difference into the books, once."""
    row = _waiting(run, State.APPLYING)
    if row is None:
        return
    try:
        apply_file(row, now=now(), told=_teller(row))
    except DomainError as refusal:
        _failed(row, State.COMPARED, str(refusal.sentence))
        return
    except Exception:
        _failed(row, State.COMPARED, _("Terjadi gangguan; tidak ada yang berubah. Coba lagi."))
        raise
    _done(row, _("Impor sudah diterapkan."))


@job("identity.undo_people", attempts=2)
def undo_people(run: str, actor_id: int) -> None:
    """Take the import back, once."""
    row = _waiting(run, State.APPLIED)
    if row is None:
        return
    try:
        undo_file(row, actor_id=actor_id, now=now())
    except DomainError as refusal:
        _failed(row, State.APPLIED, str(refusal.sentence))
        return
    except Exception:
        _failed(row, State.APPLIED, _("Terjadi gangguan; tidak ada yang berubah. Coba lagi."))
        raise
    _done(row, _("Impor sudah dibatalkan; data kembali seperti sebelumnya."))


def _waiting(run: str, state: str) -> ImportRun | None:
    with scoped(SYSTEM):
        return ImportRun.objects.select_related("tenant").filter(uuid=run, state=state).first()


def _teller(row: ImportRun) -> Callable[[int], None]:
    """Tells the progress page; inside a transaction by a connection of its own."""
    said = {"percent": -1}

    def tell(percent: int) -> None:
        if row.job is None or percent == said["percent"]:
            return
        said["percent"] = percent
        if connection.in_atomic_block:
            thread = Thread(target=_report_alone, args=(row.job, percent))
            thread.start()
            thread.join()
        else:
            _report(row.job, percent)

    return tell


def _report(job_id: UUID, percent: int) -> None:
    with scoped(SYSTEM):
        report_progress(job_id, done=percent, total=100, now=now())


def _report_alone(job_id: UUID, percent: int) -> None:
    try:
        _report(job_id, percent)
    finally:
        connection.close()


def _done(row: ImportRun, message: str) -> None:
    if row.job:
        with scoped(SYSTEM):
            report_progress(row.job, done=100, total=100, now=now())
            finish_long_job(row.job, now=now(), message=message)


def _failed(row: ImportRun, state: str, sentence: str) -> None:
    with scoped(SYSTEM):
        settle.mark(row, state)
        if row.job:
            finish_long_job(row.job, now=now(), message=sentence, failed=True)
