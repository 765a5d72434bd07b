"""Reading imports of questions: the runs, what they would change, why something stays out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suluh.activities.quiz.models import BankImport, BankImportRow
from suluh.activities.quiz.queries.bank import require_writer
from suluh.activities.quiz.rules.exchange.matching import Difference, differences, entry_of
from suluh.activities.quiz.rules.review import key_of
from suluh.base.errors import NotFound
from suluh.organisation.types import Actor

CHANGES: dict[str, Promise] = {
    "new": gettext_lazy("Baru"),
    "changed": gettext_lazy("Berubah"),
    "refused": gettext_lazy("Tidak terbawa"),
    "same": gettext_lazy("Sama"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A question of the file, ready to read."""

    line: int
    title: str
    text: str
    key: tuple[str, ...]
    place: str
    differences: list[Difference]
    remarks: list[tuple[str, str]]
    was_archived: bool
    question: UUID | None


def import_runs(actor: Actor, *, text: str = "") -> QuerySet[BankImport]:
    """The agency's imports, newest first."""
    require_writer(actor)
    rows = BankImport.objects.exclude(state=BankImport.State.DISCARDED)
    return rows.filter(file_name__icontains=text) if text else rows


def get_import(actor: Actor, uuid: UUID) -> BankImport:
    """One import of the actor's agency; every other looks absent."""
    require_writer(actor)
    found = BankImport.objects.filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def can_undo(run: BankImport) -> bool:
    """Whether this is the last import that was applied."""
    if run.state != BankImport.State.APPLIED:
        return False
    newer = BankImport.objects.filter(state=BankImport.State.APPLIED, applied_at__gt=run.applied_at)
    return not newer.exists()


def rows_of(run: BankImport, *, change: str, text: str = "") -> QuerySet[BankImportRow]:
    """Its questions of one sort, in the file's order."""
    rows = run.rows.filter(change=change).select_related("question").order_by("line", "id")
    return rows.filter(title__icontains=text) if text else rows


def lines_of(rows: Sequence[BankImportRow]) -> list[Line]:
    """Rows in words."""
    return [_line(row) for row in rows]


def _line(row: BankImportRow) -> Line:
    entry = entry_of(row.data) if row.data else None
    before = row.before.get("entry")
    changes = differences(entry_of(before), entry) if before and entry else []
    place = [entry.category, *entry.tags] if entry else []
    return Line(
        line=row.line,
        title=row.title,
        text=entry.item.text if entry else "",
        key=key_of(entry.item) if entry else (),
        place=" · ".join(part for part in place if part),
        differences=changes,
        remarks=[(_(reason), detail) for reason, detail in row.remarks],
        was_archived=row.before.get("archived", False),
        question=row.question.uuid if row.question else None,
    )


def notes_of(run: BankImport) -> list[tuple[int, str, str, str]]:
    """What was noted of the file besides its questions."""
    return [(line, title, _(reason), detail) for line, title, reason, detail in run.notes]


def problem_of(run: BankImport) -> tuple[str, int]:
    """Why the whole file was refused, and at which line."""
    reason, line = (run.problem or ["", 0])[:2]
    return (_(reason) if reason else ""), line
