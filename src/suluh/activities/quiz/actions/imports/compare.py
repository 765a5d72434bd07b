"""Comparing a file with the bank: one row for each question, nothing of the bank touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from suluh.activities.quiz.actions.pictures import keep_embedded
from suluh.activities.quiz.models import BankImport, BankImportRow
from suluh.activities.quiz.queries.holdings import Holdings, read_holdings
from suluh.activities.quiz.rules.exchange import reasons
from suluh.activities.quiz.rules.exchange.formats import recognise
from suluh.activities.quiz.rules.exchange.matching import (
    entry_data,
    find,
    is_same,
    meaning,
    settled,
)
from suluh.activities.quiz.rules.exchange.pictures import files_of
from suluh.activities.quiz.rules.exchange.report import sort_notes
from suluh.activities.quiz.rules.exchange.taking import Taken, take
from suluh.standards.questions.types import QuestionFileError, Reading

Change = BankImportRow.Change
Tell = Callable[[int], None]  # hears per cent
BATCH = 500


def compare_file(run: BankImport, data: bytes, *, told: Tell = lambda _percent: None) -> None:
    """Read the file and write its rows; a file that cannot be read leaves its reason."""
    try:
        form = recognise(data)
        reading = form.read(data)
    except QuestionFileError as error:
        run.state, run.problem = BankImport.State.FAILED, [str(error), error.line]
        run.save(update_fields=["state", "problem"])
        return
    told(30)
    run.format, run.problem = form.slug, []
    run.rows.all().delete()
    _write_rows(run, reading, told)
    run.state = BankImport.State.COMPARED
    run.save(update_fields=["state", "format", "problem", "counts", "notes"])


def compare_kept(run: BankImport, *, told: Tell) -> None:
    """The same from the file that was kept for the job; it goes once it is read."""
    with run.file.open("rb") as file:
        compare_file(run, file.read(), told=told)
    run.file.delete(save=True)


def _write_rows(run: BankImport, reading: Reading, told: Tell) -> None:
    pictures = keep_embedded(
        tenant_id=run.tenant_id, by_id=run.created_by_id, now=run.created_at,
        files=(file for question in reading.questions for file in files_of(question)),
    )  # fmt: skip
    taken, run.notes = sort_notes(reading, [take(each, pictures) for each in reading.questions])
    told(50)
    holdings = read_holdings(each.entry for each in taken if each.entry)
    counts: Counter[str] = Counter()
    batch: list[BankImportRow] = []
    for number, row in enumerate(_rows(run, taken, holdings), 1):
        counts[row.change] += 1
        batch.append(row)
        if len(batch) == BATCH or number == len(taken):
            BankImportRow.objects.bulk_create(batch)
            batch = []
            told(60 + 40 * number // len(taken))
    run.counts = dict(counts) | {"all": len(taken)}


def _rows(run: BankImport, taken: list[Taken], holdings: Holdings) -> Iterator[BankImportRow]:
    seen: set[str] = set()
    for each in taken:
        row = BankImportRow(
            tenant_id=run.tenant_id, run=run, line=each.line, title=each.title[:300],
            change=Change.REFUSED,
        )  # fmt: skip
        if each.entry:
            _judge(row, each, holdings, (run.category, seen))
        row.remarks = [list(remark) for remark in each.remarks]
        yield row


def _judge(
    row: BankImportRow, each: Taken, holdings: Holdings, context: tuple[str, set[str]]
) -> None:
    """What the row would do; the same question twice in a file counts once."""
    category, seen = context
    assert each.entry is not None
    held = find(each.entry, holdings.like(each.entry))
    entry = settled(each.entry, category=category, held=held)
    mark = f"bank:{held.pk}" if held else repr((entry.code, entry.category, meaning(entry.item)))
    if mark in seen:
        each.remarks = [(reasons.TWICE, "")]
        return
    seen.add(mark)
    row.data = entry_data(entry)
    if held is None:
        row.change = Change.NEW
        return
    row.question_id = held.pk
    is_kept = is_same(held.entry, entry) and not held.is_archived
    row.change = Change.SAME if is_kept else Change.CHANGED
    row.before = _before(held.number, entry_data(held.entry), archived=held.is_archived)


def _before(number: int, data: dict[str, Any], *, archived: bool) -> dict[str, Any]:
    return {"number": number, "entry": data, "archived": archived}
