"""Standards and dictionary as rows of a spreadsheet, in the columns that the import reads."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from suluh.competency.models import CompetencyVersion, LevelText, Requirement, Standard
from suluh.competency.queries.managing import Book
from suluh.competency.types import SheetKind
from suluh.standards.spreadsheet import Cell


def exported(book: Book, kind: SheetKind) -> Iterator[list[Cell]]:
    """Rows of the book; where it has none, the nation's, as something to begin with."""
    return _standards(book) if kind is SheetKind.STANDARDS else _dictionary(book)


def _standards(book: Book) -> Iterator[list[Cell]]:
    own = Standard.objects.filter(tenant_id=book.agency_id)
    rows = own if own.exists() else Standard.objects.filter(tenant=None)
    newest = rows.order_by("jenis", "jenjang", "post", "-version").distinct(
        "jenis", "jenjang", "post"
    )
    levels = Requirement.objects.filter(standard__in=newest.values("pk"))
    levels = levels.select_related("standard", "competency").order_by(
        "standard__jenis", "standard__jenjang", "standard__post", "competency__family",
        "competency__code",
    )  # fmt: skip
    for row in levels.iterator(chunk_size=2000):
        of = row.standard
        yield [
            of.get_jenis_display(), of.jenjang, of.post, row.competency.code,
            row.competency.name, row.level, of.valid_from, of.legal_basis,
        ]  # fmt: skip


def _dictionary(book: Book) -> Iterator[list[Cell]]:
    own = CompetencyVersion.objects.filter(tenant_id=book.agency_id)
    rows = own if own.exists() else CompetencyVersion.objects.filter(Q(tenant=None))
    newest = rows.order_by("competency_id", "-version").distinct("competency_id")
    texts = LevelText.objects.filter(version__in=newest.values("pk"))
    texts = texts.select_related("version__competency").order_by(
        "version__competency__family", "version__competency__code", "level"
    )
    for row in texts.iterator(chunk_size=2000):
        version, competency = row.version, row.version.competency
        yield [
            competency.code, competency.get_family_display(), version.name, version.definition,
            competency.field, competency.steward, row.level, row.description, row.indicators,
            version.valid_from, version.legal_basis,
        ]  # fmt: skip
