"""Lists as workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from tempfile import TemporaryFile

from django.http import FileResponse

from suluh.standards.spreadsheet import Cell, write_xlsx

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> FileResponse:
    """A workbook of one sheet; what people typed stays text, and no link comes alive."""
    file = TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    write_xlsx(file, head, rows, sheet=name)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=_TYPE)
