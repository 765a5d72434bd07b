"""Taking certificate numbers: gap-free per agency and year, never reused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

from suluh.credentials.models import NumberBlock, NumberSeries
from suluh.credentials.rules.paper import DEFAULT_PATTERN
from suluh.organisation.models import Agency
from suluh.standards.numbering import NumberParts, Pattern, parse, render


@dataclass(frozen=True, slots=True)
class TakenNumber:
    """A number taken for good: its place in the year's sequence, and how it is written."""

    sequence: int
    text: str


def take_numbers(*, agency: Agency, count: int, issued_on: date) -> list[TakenNumber]:
    """Take the next `count` numbers of the agency's year in the current transaction.

    The series' row is locked until the transaction ends: whoever rolls back gives the numbers
    back, so there is never a gap, and parallel issuers wait for one another. Numbers reserved
    at the letter office are used first, in order.
    """
    series = _locked_series(agency, issued_on.year)
    sequences = _from_blocks(agency, issued_on.year, count)
    fresh = count - len(sequences)
    if fresh:
        start = _after_blocks(agency, series)
        sequences += range(start, start + fresh)
        series.next = start + fresh
        series.save(update_fields=["next"])
    pattern = parse(series.pattern)
    return [
        TakenNumber(n, _written(pattern, agency, sequence=n, issued_on=issued_on))
        for n in sequences
    ]


def _locked_series(agency: Agency, year: int) -> NumberSeries:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO credentials_numberseries (tenant_id, year, pattern, next)"
            " VALUES (%s, %s, COALESCE((SELECT s.pattern FROM credentials_numberseries s"
            "   WHERE s.tenant_id = %s AND s.year < %s ORDER BY s.year DESC LIMIT 1), %s), 1)"
            " ON CONFLICT (tenant_id, year) DO NOTHING",
            [agency.id, year, agency.id, year, DEFAULT_PATTERN],
        )
    return NumberSeries.objects.select_for_update().get(tenant=agency, year=year)


def _from_blocks(agency: Agency, year: int, count: int) -> list[int]:
    taken: list[int] = []
    for block in NumberBlock.objects.filter(tenant=agency, year=year).order_by("first"):
        free = range(block.next, min(block.last + 1, block.next + count - len(taken)))
        if free:
            taken += free
            block.next += len(free)
            block.save(update_fields=["next"])
    return taken


def _after_blocks(agency: Agency, series: NumberSeries) -> int:
    """The series goes on behind every reserved block, so that no number comes twice."""
    last = (
        NumberBlock.objects.filter(tenant=agency, year=series.year)
        .order_by("-last")
        .values_list("last", flat=True)
        .first()
    )
    return max(series.next, (last or 0) + 1)


def _written(pattern: Pattern, agency: Agency, *, sequence: int, issued_on: date) -> str:
    parts = NumberParts(
        sequence=sequence,
        issued_on=issued_on,
        classification=agency.archive_code or "800",
        unit=agency.certificate_unit or agency.code.upper(),
        code=agency.code.upper(),
    )
    return render(pattern, parts)
