"""What a spreadsheet would change in a book, standard by standard and entry by entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from suluh.base.text import plain_day
from suluh.competency.models import (
    Competency,
    CompetencyVersion,
    LevelText,
    Requirement,
    SheetImport,
    Standard,
)
from suluh.competency.queries.managing import Book, usable_competencies
from suluh.competency.rules.sheets import Rows, entries_from, standards_from
from suluh.competency.types import (
    Difference,
    EntrySheet,
    LevelSheet,
    Problem,
    SheetKind,
    StandardSheet,
)
from suluh.organisation.models import Position

NEW, CHANGED, SAME, REFUSED = "baru", "berubah", "sama", "ditolak"
S = TypeVar("S", StandardSheet, EntrySheet)


@dataclass(frozen=True, slots=True)
class Comparison(Generic[S]):
    """The differences in the order of the file, and the sheets that applying writes."""

    differences: list[Difference]
    to_write: list[S] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each change."""
        found = dict.fromkeys((NEW, CHANGED, SAME, REFUSED), 0)
        for difference in self.differences:
            found[difference.change] += 1
        return found


def compare(
    book: Book, kind: str, rows: Rows, today: date
) -> Comparison[StandardSheet] | Comparison[EntrySheet]:
    """What applying the rows does to the book as it stands now."""
    if kind == SheetKind.STANDARDS:
        return compare_standards(book, rows, today)
    return compare_entries(book, rows, today)


def rows_of(run: SheetImport) -> Rows:
    """The kept rows as the rules read them."""
    return [(int(line), [str(cell) for cell in cells]) for line, cells in run.rows]


def compare_standards(book: Book, rows: Rows, today: date) -> Comparison[StandardSheet]:
    """Levels of each standard against its newest version in the book."""
    names = {row.code: row.name for row in usable_competencies(book)}
    sheets, problems = standards_from(rows, known=names, today=today)
    newest = newest_standards(book)
    found: list[Difference] = []
    to_write: list[StandardSheet] = []
    for sheet in sorted(sheets, key=lambda each: (each.key, each.valid_from)):
        before, since = newest.get(sheet.key, ({}, None))
        if since and sheet.valid_from < since:
            found.append(_too_early(sheet, since))
        elif since and before == sheet.levels:
            found.append(Difference(SAME, title_of(sheet), sheet.line))
        else:
            found.append(_changed(sheet, before, names, is_new=since is None))
            to_write.append(sheet)
            newest[sheet.key] = sheet.levels, sheet.valid_from
    return Comparison([*found, *_refused(problems)], to_write)


def newest_standards(
    book: Book,
) -> dict[tuple[str, str, str], tuple[dict[str, int], date | None]]:
    """Levels by code, and the first day, of the newest version of every standard of the book."""
    rows = Standard.objects.filter(tenant_id=book.agency_id)
    rows = rows.order_by("jenis", "jenjang", "post", "-version")
    newest = {row.pk: row for row in rows.distinct("jenis", "jenjang", "post")}
    levels: dict[int, dict[str, int]] = defaultdict(dict)
    wanted = Requirement.objects.filter(standard__in=list(newest))
    for pk, code, level in wanted.values_list("standard_id", "competency__code", "level"):
        levels[pk][code] = level
    return {
        (row.jenis, row.jenjang.lower(), row.post.lower()): (levels[pk], row.valid_from)
        for pk, row in newest.items()
    }


def title_of(sheet: StandardSheet | Standard) -> str:
    """The standard in words: the post, else its jenjang, else all posts of the jenis."""
    jenis = str(Position.Jenis(sheet.jenis).label)
    return " · ".join(part for part in (sheet.post, sheet.jenjang, jenis) if part)


def _changed(
    sheet: StandardSheet, before: dict[str, int], names: dict[str, str], *, is_new: bool
) -> Difference:
    words = [
        _("%(name)s (%(code)s): level %(before)s → %(after)s")
        % {
            "name": names.get(code, code),
            "code": code,
            "before": before.get(code, "–"),
            "after": sheet.levels.get(code, "–"),
        }
        for code in sorted({*before, *sheet.levels})
        if before.get(code) != sheet.levels.get(code)
    ]
    words.insert(0, _("berlaku mulai %s") % plain_day(sheet.valid_from))
    return Difference(NEW if is_new else CHANGED, title_of(sheet), sheet.line, tuple(words))


def _too_early(sheet: StandardSheet, since: date) -> Difference:
    sentence = _("Versi terakhir berlaku mulai %s; versi baru tidak boleh lebih awal.")
    return Difference(REFUSED, title_of(sheet), sheet.line, (sentence % plain_day(since),))


def compare_entries(book: Book, rows: Rows, today: date) -> Comparison[EntrySheet]:
    """Texts of each competency against its newest version in the book."""
    entries, problems = entries_from(rows, today=today)
    known = newest_entries(book, [entry.code for entry in entries])
    found: list[Difference] = []
    to_write: list[EntrySheet] = []
    for entry in entries:
        before = known.get(entry.code)
        words = tuple(_entry_words(entry, before))
        title = f"{entry.code} {entry.name}"
        if before is None:
            found.append(Difference(NEW, title, entry.line, (entry.definition,)))
        else:
            found.append(Difference(CHANGED if words else SAME, title, entry.line, words))
        if before is None or words:
            to_write.append(entry)
    return Comparison([*found, *_refused(problems)], to_write)


def newest_entries(book: Book, codes: Iterable[str]) -> dict[str, EntrySheet]:
    """The newest texts of the book's competencies, by code in capitals."""
    rows = CompetencyVersion.objects.filter(
        competency__tenant_id=book.agency_id, competency__code__in=list(codes)
    ).order_by("competency_id", "-version")
    versions = list(rows.distinct("competency_id").select_related("competency"))
    levels: dict[int, dict[int, LevelSheet]] = defaultdict(dict)
    for text in LevelText.objects.filter(version__in=versions):
        levels[text.version_id][text.level] = LevelSheet(text.description, text.indicators)
    return {row.competency.code.upper(): as_entry(row, levels[row.pk]) for row in versions}


def as_entry(version: CompetencyVersion, levels: dict[int, LevelSheet]) -> EntrySheet:
    """A stored version as a sheet has it."""
    competency: Competency = version.competency
    return EntrySheet(
        0, competency.code, competency.family, version.name, version.definition,  # type: ignore[arg-type]
        competency.field, competency.steward, version.valid_from, version.legal_basis, levels,
    )  # fmt: skip


def _entry_words(entry: EntrySheet, before: EntrySheet | None) -> Iterable[str]:
    if before is None:
        return
    pairs = (
        (_("nama"), before.name, entry.name), (_("definisi"), before.definition, entry.definition),
        (_("rumpun"), before.family, entry.family), (_("urusan"), before.field, entry.field),
        (_("instansi pembina"), before.steward, entry.steward),
    )  # fmt: skip
    yield from (f"{label}: {old or '–'} → {new or '–'}" for label, old, new in pairs if old != new)
    for level, text in sorted(entry.levels.items()):
        if before.levels.get(level) != text:
            yield _("level %(level)d: %(text)s") % {"level": level, "text": text.description}


def _refused(problems: list[Problem]) -> list[Difference]:
    return [
        Difference(REFUSED, _("Baris %d") % problem.line, problem.line, (problem.sentence,))
        for problem in problems
    ]
