"""Reading a whole participant report: finding its tables, then its rows."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from suluh.standards.cells import SpreadsheetError
from suluh.standards.participants import headers as h
from suluh.standards.participants.dates import Reading, decide_day_first, read_duration, read_moment
from suluh.standards.participants.names import DisplayName, split_name
from suluh.standards.participants.shapes import Participant, Report, ReportError, RowProblem, Shape
from suluh.standards.sentences import gettext_noop as _
from suluh.standards.spreadsheet import is_workbook, read_rows
from suluh.standards.textfiles import TextError, decode, delimiter_of

MAX_ROWS = 200_000
NO_TABLE = _(
    "Tidak ada kolom nama dan waktu di berkas ini. Unggah laporan peserta (participants) dari "
    "Zoom, Google Meet, atau Teams tanpa mengubah judul kolomnya."
)
NO_ROWS = _("Berkas ini hanya berisi judul kolom, belum ada peserta di dalamnya.")
TOO_MANY = _("Berkas ini berisi lebih dari 200.000 baris. Bagi menjadi beberapa berkas.")
NO_NAME = _("Nama peserta kosong.")
BAD_TIME = _("Waktu bergabung atau keluar tidak terbaca.")
NO_TIME = _("Waktu bergabung dan lama hadir kosong.")
BACKWARDS = _("Waktu keluar lebih awal daripada waktu bergabung.")
BAD_DURATION = _("Lama hadir tidak terbaca sebagai angka.")
WAITING = _("Baris ini hanya mencatat waktu di ruang tunggu.")
ABSENT = _("Peserta ini mendaftar tetapi tidak hadir.")
ODD_ACTION = _("Peserta ini keluar tanpa tercatat bergabung.")
_YES = frozenset(("yes", "y", "ya", "true", "1"))
_NO = frozenset(("no", "n", "tidak", "false", "0"))
_BLANK = frozenset(("", "-", "--", "n/a"))
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")

Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class _Table:
    columns: dict[str, int]
    heading: list[str]
    lines: list[Line]

    @property
    def shape(self) -> Shape:
        timed = h.JOIN in self.columns or h.TIMESTAMP in self.columns
        return Shape.DETAILED if timed else Shape.SUMMARY

    @property
    def counts_seconds(self) -> bool:
        place = self.columns.get(h.DURATION)
        return place is not None and h.is_seconds(self.heading[place])

    def cell(self, row: Sequence[str], meaning: str) -> str:
        place = self.columns.get(meaning, -1)
        text = row[place].strip() if 0 <= place < len(row) else ""
        return "" if text in _BLANK else text


def read_report(data: bytes, *, event_date: date, zone: tzinfo) -> Report:
    """Read a report of any known provider; raises ReportError when there is none in the file."""
    try:
        lines, encoding, delimiter = _lines_of(data)
    except (TextError, SpreadsheetError) as error:
        raise ReportError(str(error)) from error
    tables = _tables(lines)
    if not tables:
        raise ReportError(NO_TABLE)
    chosen = _most_detailed(tables)
    if not any(table.lines for table in chosen):
        raise ReportError(NO_ROWS)
    reading = Reading(decide_day_first(_moments(chosen), event_date), event_date, zone)
    rows, problems = _read_tables(chosen, reading)
    return Report(
        shape=chosen[0].shape,
        rows=tuple(rows),
        problems=tuple(problems),
        topic=_topic(lines),
        encoding=encoding,
        delimiter=delimiter,
        day_first=reading.day_first,
    )


def _lines_of(data: bytes) -> tuple[list[Line], str, str]:
    """The numbered lines of a text file or a workbook, with its encoding and delimiter."""
    if is_workbook(data):
        return list(enumerate(read_rows(data), start=1))[: MAX_ROWS + 1], "xlsx", ""
    text, encoding = decode(data)
    delimiter = delimiter_of(text)
    return _lines(text, delimiter), encoding, delimiter


def _lines(text: str, delimiter: str) -> list[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found: list[Line] = []
    try:
        for row in reader:
            found.append((reader.line_num, row))
            if len(found) > MAX_ROWS:
                raise ReportError(TOO_MANY)
    except csv.Error as error:
        raise ReportError(TextError.UNREADABLE) from error
    return found


def _tables(lines: list[Line]) -> list[_Table]:
    """Each heading starts a table; a heading of something else or a bare title ends it."""
    tables: list[_Table] = []
    current: _Table | None = None
    for number, row in lines:
        if not any(cell.strip() for cell in row):
            continue
        columns = h.columns_of(row) if _may_be_heading(row) else None
        if columns is not None:
            current = _Table(columns, row, [])
            tables.append(current)
        elif current is not None and _is_title(row, current):
            current = None
        elif current is not None:
            current.lines.append((number, row))
    return tables


def _may_be_heading(row: Sequence[str]) -> bool:
    return not any(":" in cell or "@" in cell for cell in row)


def _is_title(row: Sequence[str], table: _Table) -> bool:
    """A line such as ``3. In-Meeting Activities`` or ``Panelist Details,`` between two tables."""
    filled = [cell.strip() for cell in row if cell.strip()]
    if len(filled) != 1 or len(table.heading) < 3:
        return False
    return len(row) <= 2 and bool(
        re.match(r"^(\d+\.\s|.*\bdetails\b|rincian\b)", filled[0], re.IGNORECASE)
    )


def _most_detailed(tables: list[_Table]) -> list[_Table]:
    """All tables of the kind that tells most; Teams repeats people as joinings after a summary."""
    detailed = [table for table in tables if table.shape is Shape.DETAILED]
    if not detailed:
        return tables
    joinings = [table for table in detailed if not _is_people_list(table)]
    return joinings or detailed


def _is_people_list(table: _Table) -> bool:
    return any(
        h.plain(cell) in ("first join", "first join time", "gabung pertama")
        for cell in table.heading
    )


def _moments(tables: list[_Table]) -> Iterator[str]:
    for table in tables:
        for _line, row in table.lines:
            for meaning in (h.JOIN, h.LEAVE, h.TIMESTAMP):
                text = table.cell(row, meaning)
                if text:
                    yield text


def _topic(lines: list[Line]) -> str:
    """The meeting's title from the lines before the table, beside or below its heading."""
    for place, (_line, row) in enumerate(lines[:20]):
        for column, cell in enumerate(row):
            if h.plain(cell) not in h.TOPICS:
                continue
            below = lines[place + 1][1] if place + 1 < len(lines) else []
            beside = row[column + 1 : column + 2]
            found = beside if len(row) == 2 else below[column : column + 1]
            return found[0].strip() if found else ""
    return ""


