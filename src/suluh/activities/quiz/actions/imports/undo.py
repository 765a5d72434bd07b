"""Taking an import back. Versions are never erased.

What was new is archived, what changed gets a version with its former words; what somebody changed
since stays, and is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from suluh.activities.quiz.actions.bank import store_versions
from suluh.activities.quiz.models import BankImport, BankImportRow, Question
from suluh.activities.quiz.queries.holdings import read_held
from suluh.activities.quiz.rules.exchange.matching import entry_of, is_same
from suluh.activities.quiz.types import Entry
from suluh.base.events import record_event

Change = BankImportRow.Change
BATCH = 500
Tell = Callable[[int], None]


def undo_rows(
    run: BankImport, *, by_id: int, now: datetime, told: Tell = lambda _percent: None
) -> None:
    """The bank as it was before the import, as far as nobody built on it."""
    rows = list(run.rows.filter(change__in=(Change.NEW, Change.CHANGED)).order_by("pk"))
    kept = 0
    for start in range(0, len(rows), BATCH):
        kept += _take_back(rows[start : start + BATCH], by_id=by_id, now=now)
        told(100 * min(len(rows), start + BATCH) // len(rows))
    run.counts = run.counts | {"kept": kept}
    run.state = BankImport.State.UNDONE
    run.save(update_fields=["counts", "state"])
    record_event(
        "quiz.bank_import.undone", at=now, tenant_id=run.tenant_id, actor_id=by_id, subject=run.uuid,
        data={"file": run.file_name, "kept": kept},
    )  # fmt: skip


def _take_back(rows: list[BankImportRow], *, by_id: int, now: datetime) -> int:
    """How many stay as they are, because somebody changed them since."""
    mine = {row.question_id: row for row in rows if row.question_id}
    locked = Question.objects.select_for_update(of=("self",)).filter(pk__in=mine).order_by("pk")
    known = {question.pk: question for question in locked}
    current = {held.pk: held.entry for held in read_held(known)}
    same = [pk for pk in known if is_same(current[pk], entry_of(mine[pk].data))]
    changes = list(_former(mine, [known[pk] for pk in same]))
    store_versions(changes=changes, by_id=by_id, now=now)
    gone = [pk for pk in same if mine[pk].change == Change.NEW or mine[pk].before["archived"]]
    Question.objects.filter(pk__in=gone).update(archived_at=now)
    return len(rows) - len(same)


def _former(
    rows: dict[int, BankImportRow], questions: list[Question]
) -> Iterator[tuple[Question, Entry]]:
    for question in questions:
        row = rows[question.pk]
        if row.change == Change.CHANGED:
            yield question, entry_of(row.before["entry"])
