"""Comparing a people file with what is known: one row of difference for each line, all in SQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import connection

from suluh.base.scope import SYSTEM, scoped
from suluh.identity.actions.imports import staging
from suluh.identity.models import ImportRow, ImportRun
from suluh.identity.rules.columns import fingerprint
from suluh.identity.rules.rows import RowReader
from suluh.identity.rules.unit_book import UnitBook

Progress = Callable[[int], None]  # hears per cent
LARGEST_LEAVE = 0.05

ACTIVE = "(a.id IS NOT NULL AND (a.last_login IS NOT NULL OR a.password NOT LIKE '!%%'))"
# Contact from a file counts until the person signs in; a foreign agency only fills what is empty.
CONTACT = (
    f"(p.id IS NULL OR (NOT {ACTIVE} AND (e.id IS NULL OR e.tenant_id = %(tenant)s"
    " OR p.{field} = '')))"
)
PERSON_TEXTS = ("name", "title_before", "title_after", "birth_place", "sex")
JOINS = """
LEFT JOIN identity_person p ON p.nip = s.nip
LEFT JOIN identity_employment e ON e.person_id = p.id AND e.valid_to IS NULL
LEFT JOIN identity_account a ON a.person_id = p.id
LEFT JOIN organisation_position j ON j.id = e.position_id
LEFT JOIN import_unit n ON n.unit_code = s.unit_code AND n.unit_name = s.unit_name
  AND n.parent_code = s.parent_code AND n.parent_name = s.parent_name
"""
OTHER_POST = (
    "(s.position <> '' AND (lower(j.name), j.jenis, j.jenjang)"
    " IS DISTINCT FROM (lower(s.position), s.jenis, s.jenjang))"
)
_KEPT = (
    "name", "title_before", "title_after", "birth_place", "sex", "status", "rank", "jenis",
    "position", "jenjang", "eselon", "unit_code", "unit_name", "parent_code", "parent_name",
    "email", "phone", "supervisor",
)  # fmt: skip


def compare_file(run: ImportRun, path: Path, *, told: Progress) -> None:
    """Read the file and write its difference; the run's counts say what applying would do.

    Own transactions inside: the stage is a table of this session, so rows are read once.
    """
    columns, header = run.mapping["columns"], run.mapping["header"]
    reader = RowReader(columns, width=len(header), as_of=run.as_of)
    mark = (run.mapping["line"], fingerprint(header))
    total = max(run.mapping.get("rows", 0), 1)
    staging.open_stage()
    try:
        staging.fill_stage(path, reader, header=mark, told=lambda n: told(min(60, 60 * n // total)))
        with scoped(SYSTEM):
            _write_difference(run, told)
    finally:
        staging.close_stage()


def _write_difference(run: ImportRun, told: Progress) -> None:
    staging.mark_duplicates()
    staging.drop_shared_emails()
    book = staging.match_units(run.tenant_id, run.tenant.name)
    staging.mark_unit_problems()
    _note_unknown_supervisors()
    told(65)
    ImportRow.objects.filter(run=run).delete()
    _insert_rows(run)
    told(90)
    if run.mapping.get("whole", True):
        _insert_leavers(run)
    run.counts = _counts(run, book)
    run.state = ImportRun.State.COMPARED
    run.save(update_fields=["counts", "state"])
    told(100)


def _note_unknown_supervisors() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE import_stage s SET supervisor = '', problems = problems || jsonb_build_array("
            "jsonb_build_object('field', 'supervisor', 'value', s.supervisor,"
            " 'code', 'supervisor_unknown'))"
            " WHERE s.supervisor <> ''"
            " AND NOT EXISTS (SELECT 1 FROM import_stage o WHERE o.nip = s.supervisor"
            " AND NOT o.refused)"
            " AND NOT EXISTS (SELECT 1 FROM identity_person p WHERE p.nip = s.supervisor)"
        )


def _before() -> str:
    """SQL of the fields that would change, with what they hold now."""
    parts = [
        f"'{field}', CASE WHEN s.{field} <> '' AND s.{field} <> p.{field} THEN p.{field} END"
        for field in PERSON_TEXTS
    ]
    parts += [
        f"'{field}', CASE WHEN s.{field} <> '' AND s.{field} <> p.{field}"
        f" AND {CONTACT.format(field=field)} THEN p.{field} END"
        for field in ("email", "phone")
    ]
    parts += [
        (
            "'birth_date', CASE WHEN s.birth_date <> p.birth_date OR (s.birth_date IS NOT NULL"
            " AND p.id IS NOT NULL AND p.birth_date IS NULL)"
            " THEN COALESCE(p.birth_date::text, '') END"
        ),
        "'status', CASE WHEN s.status <> e.status THEN e.status END",
        "'rank', CASE WHEN s.rank <> '' AND s.rank <> e.rank THEN e.rank END",
        f"'position', CASE WHEN e.id IS NOT NULL AND {OTHER_POST} THEN COALESCE(j.name, '') END",
        (
            f"'jenis', CASE WHEN e.id IS NOT NULL AND {OTHER_POST} AND s.jenis <> j.jenis"
            " THEN j.jenis END"
        ),
        (
            "'unit_name', CASE WHEN e.unit_id IS DISTINCT FROM n.unit_id AND e.id IS NOT NULL"
            " THEN u.name END"
        ),
        "'agency', CASE WHEN e.tenant_id <> %(tenant)s THEN g.short_name END",
        (
            "'supervisor', CASE WHEN s.supervisor <> '' AND e.id IS NOT NULL"
            " AND s.supervisor IS DISTINCT FROM b.nip THEN COALESCE(b.nip, '') END"
        ),
    ]
    return f"jsonb_strip_nulls(jsonb_build_object({', '.join(parts)}))"


def _values() -> str:
    """SQL of a row's values without the empty ones."""
    parts = [f"'{field}', NULLIF(s.{field}, '')" for field in _KEPT]
    parts += ["'birth_date', s.birth_date", "'since', s.since"]
    return f"jsonb_strip_nulls(jsonb_build_object({', '.join(parts)}))"


