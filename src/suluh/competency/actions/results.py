"""Results from outside by file: compared first, then recorded, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suluh.base.clock import local_date
from suluh.base.compared import read_compared
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.competency.actions.attaining import attain
from suluh.competency.models import Attainment, Competency, ResultRow, ResultRun
from suluh.competency.queries.results import get_result_run, keeper_of
from suluh.competency.rules.result_file import NEEDED, ToldResult, columns_of, told_by
from suluh.competency.types import Attained, SourceKind
from suluh.identity.models import Employment
from suluh.organisation.types import Actor

State = ResultRun.State
Change = ResultRow.Change


class ResultsRefused(DomainError):
    """The file is no table of results; the sentence says what to do."""

    code = "results_refused"


class ResultsSettled(DomainError):
    """The file was recorded or put away already."""

    code = "results_settled"
    sentence = gettext_lazy("Berkas ini sudah dicatat atau dibuang. Muat ulang halaman.")


def compare_results(
    *, actor: Actor, now: datetime, file: File[Any], file_name: str, source: str, assessor: str
) -> ResultRun:
    """Read the file and keep what it would record; nothing is recorded yet."""
    agency_id = keeper_of(actor)
    told = _read(file, actor, now)
    run = ResultRun.objects.create(
        tenant_id=agency_id, file_name=Path(file_name).name[:200], source=source,
        assessor=assessor, created_by_id=actor.person_id, created_at=now,
    )  # fmt: skip
    for start in range(0, len(told), 5_000):
        ResultRow.objects.bulk_create(_compared(run, told[start : start + 5_000]))
    return run


def apply_results(*, actor: Actor, now: datetime, run: UUID) -> int:
    """Record every new result of a compared file, once; gives how many."""
    row = _open_run(actor, run)
    told = row.rows.filter(change=Change.NEW, person__isnull=False, competency__isnull=False)
    fresh = list(told.filter(level__isnull=False, reached_on__isnull=False).order_by("id"))
    for start in range(0, len(fresh), 1_000):
        attain(
            attained=[_attained(row, each) for each in fresh[start : start + 1_000]],
            actor_id=actor.person_id, now=now,
        )  # fmt: skip
    row.state, row.applied_at = State.APPLIED, now
    row.save(update_fields=["state", "applied_at"])
    record_event(
        "competency.results.recorded", at=now, tenant_id=row.tenant_id, actor_id=actor.person_id,
        subject=row.uuid, data={"file": row.file_name, "count": len(fresh)},
    )  # fmt: skip
    return len(fresh)


def discard_results(*, actor: Actor, now: datetime, run: UUID) -> None:
    """Put a compared file away; nothing was recorded."""
    row = _open_run(actor, run)
    row.rows.all().delete()
    row.state = State.DISCARDED
    row.save(update_fields=["state"])
    record_event(
        "competency.results.discarded", at=now, tenant_id=row.tenant_id,
        actor_id=actor.person_id, subject=row.uuid, data={"file": row.file_name},
    )  # fmt: skip


def _open_run(actor: Actor, run: UUID) -> ResultRun:
    row = get_result_run(actor, run, lock=True)
    if row.state != State.COMPARED:
        raise ResultsSettled
    return row


def _read(file: File[Any], actor: Actor, now: datetime) -> list[ToldResult]:
    today = local_date(now, actor.zone)
    found, _lines = read_compared(
        file, heading=_heading, refused=ResultsRefused,
        told=lambda line, cells, columns: [told_by(line, cells, columns, today=today)],
    )  # fmt: skip
    if not found:
        raise ResultsRefused(
            _(
                "Kolom NIP, kode kompetensi, level, dan tanggal tidak ditemukan. Pakai contoh berkas."
            )
        )
    return found


def _heading(cells: Sequence[str]) -> dict[str, int]:
    found = columns_of(cells)
    return found if set(NEEDED) <= set(found) else {}


def _compared(run: ResultRun, told: Sequence[ToldResult]) -> Iterator[ResultRow]:
    """Each result with person and competency of the agency, or the reason why it has none."""
    staff = dict(
        Employment.objects.filter(
            tenant_id=run.tenant_id, valid_to=None, person__nip__in={one.nip for one in told}
        ).values_list("person__nip", "person_id")
    )
    book = Competency.objects.filter(Q(tenant=None) | Q(tenant_id=run.tenant_id))
    codes = {code.upper(): pk for code, pk in book.order_by("id").values_list("code", "id")}
    known = set(
        Attainment.objects.filter(
            kind=Attainment.Kind.REACHED, person_id__in=staff.values(), key__startswith="berkas:"
        ).values_list("person_id", "competency_id", "key")
    )
    for one in told:
        person, competency = staff.get(one.nip), codes.get(one.code)
        problem = one.problem or _missing(person, competency)
        change = Change.REFUSED if problem else Change.NEW
        if not problem and (person, competency, _key(run, one)) in known:
            change = Change.SAME
        yield ResultRow(
            tenant_id=run.tenant_id, run=run, line=one.line, nip=one.nip, code=one.code,
            person_id=person, competency_id=competency, level=one.level,
            reached_on=one.reached_on, expires_on=one.expires_on, change=change, problem=problem,
        )  # fmt: skip


def _missing(person: int | None, competency: int | None) -> str:
    if person is None:
        return _("NIP ini bukan pegawai aktif instansi Anda.")
    return "" if competency else _("Kode kompetensi ini tidak ada di kamus.")


def _key(run: ResultRun, row: ToldResult | ResultRow) -> str:
    """Names the deed: a corrected level on the same day is a result of its own, and counts last."""
    return f"berkas:{run.source}:{row.reached_on}:{row.level}:{run.assessor.lower()}"[:120]


def _attained(run: ResultRun, row: ResultRow) -> Attained:
    assert row.person_id is not None
    assert row.competency_id is not None
    assert row.level is not None
    assert row.reached_on is not None
    return Attained(
        person_id=row.person_id, home_id=row.tenant_id, competency_id=row.competency_id,
        level=row.level, source=SourceKind(run.source), reached_on=row.reached_on,
        expires_on=row.expires_on, key=_key(run, row), source_type="competency.result",
        source_id=str(run.uuid), title=run.file_name, assessor=run.assessor,
    )  # fmt: skip
