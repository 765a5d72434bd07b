"""Jobs of the people file: compare, apply, undo, each with its progress."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from suluh.base.clock import now
from suluh.base.errors import DomainError
from suluh.base.jobs import Turn, job
from suluh.base.progress import conclude, teller
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.actions.imports import settle
from suluh.identity.actions.imports.apply import apply_file
from suluh.identity.actions.imports.compare import compare_file
from suluh.identity.actions.imports.undo import undo_file
from suluh.identity.models import ImportRun
from suluh.standards.tables import SpreadsheetError

State = ImportRun.State


@job("identity.compare_people", turn=Turn.PERSON_WAITS, attempts=2)
def compare_people(run: str, actor_id: int) -> None:  # noqa: ARG001 -- all three are asked alike
    """Read the file and write its difference; running it again starts afresh."""
    row = _waiting(run, State.COMPARING)
    if row is None:
        return
    try:
        compare_file(row, Path(row.file.path), told=teller(row.job))
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


@job("identity.apply_people", turn=Turn.PERSON_WAITS, attempts=2)
def apply_people(run: str, actor_id: int) -> None:  # noqa: ARG001 -- all three are asked alike
    """Bring the difference into the books, once."""
    row = _waiting(run, State.APPLYING)
    if row is None:
        return
    try:
        apply_file(row, now=now(), told=teller(row.job))
    except DomainError as refusal:
        _failed(row, State.COMPARED, str(refusal.sentence))
        return
    except Exception:
        _failed(row, State.COMPARED, _("Terjadi gangguan; tidak ada yang berubah. Coba lagi."))
        raise
    _done(row, _("Impor sudah diterapkan."))


@job("identity.undo_people", turn=Turn.PERSON_WAITS, attempts=2)
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


def _done(row: ImportRun, message: str) -> None:
    conclude(row.job, message)


def _failed(row: ImportRun, state: str, sentence: str) -> None:
    with scoped(SYSTEM):
        settle.mark(row, state)
        conclude(row.job, sentence, failed=True)