def _insert_rows(run: ImportRun) -> None:
    sql = f"""
    INSERT INTO identity_importrow
      (tenant_id, run_id, line, nip, name, change, "values", before, problems)
    SELECT %(tenant)s, %(run)s, x.line, CASE WHEN x.nip = '' THEN x.raw ELSE x.nip END, x.name,
           x.change,
           CASE WHEN x.change = 'same' THEN '{{}}'::jsonb
             WHEN x.change = 'refused' THEN jsonb_build_object('unit_name', x.unit_name)
             ELSE x.known END,
           CASE WHEN x.change IN ('same', 'refused') THEN '{{}}'::jsonb
             ELSE x.before || jsonb_build_object('_person', x.person_id, '_employment', x.held) END,
           x.problems
    FROM (
      SELECT s.*, d.before, {_values()} AS known, p.id AS person_id, e.id AS held,
        CASE WHEN s.refused THEN 'refused'
          WHEN e.id IS NULL THEN 'new'
          WHEN e.tenant_id <> %(tenant)s OR n.unit_id IS DISTINCT FROM e.unit_id THEN 'moved'
          WHEN d.before <> '{{}}'::jsonb THEN 'changed'
          ELSE 'same' END AS change
      FROM import_stage s {JOINS}
      LEFT JOIN organisation_unit u ON u.id = e.unit_id
      LEFT JOIN organisation_agency g ON g.id = e.tenant_id
      LEFT JOIN identity_person b ON b.id = e.supervisor_id
      CROSS JOIN LATERAL (SELECT CASE WHEN s.refused OR p.id IS NULL THEN '{{}}'::jsonb
        ELSE {_before()} END AS before) d
    ) x ORDER BY x.line
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, {"tenant": run.tenant_id, "run": run.id})


def _insert_leavers(run: ImportRun) -> None:
    """Those employed here whom no line names, not even a refused one (by NIP, else by name)."""
    sql = """
    WITH unreadable AS MATERIALIZED
      (SELECT DISTINCT upper(name) AS name FROM import_stage WHERE nip = '' AND name <> '')
    INSERT INTO identity_importrow
      (tenant_id, run_id, line, nip, name, change, "values", before, problems)
    SELECT %(tenant)s, %(run)s, 0, COALESCE(p.nip, ''), p.name, 'left', '{}'::jsonb,
           jsonb_build_object('unit_name', u.name, 'position', COALESCE(j.name, ''),
             '_person', p.id, '_employment', e.id), '[]'::jsonb
    FROM identity_employment e
    JOIN identity_person p ON p.id = e.person_id
    JOIN organisation_unit u ON u.id = e.unit_id
    LEFT JOIN organisation_position j ON j.id = e.position_id
    WHERE e.tenant_id = %(tenant)s AND e.valid_to IS NULL
      AND NOT EXISTS (SELECT 1 FROM import_stage s WHERE s.nip = p.nip)
      AND NOT EXISTS (SELECT 1 FROM unreadable r WHERE r.name = upper(p.name))
    ORDER BY u.path, p.name
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, {"tenant": run.tenant_id, "run": run.id})


def _counts(run: ImportRun, book: UnitBook) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT change, count(*) FROM identity_importrow WHERE run_id = %s GROUP BY change",
            [run.id],
        )
        found: dict[str, Any] = dict(cursor.fetchall())
        cursor.execute(
            "SELECT count(*) FROM identity_employment WHERE tenant_id = %s AND valid_to IS NULL",
            [run.tenant_id],
        )
        present = cursor.fetchone()[0]
    counts = {change: found.get(change, 0) for change in ImportRow.Change.values}
    used = _used_units(book)
    counts["present"] = present
    counts["stop"] = counts["left"] > present * LARGEST_LEAVE
    counts["new_units"] = [asdict(unit) for unit in used][:500]
    counts["new_unit_count"] = len(used)
    return counts


def _used_units(book: UnitBook) -> list[Any]:
    return sorted(book.new.values(), key=lambda unit: (unit.depth, unit.name))
