"""Lists as workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import HttpResponse

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A workbook of one sheet; text stays text, so that no NIP turns into a number."""
    made = BytesIO()
    options = {"in_memory": True, "constant_memory": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(made, options | {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet(name[:31])
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, head, bold)
        for line, row in enumerate(rows, start=1):
            sheet.write_row(line, 0, [_plain(value) for value in row])
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    answer = HttpResponse(made.getvalue(), content_type=_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%d-%m-%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    return "" if value is None else value
