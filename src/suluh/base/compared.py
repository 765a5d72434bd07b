"""Files of rows that are compared first and recorded once they were looked at: what these share.

The app says what its columns are and what a line tells; here stand reading, limits and refusals,
the tabs of new, known and refused rows, and the sample file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from types import SimpleNamespace
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core.files.base import File
from django.db.models import Model, QuerySet
from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _

from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.standards.spreadsheet import write_xlsx
from suluh.standards.tables import Row, SpreadsheetError, stream_rows

T = TypeVar("T")
M = TypeVar("M", bound=Model)
Columns = dict[str, int]
MOST_LINES, MOST_BYTES = 20_000, 20 * 1024 * 1024
LAST_HEADING = 20  # a heading row is among the first lines, or there is none


def read_compared(
    file: File[Any], *,
    heading: Callable[[Sequence[str]], Columns],
    told: Callable[[int, Sequence[str], Columns], Iterable[T]],
    refused: type[DomainError],
) -> tuple[list[T], int]:  # fmt: skip
    """All that the lines below the heading tell, and how many there are; raises `refused`.

    `heading` gives the columns of a row, {} where it is no heading. Nothing told: the file has no
    such columns, which the caller says in its own words.
    """
    if not file.size or file.size > MOST_BYTES:
        raise refused(_("Berkas kosong atau lebih besar dari 20 MB. Bagi menjadi beberapa berkas."))
    with NamedTemporaryFile(suffix=Path(file.name or "").suffix[:8]) as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        try:
            return _below_heading(stream_rows(Path(kept.name)), heading, told, refused)
        except (SpreadsheetError, UnicodeDecodeError) as error:
            raise refused(_(str(error))) from error


def _below_heading(
    rows: Iterator[Row], heading: Callable[[Sequence[str]], Columns],
    told: Callable[[int, Sequence[str], Columns], Iterable[T]], refused: type[DomainError],
) -> tuple[list[T], int]:  # fmt: skip
    columns: Columns = {}
    found: list[T] = []
    lines = 0
    for line, cells, broken in rows:
        if not columns:
            columns = heading(cells)
            if line > LAST_HEADING and not columns:
                break
            continue
        lines += 1
        if lines > MOST_LINES:
            raise refused(_("Lebih dari 20.000 baris. Bagi menjadi beberapa berkas."))
        if not broken:
            found.extend(told(line, cells, columns))
    return found, lines


def changes_page(
    request: HttpRequest, counts: Mapping[str, int], rows: Callable[..., QuerySet[M]]
) -> dict[str, Any]:
    """What the page of a compared file shows: one tab of its rows (`rows(change=, text=)`).

    Without a wish of the reader the first tab that has rows.
    """
    asked = request.GET.get("jenis", "")
    first = next((key for key, number in counts.items() if number), "new")
    change = asked if asked in counts else first
    text = request.GET.get("q", "").strip()[:60]
    return {
        "counts": counts, "change": change, "text": text, "keep": {"jenis": change},
        "tabs": _tabs(counts, change), "page": get_page(request, rows(change=change, text=text)),
    }  # fmt: skip


def _tabs(counts: Mapping[str, int], change: str) -> list[SimpleNamespace]:
    """What would be recorded, what is known already, what is refused; each with its number."""
    labels = {"new": _("Akan dicatat"), "same": _("Sudah sama"), "refused": _("Ditolak")}
    return [
        SimpleNamespace(
            label=label, url=f"?{urlencode({'jenis': key})}", current=key == change,
            count=counts[key],
        )
        for key, label in labels.items()
    ]  # fmt: skip


def sample_file(
    header: Sequence[str], row: Sequence[str], *, sheet: str, name: str
) -> FileResponse:
    """A file to fill in: the columns that are known, and one line of an example."""
    file = TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    write_xlsx(file, header, [row], sheet=sheet)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name)
