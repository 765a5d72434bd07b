"""Bringing a compared file into the bank, and counting what was done. One transaction around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from suluh.activities.quiz.actions.bank import store_questions, store_versions
from suluh.activities.quiz.models import BankImport, BankImportRow, Question
from suluh.activities.quiz.rules.exchange import reasons
from suluh.activities.quiz.rules.exchange.matching import entry_of
from suluh.base.events import record_event

Change = BankImportRow.Change
BATCH = 500
Tell = Callable[[int], None]


def apply_rows(run: BankImport, *, now: datetime, told: Tell = lambda _percent: None) -> None:
    """New questions and new versions; whatever somebody changed since is left and named."""
    done: Counter[str] = Counter()
    rows = list(
        run.rows.filter(change__in=(Change.NEW, Change.CHANGED)).values_list("pk", flat=True)
    )
    for start in range(0, len(rows), BATCH):
        batch = BankImportRow.objects.filter(pk__in=rows[start : start + BATCH]).order_by("pk")
        _add(run, [row for row in batch if row.change == Change.NEW], now, done)
        _change(run, [row for row in batch if row.change == Change.CHANGED], now, done)
        told(100 * min(len(rows), start + BATCH) // len(rows))
    run.counts = run.counts | dict(done) | {"applied": done[Change.NEW] + done[Change.CHANGED]}
    run.counts["refused"] = run.counts.get("refused", 0) + done["stale"]
    run.state, run.applied_at = BankImport.State.APPLIED, now
    run.save(update_fields=["counts", "state", "applied_at"])
    record_event(
        "quiz.bank_import.applied", at=now, tenant_id=run.tenant_id, actor_id=run.created_by_id,
        subject=run.uuid, data={"file": run.file_name, **done},
    )  # fmt: skip


def _add(run: BankImport, rows: list[BankImportRow], now: datetime, done: Counter[str]) -> None:
    entries = [entry_of(row.data) for row in rows]
    made = store_questions(
        tenant_id=run.tenant_id, entries=entries, by_id=run.created_by_id, now=now
    )
    for row, question in zip(rows, made, strict=True):
        row.question = question
    BankImportRow.objects.bulk_update(rows, ["question"])
    done[Change.NEW] += len(rows)


def _change(run: BankImport, rows: list[BankImportRow], now: datetime, done: Counter[str]) -> None:
    locked = {
        question.pk: question
        for question in Question.objects.select_for_update(of=("self",))
        .filter(pk__in=[row.question_id for row in rows]).order_by("pk")
    }  # fmt: skip
    fresh = [row for row in rows if row.question_id and _is_fresh(row, locked[row.question_id])]
    store_versions(
        changes=[(locked[row.question_id], entry_of(row.data)) for row in fresh if row.question_id],
        by_id=run.created_by_id, now=now,
    )  # fmt: skip
    stale = list(_stale(rows, fresh))
    BankImportRow.objects.bulk_update(stale, ["change", "remarks"])
    done[Change.CHANGED] += len(fresh)
    done["stale"] += len(stale)


def _is_fresh(row: BankImportRow, question: Question) -> bool:
    seen = (row.before["number"], row.before["archived"])
    return (question.number, question.archived_at is not None) == seen


def _stale(rows: list[BankImportRow], fresh: list[BankImportRow]) -> Iterator[BankImportRow]:
    kept = {row.pk for row in fresh}
    for row in rows:
        if row.pk not in kept:
            row.change, row.remarks = Change.REFUSED, [[reasons.STALE, ""]]
            yield row
