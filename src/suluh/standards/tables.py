"""Rows of a table file one after another, with flat memory: CSV in any usual dress, XLSX, XLS, ODS.

Gives each row with its line number, and names rows that cannot be read instead of stopping.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from suluh.standards.cells import SpreadsheetError
from suluh.standards.textfiles import TextError, delimiter_of
from suluh.standards.workbooks import sheet_rows

Row = tuple[int, list[str], bool]  # line, cells, whether the line was too long to be read
MAX_LINE = 200_000
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def stream_rows(path: Path) -> Iterator[Row]:
    """All rows that hold anything; raises SpreadsheetError with a sentence that helps."""
    with path.open("rb") as file:
        start = file.read(4)
    rows = _workbook(path) if start in _BOOKS else _text(path)
    for line, cells, broken in rows:
        if broken or any(cells):
            yield line, cells, broken


def _workbook(path: Path) -> Iterator[Row]:
    rows = sheet_rows(path)
    skipped = int(next(rows, ["0"])[0])
    for line, cells in enumerate(rows, start=1 + skipped):
        yield line, cells, False


def _text(path: Path) -> Iterator[Row]:
    encoding = _encoding_of(path)
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        sample = file.read(40_000).removeprefix("\ufeff")
        if not sample.strip():
            raise SpreadsheetError(TextError.EMPTY)
        if _binary(sample):
            raise SpreadsheetError(TextError.UNREADABLE)
        file.seek(0)
        yield from _records(file, delimiter_of(sample))


def _records(file: IO[str], delimiter: str) -> Iterator[Row]:
    lines = _Lines(file)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        first = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield first, [], True
            continue
        if first == 1 and cells and cells[0].startswith("\ufeff"):
            cells[0] = cells[0].removeprefix("\ufeff").strip('"')
        if first == 1 and cells[:1] in (["sep="], [f"sep={delimiter}"]):
            continue
        yield first, cells, lines.cut
        lines.cut = False


class _Lines:
    """Lines of a text, none longer than MAX_LINE: the rest of a longer one is thrown away."""

    def __init__(self, file: IO[str]) -> None:
        self.file = file
        self.cut = False

    def __iter__(self) -> Iterator[str]:
        while line := self.file.readline(MAX_LINE):
            if len(line) == MAX_LINE and not line.endswith(("\n", "\r")):
                self.cut = True
                while rest := self.file.readline(MAX_LINE):
                    if rest.endswith(("\n", "\r")):
                        break
                line = line[:200].replace('"', "") + "\n"
            yield line


def _encoding_of(path: Path) -> str:
    """UTF-8 or UTF-16 by mark or shape, UTF-8 where all of it decodes, else Windows' own."""
    with path.open("rb") as file:
        start = file.read(4_000)
        if start.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        even, odd = start[::2].count(0), start[1::2].count(0)
        if max(even, odd) * 4 > len(start) > 0:
            return "utf-16-be" if even > odd else "utf-16-le"
        decoder = codecs.getincrementaldecoder("utf-8")()
        file.seek(0)
        try:
            while piece := file.read(1 << 20):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _binary(sample: str) -> bool:
    controls = sum(char < " " and char not in "\t\r\n\x0c" for char in sample[:4_000])
    return "\x00" in sample[:4_000] or controls * 50 > len(sample[:4_000])


def read_sample(path: Path, *, rows: int = 40) -> list[Row]:
    """The first rows, to guess the columns from."""
    found: list[Row] = []
    for row in stream_rows(path):
        found.append(row)
        if len(found) == rows:
            break
    return found


__all__ = ["Row", "SpreadsheetError", "read_sample", "stream_rows"]
