"""An import's life: start, choose columns, confirm, and ask the worker to compare, apply, undo."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.jobs import enqueue
from suluh.base.progress import start_long_job
from suluh.identity.models import ColumnMapping, ImportRun
from suluh.identity.rules import columns
from suluh.organisation.rules.roles import Permission, require
from suluh.organisation.types import Actor
from suluh.standards.tables import Row, SpreadsheetError, read_sample

State = ImportRun.State
MAX_BYTES = 400 * 1024 * 1024


class FileRefused(DomainError):
    """The file is no table, or holds no rows; the sentence says what to do."""

    code = "file_refused"


class ColumnsMissing(DomainError):
    """Required fields have no column."""

    code = "columns_missing"
    sentence = _("Pilih kolom untuk NIP, nama, dan unit organisasi.")


class WrongState(DomainError):
    """The import is not where this act makes sense (a second click, another window)."""

    code = "wrong_state"
    sentence = _("Impor ini sudah melewati langkah itu. Muat ulang halaman.")


class LeaveNotConfirmed(DomainError):
    """More than 5 % would leave, and nobody typed the number."""

    code = "leave_not_confirmed"
    sentence = _(
        "Lebih dari 5 % pegawai akan keluar. Bila benar, tulis jumlahnya untuk melanjutkan."
    )


class NothingToApply(DomainError):
    """The file changes nothing."""

    code = "nothing_to_apply"
    sentence = _("Berkas ini sama dengan data yang ada; tidak ada yang perlu diterapkan.")


def start_import(
    *, actor: Actor, now: datetime, file: File[Any], file_name: str, as_of: date, whole: bool = True
) -> ImportRun:
    """Keep the file, find its header, and guess the columns (or recall them).

    `whole`: the file names everybody employed, so whoever is missing has left.
    """
    agency_id = _agency(actor)
    if not file.size:
        raise FileRefused(_("Berkas ini kosong. Periksa berkas yang Anda pilih."))
    if file.size > MAX_BYTES:
        raise FileRefused(_("Berkas lebih besar dari 400 MB. Bagi menjadi beberapa berkas."))
    run = ImportRun(
        tenant_id=agency_id,
        file_name=Path(file_name).name[:200],
        as_of=as_of,
        created_by_id=actor.person_id,
        created_at=now,
    )
    run.file.save(f"{agency_id}/{run.uuid}", file, save=False)
    try:
        run.mapping = _describe(Path(run.file.path), agency_id) | {"whole": whole}
    except SpreadsheetError as error:
        run.file.delete(save=False)
        raise FileRefused(_(str(error))) from error
    run.save()
    return run


def choose_columns(*, actor: Actor, now: datetime, run: UUID, chosen: dict[str, int]) -> ImportRun:
    """Set which column holds which field, remember it for this header, and start comparing."""
    row = _own_run(actor, run, State.UPLOADED, State.COMPARED, State.FAILED)
    width = len(row.mapping["header"])
    kept = {
        key: number for key, number in chosen.items()
        if key in columns.BY_KEY and 0 <= number < width
    }  # fmt: skip
    if columns.missing(kept):
        raise ColumnsMissing
    row.mapping = {**row.mapping, "columns": kept}
    ColumnMapping.objects.update_or_create(
        tenant_id=row.tenant_id,
        header=columns.fingerprint(row.mapping["header"]),
        defaults={"columns": kept, "used_at": now},
    )
    return _hand_over(row, State.COMPARING, actor=actor, now=now, verb="compare")


def apply_import(
    *, actor: Actor, now: datetime, run: UUID, confirmed: int | None = None
) -> ImportRun:
    """Ask for applying. Where more than 5 % would leave, `confirmed` must be their number."""
    row = _own_run(actor, run, State.COMPARED)
    check_appliable(row, confirmed)
    return _hand_over(row, State.APPLYING, actor=actor, now=now, verb="apply")


def check_appliable(row: ImportRun, confirmed: int | None) -> None:
    """Raise where there is nothing to apply, or many would leave and nobody typed the number."""
    if not any(row.counts.get(key) for key in ("new", "changed", "moved", "left")):
        raise NothingToApply
    if row.counts.get("stop"):
        if confirmed != row.counts["left"]:
            raise LeaveNotConfirmed
        row.leave_confirmed = True


def check_columns(row: ImportRun) -> None:
    """Raise where the guessed columns lack a required field."""
    if columns.missing(row.mapping["columns"]):
        raise ColumnsMissing


def discard_import(*, actor: Actor, now: datetime, run: UUID) -> ImportRun:
    """Put an import away without applying it, its file too."""
    row = _own_run(actor, run, State.UPLOADED, State.COMPARED, State.FAILED)
    row.rows.all().delete()
    row.file.delete(save=False)
    row.state = State.DISCARDED
    row.save(update_fields=["state", "file"])
    record_event(
        "identity.import.discarded", at=now, tenant_id=row.tenant_id, actor_id=actor.person_id,
        subject=row.uuid, data={"file": row.file_name},
    )  # fmt: skip
    return row


def undo_import(*, actor: Actor, now: datetime, run: UUID) -> ImportRun:
    """Ask for taking back the last applied import."""
    row = _own_run(actor, run, State.APPLIED)
    newer = ImportRun.objects.filter(state=State.APPLIED, applied_at__gt=row.applied_at)
    if newer.exists():
        raise WrongState(_("Ada impor yang lebih baru. Batalkan impor itu lebih dahulu."))
    return _hand_over(row, State.APPLIED, actor=actor, now=now, verb="undo")


def _hand_over(row: ImportRun, state: str, *, actor: Actor, now: datetime, verb: str) -> ImportRun:
    titles = {
        "compare": _("Membandingkan berkas pegawai"),
        "apply": _("Menerapkan impor pegawai"),
        "undo": _("Membatalkan impor pegawai"),
    }
    job = start_long_job(
        name=f"identity.{verb}_people", title=str(titles[verb]), tenant_id=row.tenant_id,
        person_id=actor.person_id, now=now, total=100, link=f"/pegawai/impor/{row.uuid}/",
    )  # fmt: skip
    row.state, row.job = state, job.uuid
    row.save(update_fields=["state", "job", "mapping", "leave_confirmed"])
    enqueue(
        f"identity.{verb}_people",
        key=f"people-import-{row.uuid}-{verb}",
        run=str(row.uuid),
        actor_id=actor.person_id,
    )
    record_event(
        f"identity.import.{verb}_asked", at=now, tenant_id=row.tenant_id,
        actor_id=actor.person_id, subject=row.uuid, data={"file": row.file_name},
    )  # fmt: skip
    return row


def _describe(path: Path, agency_id: int) -> dict[str, object]:
    """Header, sample rows and columns of a file, guessed or remembered."""
    rows = read_sample(path)
    if not rows:
        raise SpreadsheetError(_("Berkas ini kosong. Periksa berkas yang Anda pilih."))
    start = columns.header_line(rows)
    line, header, _broken = rows[start]
    header = [" ".join(cell.split())[:80] for cell in header]
    samples = _samples(rows[start + 1 :], len(header))
    if len(header) < 2 or not samples:
        raise SpreadsheetError(
            _("Berkas ini hanya berisi judul kolom, atau bukan tabel. Periksa isinya.")
        )
    known = ColumnMapping.objects.filter(
        tenant_id=agency_id, header=columns.fingerprint(header)
    ).first()
    return {
        "header": header, "line": line, "samples": samples, "rows": _estimate(path, rows),
        "columns": known.columns if known else columns.guess(header), "remembered": bool(known),
    }  # fmt: skip


def _samples(rows: list[Row], width: int) -> list[list[str]]:
    return [
        [cell[:60] for cell in (cells + [""] * width)[:width]]
        for _line, cells, broken in rows[:3] if not broken
    ]  # fmt: skip


def _estimate(path: Path, rows: list[Row]) -> int:
    """Roughly how many rows there are, for the progress bar."""
    length = sum(len("".join(cells)) + len(cells) for _line, cells, _broken in rows)
    return max(len(rows), path.stat().st_size * len(rows) // max(length, 1))


def _agency(actor: Actor) -> int:
    if actor.agency_id is None:
        raise NotFound
    require(actor, Permission.PEOPLE_IMPORT, agency_id=actor.agency_id)
    return actor.agency_id


def _own_run(actor: Actor, uuid: UUID, *states: str) -> ImportRun:
    agency_id = _agency(actor)
    row = (
        ImportRun.objects.select_for_update(of=("self",))
        .filter(tenant_id=agency_id, uuid=uuid)
        .first()
    )
    if row is None:
        raise NotFound
    if row.state not in states:
        raise WrongState
    return row
