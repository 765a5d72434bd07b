"""The staging table: a people file's clean rows, kept by the session that compares them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db import connection

from suluh.identity.rules.columns import fingerprint
from suluh.identity.rules.rows import FIELDS, RowReader
from suluh.identity.rules.unit_book import KnownUnit, Names, UnitBook, UnitProblem
from suluh.standards.tables import stream_rows

BATCH = 20_000
_TYPES = {"line": "integer", "birth_date": "date", "since": "date", "refused": "boolean",
          "problems": "jsonb"}  # fmt: skip
_CREATE = (
    "CREATE TEMP TABLE import_stage ("
    + ", ".join(f"{name} {_TYPES.get(name, 'text')}" for name in FIELDS)
    + ")"
)
_COPY = f"COPY import_stage ({', '.join(FIELDS)}) FROM STDIN"
_PROBLEM = (
    "problems || jsonb_build_array(jsonb_build_object('field', %s::text, 'value', {value},"
    " 'code', {code}, 'bad', true{more}))"
)


def open_stage() -> None:
    """An empty staging table of this session."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS import_stage, import_unit")
        cursor.execute(_CREATE)
        cursor.execute(
            "CREATE TEMP TABLE import_unit (unit_code text, unit_name text, parent_code text,"
            " parent_name text, unit_id bigint, key text, problem text)"
        )


def close_stage() -> None:
    """Drop the staging tables."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS import_stage, import_unit")


def fill_stage(
    path: Path, reader: RowReader, *, header: tuple[int, str], told: Callable[[int], None]
) -> int:
    """Copy the file's rows into the stage in batches; gives their number.

    `header` is the header's line and fingerprint: titles above it and its repetitions on later
    pages are no rows. `told` hears how many lines were read.
    """
    count = 0
    for batch in _batches(_clean(path, reader, header)):
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            copy.write("".join(batch))
        count += len(batch)
        told(count)
    return count


def _clean(path: Path, reader: RowReader, header: tuple[int, str]) -> Iterator[str]:
    start, mark = header
    first = ""
    for line, cells, broken in stream_rows(path):
        if line < start:
            continue
        if line == start:
            first = next((cell for cell in cells if cell), "")
            continue
        if first and first in cells and fingerprint(cells) == mark:
            continue
        yield _copy_line(reader.read(line, cells, broken))


def _copy_line(values: tuple[Any, ...]) -> str:
    return "\t".join([_copy_value(value) for value in values]) + "\n"


def _copy_value(value: Any) -> str:
    if value is None:
        return "\\N"
    text = value if isinstance(value, str) else str(value)
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    return text if text.isprintable() else " ".join(text.split())


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def mark_duplicates() -> None:
    """Refuse every row whose NIP stands in another row too, naming the lines."""
    more = ", 'with', jsonb_build_object('lines', d.lines)"
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE import_stage")
        cursor.execute(
            "UPDATE import_stage s SET refused = true, problems = "  # noqa: S608
            + _PROBLEM.format(value="s.nip", code="'duplicate'", more=more)
            + " FROM (SELECT nip, array_to_string("
            "(array_agg(line ORDER BY line))[1:12], ', ') lines"
            " FROM import_stage WHERE nip <> '' GROUP BY nip HAVING count(*) > 1) d"
            " WHERE d.nip = s.nip",
            ["nip"],
        )


def drop_shared_emails() -> None:
    """An address of several people would let one recover another's account: keep none of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE import_stage s SET email = '', problems = problems || jsonb_build_array("
            "jsonb_build_object('field', 'email', 'value', s.email, 'code', 'email_shared'))"
            " FROM (SELECT email FROM import_stage WHERE email <> '' GROUP BY email"
            " HAVING count(DISTINCT nip) > 1) d WHERE d.email = s.email"
        )


def match_units(tenant_id: int, agency: str) -> UnitBook:
    """Fill `import_unit`: for each way the file names a unit, its id or the key of a new one."""
    book = UnitBook(agency)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, code, name, parent_id FROM organisation_unit"
            " WHERE tenant_id = %s AND valid_to IS NULL ORDER BY id",
            [tenant_id],
        )
        book.know(KnownUnit(*row) for row in cursor.fetchall())
        cursor.execute(
            "SELECT DISTINCT unit_code, unit_name, parent_code, parent_name FROM import_stage"
            " WHERE NOT refused ORDER BY 1, 2, 3, 4"
        )
        rows: list[Names] = cursor.fetchall()
        book.declare(rows)
        found = [(*names, *_match(book, names)) for names in rows]
        cursor.execute("TRUNCATE import_unit")
        with cursor.copy("COPY import_unit FROM STDIN") as copy:
            for row in found:
                copy.write_row(row)
        cursor.execute("ANALYZE import_unit")
    return book


def _match(book: UnitBook, names: Names) -> tuple[int | None, str | None, str | None]:
    try:
        found = book.find(names)
    except UnitProblem as problem:
        return None, None, str(problem)
    return (found, None, None) if isinstance(found, int) else (None, found, None)


def mark_unit_problems() -> None:
    """Refuse the rows whose unit cannot be told."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE import_stage s SET refused = true, problems = "  # noqa: S608
            + _PROBLEM.format(value="s.unit_name", code="n.problem", more="")
            + " FROM import_unit n WHERE n.problem IS NOT NULL AND NOT s.refused"
            " AND (s.unit_code, s.unit_name, s.parent_code, s.parent_name)"
            " = (n.unit_code, n.unit_name, n.parent_code, n.parent_name)",
            ["unit_name"],
        )