def _read_tables(
    tables: list[_Table], reading: Reading
) -> tuple[list[Participant], list[RowProblem]]:
    rows: list[Participant] = []
    problems: list[RowProblem] = []
    moment = lru_cache(maxsize=65_536)(lambda text: read_moment(text, reading))
    parts = lru_cache(maxsize=65_536)(split_name)
    for table in tables:
        pairs = _Pairs()
        for number, row in table.lines:
            result = _read_row(table, (number, row), _Tools(moment, parts, pairs))
            if isinstance(result, Participant):
                rows.append(result)
            elif result:
                shown = " ".join(cell.strip() for cell in row if cell.strip())
                problems.append(RowProblem(number, shown[:200], result))
        rows.extend(pairs.left_open())
    return rows, problems


class _Pairs:
    """Joinings that wait for their leaving, where a report gives one line for each action."""

    def __init__(self) -> None:
        self._open: dict[str, Participant] = {}

    def join(self, row: Participant) -> None:
        self._open.setdefault(row.name.casefold(), row)

    def leave(self, row: Participant, moment: datetime) -> Participant | str:
        start = self._open.pop(row.name.casefold(), None)
        return ODD_ACTION if start is None else _timed(start, start.joined, moment)

    def left_open(self) -> list[Participant]:
        """People who never left on record count for the moment of joining only."""
        return list(self._open.values())


@dataclass(frozen=True, slots=True)
class _Tools:
    moment: Callable[[str], datetime | None]
    parts: Callable[[str], DisplayName]
    pairs: _Pairs


def _read_row(table: _Table, line: Line, tools: _Tools) -> Participant | str | None:
    """A participant, the reason why there is none, or None for half of a pair."""
    _, row = line
    skipped = _skip(table, row)
    if skipped:
        return skipped
    person = _person(table, line, tools)
    if person is None:
        return NO_NAME
    if h.TIMESTAMP in table.columns and h.ACTION in table.columns:
        return _action(table, row, (person, tools))
    return _times(table, row, (person, tools))


def _skip(table: _Table, row: Sequence[str]) -> str | None:
    if table.cell(row, h.WAITING).casefold() in _YES:
        return WAITING
    return ABSENT if table.cell(row, h.ATTENDED).casefold() in _NO else None


def _person(table: _Table, line: Line, tools: _Tools) -> Participant | None:
    number, row = line
    name = (
        table.cell(row, h.NAME) or f"{table.cell(row, h.FIRST)} {table.cell(row, h.LAST)}".strip()
    )
    if not name:
        return None
    parts: DisplayName = tools.parts(name)
    email = _EMAIL.search(table.cell(row, h.EMAIL))
    written = tools.parts(table.cell(row, h.NIP)).nip
    return Participant(
        line=number,
        name=parts.name,
        original_name=parts.original,
        unit=table.cell(row, h.UNIT) or parts.unit,
        nip=written or parts.nip,
        email=email.group().casefold() if email else "",
        joined=None,
        left=None,
        seconds=0,
        anonymous=parts.anonymous and not email,
    )


def _action(
    table: _Table, row: Sequence[str], who: tuple[Participant, _Tools]
) -> Participant | str | None:
    person, tools = who
    moment = tools.moment(table.cell(row, h.TIMESTAMP))
    if moment is None:
        return BAD_TIME
    if re.match(r"left|keluar|leave|meninggalkan", table.cell(row, h.ACTION), re.IGNORECASE):
        return tools.pairs.leave(person, moment)
    tools.pairs.join(replace(person, joined=moment, left=moment))
    return None


def _times(table: _Table, row: Sequence[str], who: tuple[Participant, _Tools]) -> Participant | str:
    person, tools = who
    texts = table.cell(row, h.JOIN), table.cell(row, h.LEAVE)
    joined, left = (tools.moment(text) if text else None for text in texts)
    if (texts[0] and joined is None) or (texts[1] and left is None):
        return BAD_TIME
    written = table.cell(row, h.DURATION)
    seconds = read_duration(written, in_seconds=table.counts_seconds) if written else None
    if written and seconds is None:
        return BAD_DURATION
    if joined is None and seconds is None:
        return NO_TIME
    if joined is not None and left is not None:
        return _timed(person, joined, left)
    seconds = seconds or 0
    end = joined + timedelta(seconds=seconds) if joined is not None else None
    return replace(person, joined=joined, left=end, seconds=seconds)


def _timed(person: Participant, joined: datetime | None, left: datetime) -> Participant | str:
    """The row with both moments, or why they cannot both be true."""
    assert joined is not None
    if left < joined:
        return BACKWARDS
    return replace(person, joined=joined, left=left, seconds=int((left - joined).total_seconds()))
