"""Reading imports of people files: the runs, the difference, why rows are refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import NotFound
from suluh.identity.models import ImportRow, ImportRun
from suluh.identity.rules.columns import BY_KEY
from suluh.identity.rules.reasons import sentence
from suluh.organisation.models import Position
from suluh.organisation.rules.roles import Permission, require
from suluh.organisation.types import Actor

CHANGES: dict[str, Promise] = {
    "new": _("Baru"),
    "changed": _("Berubah"),
    "moved": _("Pindah"),
    "left": _("Keluar dari instansi"),
    "same": _("Sama"),
    "refused": _("Ditolak"),
}
_OTHER_LABELS: dict[str, Promise] = {"agency": _("Instansi sebelumnya"), "": _("Baris")}
_SHOWN_WHEN_NEW = ("unit_name", "parent_name", "position", "jenis", "rank", "status", "email")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after."""

    label: Promise | str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong or odd in one cell."""

    label: Promise | str
    value: str
    reason: str
    refuses: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of the difference, ready to read."""

    line: int
    nip: str
    name: str
    changes: list[FieldChange]
    remarks: list[Remark]


def import_runs(actor: Actor) -> QuerySet[ImportRun]:
    """The agency's imports, newest first."""
    return ImportRun.objects.filter(tenant_id=_agency(actor)).order_by("-created_at", "-id")


def get_run(actor: Actor, uuid: UUID) -> ImportRun:
    """One import of the actor's agency; raises NotFound."""
    run = import_runs(actor).filter(uuid=uuid).first()
    if run is None:
        raise NotFound
    return run


def can_undo(run: ImportRun) -> bool:
    """Whether this is the last applied import of its agency."""
    if run.state != ImportRun.State.APPLIED:
        return False
    return not ImportRun.objects.filter(
        state=ImportRun.State.APPLIED, applied_at__gt=run.applied_at
    ).exists()


def difference_rows(run: ImportRun, *, change: str, text: str = "") -> QuerySet[ImportRow]:
    """Rows of one kind, in the file's order; `text` is a part of the NIP or the name."""
    rows = ImportRow.objects.filter(run=run, change=change).order_by("line", "id")
    wanted = text.strip()
    if wanted:
        digits = wanted.replace(" ", "")
        by_nip = Q(nip__startswith=digits) if digits.isdecimal() else Q()
        rows = rows.filter(by_nip) if by_nip else rows.filter(name__icontains=wanted)
    return rows


def read_difference(rows: Sequence[ImportRow]) -> list[Difference]:
    """Rows in words."""
    return [_difference(row) for row in rows]


def refused_lines(run: ImportRun) -> Iterator[tuple[int, str, str, str, str, str]]:
    """Each problem of each refused row: line, NIP, name, field, value, reason."""
    rows = ImportRow.objects.filter(run=run, change="refused").order_by("line", "id")
    for row in rows.iterator(chunk_size=2_000):
        for remark in map(_remark, row.problems):
            if remark.refuses:
                yield row.line, row.nip, row.name, str(remark.label), remark.value, remark.reason


def _difference(row: ImportRow) -> Difference:
    shown = {key: value for key, value in row.before.items() if not key.startswith("_")}
    if row.change == "left":
        changes = [FieldChange(_label(key), _word(key, value), "") for key, value in shown.items()]
    else:
        changes = [
            FieldChange(_label(key), _word(key, value), _word(key, row.values.get(key, "")))
            for key, value in shown.items()
        ]
    if row.change == "new":
        changes += [
            FieldChange(_label(key), "", _word(key, row.values[key]))
            for key in _SHOWN_WHEN_NEW if row.values.get(key) and key not in shown
        ]  # fmt: skip
    remarks = [_remark(problem) for problem in row.problems]
    return Difference(row.line, row.nip, row.name, changes, remarks)


def _remark(problem: dict[str, Any]) -> Remark:
    return Remark(
        _label(problem["field"]), problem["value"], sentence(problem), problem.get("bad", False)
    )


def _label(key: str) -> Promise | str:
    column = BY_KEY.get(key)
    return column.label if column else _OTHER_LABELS.get(key, key)


def _word(key: str, value: Any) -> str:
    if key == "jenis" and value:
        return str(Position.Jenis(value).label)
    if key == "sex" and value:
        return {"1": "L", "2": "P"}.get(str(value), "")
    return str(value or "")


def _agency(actor: Actor) -> int:
    if actor.agency_id is None:
        raise NotFound
    require(actor, Permission.PEOPLE_IMPORT, agency_id=actor.agency_id)
    return actor.agency_id
