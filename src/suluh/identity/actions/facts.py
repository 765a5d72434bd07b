"""A file of personnel facts: compare it with what is known, then record what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suluh.base.clock import local_date
from suluh.base.compared import read_compared
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Employment, FactRow, FactRun, PersonFact
from suluh.identity.queries.facts import facts_of, get_fact_run
from suluh.identity.rules.facts import Told, columns_of, told_by
from suluh.organisation.rules.roles import Permission, home_of, require
from suluh.organisation.types import Actor

State = FactRun.State
Change = FactRow.Change


class FactsRefused(DomainError):
    """The file is no table of facts; the sentence says what to do."""

    code = "facts_refused"


class FactsSettled(DomainError):
    """The file was applied or put away already (a second click, another window)."""

    code = "facts_settled"
    sentence = gettext_lazy("Berkas ini sudah diterapkan atau dibuang. Muat ulang halaman.")


def compare_facts(
    *, actor: Actor, now: datetime, file: File[Any], file_name: str, source: str
) -> FactRun:
    """Read the file and keep what it would record; nothing is recorded yet."""
    agency_id = home_of(actor)
    require(actor, Permission.PEOPLE_IMPORT, agency_id=agency_id)
    told, lines = _read(file, actor, now)
    run = FactRun.objects.create(
        tenant_id=agency_id, file_name=Path(file_name).name[:200], source=source, lines=lines,
        created_by_id=actor.person_id, created_at=now,
    )  # fmt: skip
    for start in range(0, len(told), 5_000):
        FactRow.objects.bulk_create(_compared(run, told[start : start + 5_000]))
    return run


def apply_facts(*, actor: Actor, now: datetime, run: UUID) -> FactRun:
    """Record every new fact of a compared file, once."""
    row = _open_run(actor, run)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO identity_personfact (tenant_id, person_id, kind, value, day, source,"
            " run_id, recorded_by_id, recorded_at) SELECT r.tenant_id, r.person_id, r.kind,"
            " r.value, r.day, %s, r.run_id, %s, %s FROM identity_factrow r"
            " WHERE r.run_id = %s AND r.change = 'new' ORDER BY r.id",
            [row.source, actor.person_id, now, row.pk],
        )
        recorded = cursor.rowcount
    row.state, row.applied_at = State.APPLIED, now
    row.save(update_fields=["state", "applied_at"])
    record_event(
        "identity.facts.recorded", at=now, tenant_id=row.tenant_id, actor_id=actor.person_id,
        subject=row.uuid, data={"file": row.file_name, "count": recorded},
    )  # fmt: skip
    return row


def discard_facts(*, actor: Actor, now: datetime, run: UUID) -> FactRun:
    """Put a compared file away; nothing was recorded."""
    row = _open_run(actor, run)
    row.rows.all().delete()
    row.state = State.DISCARDED
    row.save(update_fields=["state"])
    record_event(
        "identity.facts.discarded", at=now, tenant_id=row.tenant_id, actor_id=actor.person_id,
        subject=row.uuid, data={"file": row.file_name},
    )  # fmt: skip
    return row


def _open_run(actor: Actor, run: UUID) -> FactRun:
    row = get_fact_run(actor, run, lock=True)
    if row.state != State.COMPARED:
        raise FactsSettled
    return row


def _read(file: File[Any], actor: Actor, now: datetime) -> tuple[list[Told], int]:
    """Every fact of the file, and how many lines it has."""
    as_of = local_date(now, actor.zone)
    told, lines = read_compared(
        file, heading=_heading, refused=FactsRefused,
        told=lambda line, cells, columns: told_by(line, cells, columns, as_of=as_of),
    )  # fmt: skip
    if not told:
        raise FactsRefused(
            _("Tidak ada kolom NIP dan data yang dikenal. Pakai contoh berkas di halaman ini.")
        )
    return told, lines


def _heading(cells: Sequence[str]) -> dict[str, int]:
    found = columns_of(cells)
    return found if "nip" in found and len(found) > 1 else {}


def _compared(run: FactRun, told: Sequence[Told]) -> Iterator[FactRow]:
    """Each fact beside what is known: of the agency's present people only."""
    staff = dict(
        Employment.objects.filter(
            tenant_id=run.tenant_id, valid_to=None, person__nip__in={one.nip for one in told}
        ).values_list("person__nip", "person_id")
    )
    with scoped(SYSTEM):
        known = facts_of(list(staff.values()), on=max(
            (one.day for one in told if one.day), default=run.created_at.date()
        ))  # fmt: skip
    for one in told:
        person = staff.get(one.nip)
        before, is_same = _before(one, known.get(person or 0, []))
        problem = one.problem or ("" if person else _("NIP ini bukan pegawai aktif instansi Anda."))
        change = Change.REFUSED if problem else Change.SAME if is_same else Change.NEW
        yield FactRow(
            tenant_id=run.tenant_id, run=run, line=one.line, nip=one.nip, person_id=person,
            kind=one.kind, value=one.value, day=one.day, before=before, change=change,
            problem=problem,
        )  # fmt: skip


def _before(one: Told, known: Sequence[PersonFact]) -> tuple[str, bool]:
    """What held so far in the fact's place, and whether the fact says the same."""
    like = [fact for fact in known if fact.kind == one.kind]
    if one.is_dated:
        like = [fact for fact in like if fact.day == one.day]
    last = like[-1].value if like else ""
    return last, last == one.value or (
        not one.is_dated and any(fact.value == one.value for fact in like)
    )
