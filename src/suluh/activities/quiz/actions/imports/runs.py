"""An import's life: a file is taken and compared, applied when its author agrees, undone if need be.

Small files are worked on at once, large ones by a job with a progress bar.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from suluh.activities.quiz.actions.imports.apply import apply_rows
from suluh.activities.quiz.actions.imports.compare import compare_file
from suluh.activities.quiz.actions.imports.undo import undo_rows
from suluh.activities.quiz.models import BankImport, BankImportRow
from suluh.activities.quiz.queries.bank import require_writer
from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.jobs import enqueue
from suluh.base.progress import start_long_job
from suluh.organisation.types import Actor
from suluh.standards.questions.limits import MAX_BYTES

State = BankImport.State
Change = BankImportRow.Change
SMALL_FILE, SMALL_BANK = 200_000, 300  # bytes to read, and rows to write, while a person waits


class FileRefused(DomainError):
    """Empty, or too large to be looked at."""

    code = "question_file_refused"


class WrongState(DomainError):
    """A second click, or another window was quicker."""

    code = "wrong_state"
    sentence = _("Impor ini sudah melewati langkah itu. Muat ulang halaman.")


class NothingToApply(DomainError):
    """The file changes nothing."""

    code = "nothing_to_apply"
    sentence = _("Tidak ada soal baru atau berubah di berkas ini.")


def start_import(
    *, actor: Actor, file: File[Any], file_name: str, category: str, now: datetime
) -> BankImport:
    """Keep the file and compare it with the bank; `category` is for questions that name none."""
    tenant_id = require_writer(actor)
    if not file.size:
        raise FileRefused(_("Berkas ini kosong. Periksa berkas yang Anda pilih."))
    if file.size > MAX_BYTES:
        raise FileRefused(_("Berkas ini lebih besar dari 40 MB. Bagi menjadi beberapa berkas."))
    run = BankImport(
        tenant_id=tenant_id, file_name=Path(file_name).name[:200], category=category,
        created_by_id=actor.person_id, created_at=now,
    )  # fmt: skip
    if file.size <= SMALL_FILE:
        run.save()
        compare_file(run, file.read())
        return run
    run.file.save(f"{tenant_id}/{run.uuid}", file, save=True)
    return _hand_over(run, "compare", actor=actor, now=now)


def apply_import(*, actor: Actor, run: UUID, now: datetime) -> BankImport:
    """Bring what is new and changed into the bank, all of it or nothing."""
    row = _own_run(actor, run, State.COMPARED)
    changing = sum(row.counts.get(change, 0) for change in (Change.NEW, Change.CHANGED))
    if not changing:
        raise NothingToApply
    row.state = State.APPLYING
    row.save(update_fields=["state"])
    if changing <= SMALL_BANK:
        apply_rows(row, now=now)
        return row
    return _hand_over(row, "apply", actor=actor, now=now)


def undo_import(*, actor: Actor, run: UUID, now: datetime) -> BankImport:
    """Take the last applied import back: new questions go to the archive, others as they were."""
    row = _own_run(actor, run, State.APPLIED)
    newer = BankImport.objects.filter(state=State.APPLIED, applied_at__gt=row.applied_at)
    if newer.exists():
        raise WrongState(_("Ada impor yang lebih baru. Batalkan impor itu lebih dahulu."))
    row.state = State.UNDOING
    row.save(update_fields=["state"])
    if row.counts.get("applied", 0) <= SMALL_BANK:
        undo_rows(row, by_id=actor.person_id, now=now)
        return row
    return _hand_over(row, "undo", actor=actor, now=now)


def discard_import(*, actor: Actor, run: UUID, now: datetime) -> BankImport:
    """Put an import away without applying it."""
    row = _own_run(actor, run, State.COMPARED, State.FAILED)
    row.rows.all().delete()
    if row.file:
        row.file.delete(save=False)
    row.state = State.DISCARDED
    row.save(update_fields=["state", "file"])
    record_event(
        "quiz.bank_import.discarded", at=now, tenant_id=row.tenant_id, actor_id=actor.person_id,
        subject=row.uuid, data={"file": row.file_name},
    )  # fmt: skip
    return row


def settle(run: BankImport, state: str) -> None:
    """The state that a job leaves behind."""
    BankImport.objects.filter(pk=run.pk).update(state=state)


def _hand_over(run: BankImport, verb: str, *, actor: Actor, now: datetime) -> BankImport:
    titles = {
        "compare": _("Membandingkan berkas soal"),
        "apply": _("Menerapkan impor soal"),
        "undo": _("Membatalkan impor soal"),
    }
    job = start_long_job(
        name=f"quiz.{verb}_questions", title=str(titles[verb]), tenant_id=run.tenant_id,
        person_id=actor.person_id, now=now, total=100,
        link=f"/kelola/bank-soal/impor/{run.uuid}/",
    )  # fmt: skip
    run.job = job.uuid
    run.save(update_fields=["job"])
    enqueue(
        f"quiz.{verb}_questions", key=f"bank-import-{run.uuid}-{verb}", run=str(run.uuid),
        actor_id=actor.person_id,
    )  # fmt: skip
    return run


def _own_run(actor: Actor, uuid: UUID, *states: str) -> BankImport:
    tenant_id = require_writer(actor)
    rows = BankImport.objects.select_for_update(of=("self",)).filter(tenant_id=tenant_id)
    row = rows.filter(uuid=uuid).first()
    if row is None:
        raise NotFound
    if row.state not in states:
        raise WrongState
    return row
