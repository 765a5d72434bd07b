"""Tables in and out: reads CSV and XLSX as text that keeps an 18-digit NIP, writes safe exports.

Nothing that people typed may run as a formula in the office program that opens an export. The
writer of workbooks is loaded with the first export.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, TYPE_CHECKING

from suluh.standards.cells import LOCKED, SpreadsheetError, cell_text
from suluh.standards.textfiles import TextError, decode, delimiter_of
from suluh.standards.workbooks import whole_sheet

if TYPE_CHECKING:
    import xlsxwriter

Cell = str | int | float | date | datetime | bool | None
MAX_SHEET_ROWS = 1_048_576
MAX_CELL = 32_767
_DANGEROUS = frozenset("=+-@|%")
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ILLEGAL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))


def safe_text(value: str) -> str:
    """Text for a CSV cell: what a spreadsheet might run as a formula gets an apostrophe."""
    clean = value.replace("\r\n", "\n").replace("\r", "\n").translate(_ILLEGAL)
    bare = unicodedata.normalize("NFKC", clean).lstrip()
    if (bare[:1] in _DANGEROUS and bare[:1] != "") or clean[:1] in ("\t", "\n"):
        return f"'{clean}"
    return clean


def is_workbook(data: bytes) -> bool:
    """Whether the bytes begin as an XLSX, ODS or XLS file does."""
    return data.startswith((b"PK\x03\x04", _COMPOUND))


def read_rows(data: bytes) -> list[list[str]]:
    """All rows of a CSV, or of the first sheet of an XLSX, XLS or ODS file, as text."""
    if is_workbook(data):
        return _read_workbook(data)
    try:
        text, _ = decode(data)
    except TextError as error:
        raise SpreadsheetError(str(error)) from error
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    return [[cell.strip() for cell in row] for row in _lines(reader)]


def write_xlsx(
    target: IO[bytes], header: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str = "Data"
) -> int:
    """Stream rows into an XLSX; text stays text and is never a formula. Returns the row count."""
    from xlsxwriter import Workbook

    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False, "in_memory": False, "remove_timezone": True,
    }  # fmt: skip
    book = Workbook(target, options)
    formats = _Formats(book)
    page = _new_sheet(book, formats, (sheet, header))
    count, line, pages = 0, 1, 1
    for row in rows:
        if line == MAX_SHEET_ROWS:
            pages, line = pages + 1, 1
            page = _new_sheet(book, formats, (f"{sheet} {pages}", header))
        for column, value in enumerate(row):
            formats.write(page, (line, column), value)
        count, line = count + 1, line + 1
    book.close()
    return count


def csv_chunks(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], *, delimiter: str = ";"
) -> Iterator[bytes]:
    """A CSV in pieces, with a mark that lets Indonesian Excel read it as UTF-8."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL)
    buffer.write("\ufeff")
    writer.writerow([safe_text(name) for name in header])
    for number, row in enumerate(rows, start=1):
        writer.writerow([_csv_cell(value) for value in row])
        if number % 500 == 0:
            yield _drain(buffer)
    yield _drain(buffer)


class _Formats:
    """The few cell formats of an export, and which one a value takes."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.header = book.add_format({"bold": True, "bg_color": "#E3EDF0", "border": 1})
        self.text = book.add_format({"num_format": "@"})
        self.day = book.add_format({"num_format": "dd/mm/yyyy"})
        self.moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})

    def write(self, page: object, place: tuple[int, int], value: Cell) -> None:
        """Write one value; anything that is not a number or a date is a text cell."""
        if value is None or value == "":
            return
        kind, shown, look = self._choose(value)
        writer: Callable[..., object] = getattr(page, kind)
        writer(*place, shown, look)

    def _choose(self, value: Cell) -> tuple[str, object, object]:
        if isinstance(value, bool):
            return "write_string", cell_text(value), self.text
        if isinstance(value, int | float):
            safe = abs(value) < 10**15
            return (
                ("write_number", value, None) if safe else ("write_string", str(value), self.text)
            )
        if isinstance(value, datetime):
            return "write_datetime", value, self.moment
        if isinstance(value, date):
            return "write_datetime", value, self.day
        return "write_string", str(value).translate(_ILLEGAL)[:MAX_CELL], self.text


def _new_sheet(
    book: xlsxwriter.Workbook, formats: _Formats, named: tuple[str, Sequence[str]]
) -> object:
    title, header = named
    page = book.add_worksheet(title[:31])
    page.freeze_panes(1, 0)
    for column, name in enumerate(header):
        page.set_column(column, column, min(max(len(name) + 2, 12), 40))
        page.write_string(0, column, name.translate(_ILLEGAL), formats.header)
    return page


def _csv_cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, float):
        return repr(value).replace(".", ",")
    return cell_text(value)


def _drain(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _read_workbook(data: bytes) -> list[list[str]]:
    if data.startswith(_COMPOUND) and _ENCRYPTED in data:
        raise SpreadsheetError(LOCKED)
    return whole_sheet(data)


def _lines(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise SpreadsheetError(TextError.UNREADABLE) from error
