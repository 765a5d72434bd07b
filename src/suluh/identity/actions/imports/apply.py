"""Applying a compared people file: units, posts, people, employments, accounts; all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.actions.imports import staging
from suluh.identity.actions.imports.compare import _KEPT, CONTACT, JOINS, OTHER_POST, PERSON_TEXTS
from suluh.identity.models import ImportRun
from suluh.organisation.actions.units import add_units

Progress = Callable[[int], None]


class DataMoved(DomainError):
    """Between comparing and applying, somebody changed the same people."""

    code = "data_moved"
    sentence = _("Data pegawai berubah sejak berkas dibandingkan. Bandingkan lagi, lalu terapkan.")


# A UUIDv7 in SQL: milliseconds, version, random bits (the variant comes with the random UUID).
UUID7 = (
    "(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7'"
    " || substr(replace(gen_random_uuid()::text, '-', ''), 14, 19))::uuid"
)
_RANDOM = "gen_random_uuid()::text || gen_random_uuid()::text"
NO_LOGIN = f"'!' || replace(({_RANDOM}), '-', '')"  # what set_unusable_password() writes
_NEW_JOB = (
    "(x.unit_id IS DISTINCT FROM e.unit_id OR e.tenant_id <> %(tenant)s OR x.status <> e.status"
    f" OR (x.rank <> '' AND x.rank <> e.rank) OR {OTHER_POST.replace('s.', 'x.')})"
)


def apply_file(run: ImportRun, *, now: datetime, told: Progress) -> None:
    """Bring the difference into the books in one transaction, and remember how to undo it.

    Raises DataMoved where the people changed since the comparison; then nothing is written.
    """
    staging.open_stage()
    try:
        with scoped(SYSTEM):
            _lock(run)
            _note_rows(run)
            _check_unmoved()
            told(5)
            _fill_from_rows(run)
            made = {"units": _make_units(run, now), "positions": _make_positions(run)}
            told(15)
            _resolve(run)
            _remember(run)
            told(25)
            _write_people(run, now, told)
            _write_employments(run, told)
            _finish(run, made, now)
    except IntegrityError as error:
        raise DataMoved from error
    finally:
        staging.close_stage()


def _run(sql: str, run: ImportRun, **more: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"tenant": run.tenant_id, "run": run.id, "as_of": run.as_of, **more})
        return int(cursor.rowcount)


def _lock(run: ImportRun) -> None:
    _run("SELECT pg_advisory_xact_lock(7310, (%(tenant)s)::int)", run)
    _run("SET CONSTRAINTS ALL IMMEDIATE", run)


def _note_rows(run: ImportRun) -> None:
    """The changing rows with the ids they were compared with: a table that the planner knows."""
    _run("DROP TABLE IF EXISTS import_row", run)
    _run(
        "CREATE TEMP TABLE import_row ON COMMIT DROP AS SELECT r.id, r.nip, r.line, r.change,"
        " (r.before ->> '_person')::bigint AS person_id,"
        " (r.before ->> '_employment')::bigint AS held, r.before ?| array['name', 'title_before',"
        " 'title_after', 'birth_place', 'sex', 'birth_date', 'email', 'phone'] AS edits"
        " FROM identity_importrow r WHERE r.run_id = %(run)s"
        " AND r.change IN ('new', 'changed', 'moved', 'left')",
        run,
    )
    _run("ANALYZE import_row", run)


def _check_unmoved() -> None:
    # Counting, not EXISTS: a planner that hopes for an early end picks loops over everything.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM import_row r LEFT JOIN identity_person p ON p.nip = r.nip"
            " WHERE r.nip <> '' AND p.id IS DISTINCT FROM r.person_id"
        )
        people = cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FROM import_row r LEFT JOIN identity_employment e"
            " ON e.person_id = r.person_id AND e.valid_to IS NULL"
            " WHERE r.person_id IS NOT NULL AND e.id IS DISTINCT FROM r.held"
        )
        if people or cursor.fetchone()[0]:
            raise DataMoved


def _fill_from_rows(run: ImportRun) -> None:
    """The stage again, from the difference: only rows that change something."""
    texts = ", ".join(f"COALESCE(v.{name}, '')" for name in _KEPT)
    shape = ", ".join(f"{name} text" for name in _KEPT)
    _run(
        f"INSERT INTO import_stage (line, nip, {', '.join(_KEPT)}, birth_date, since, refused,"  # noqa: S608
        f" problems) SELECT r.line, r.nip, {texts}, v.birth_date, v.since, false, '[]'"
        " FROM identity_importrow r CROSS JOIN LATERAL"
        f' jsonb_to_record(r."values") AS v({shape}, birth_date date, since date)'
        " WHERE r.run_id = %(run)s AND r.change IN ('new', 'changed', 'moved')",
        run,
    )
    _run("ANALYZE import_stage", run)


def _make_units(run: ImportRun, now: datetime) -> list[int]:
    book = staging.match_units(run.tenant_id, run.tenant.name)
    ids = add_units(
        tenant_id=run.tenant_id,
        units=[(unit.key, unit.code, unit.name, unit.parent) for unit in book.new.values()],
        valid_from=_earliest(run),
        at=now,
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE import_unit SET unit_id = %s WHERE key = %s",
            [(number, key) for key, number in ids.items()],
        )
    return sorted(ids.values())


def _earliest(run: ImportRun) -> Any:
    """A new unit exists since its first employee's first day."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT LEAST(min(since), %s) FROM import_stage", [run.as_of])
        return cursor.fetchone()[0]


def _make_positions(run: ImportRun) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organisation_position (uuid, tenant_id, name, jenis, jenjang, eselon)"  # noqa: S608
            f" SELECT {UUID7}, %s, min(s.position), s.jenis, s.jenjang, max(s.eselon)"
            " FROM import_stage s WHERE s.position <> '' AND NOT EXISTS ("
            "SELECT 1 FROM organisation_position j WHERE j.tenant_id = %s"
            " AND lower(j.name) = lower(s.position) AND j.jenis = s.jenis"
            " AND j.jenjang = s.jenjang)"
            " GROUP BY lower(s.position), s.jenis, s.jenjang ORDER BY 3, 4, 5 RETURNING id",
            [run.tenant_id, run.tenant_id],
        )
        return [row[0] for row in cursor.fetchall()]


def _resolve(run: ImportRun) -> None:
    """The stage with ids: what each row means for person, unit, post and open employment."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS import_work, import_post")
        cursor.execute(
            "CREATE TEMP TABLE import_post ON COMMIT DROP AS SELECT lower(name) AS name, jenis,"
            " jenjang, min(id) AS id FROM organisation_position WHERE tenant_id = %s"
            " GROUP BY 1, 2, 3",
            [run.tenant_id],
        )
        cursor.execute(
            "CREATE TEMP TABLE import_work ON COMMIT DROP AS"
            " SELECT s.*, n.unit_id, q.id AS position_id FROM import_stage s"
            " JOIN import_unit n ON n.unit_code = s.unit_code AND n.unit_name = s.unit_name"
            " AND n.parent_code = s.parent_code AND n.parent_name = s.parent_name"
            " LEFT JOIN import_post q ON s.position <> '' AND q.name = lower(s.position)"
            " AND q.jenis = s.jenis AND q.jenjang = s.jenjang"
        )
        cursor.execute("ANALYZE import_work")


def _remember(run: ImportRun) -> None:
    """What undoing needs, kept with the row before anything is written."""
    person = ", ".join(
        f"'{name}', p.{name}" for name in (*PERSON_TEXTS, "email", "phone", "birth_date")
    )
    _run(
        "UPDATE identity_importrow t SET before = t.before || jsonb_build_object('_undo',"  # noqa: S608
        f" jsonb_build_object('person', jsonb_build_object({person}), 'account', a.id,"
        " 'account_email', a.email, 'supervisor', e.supervisor_id, 'acquainted',"
        " q.id IS NOT NULL))"
        " FROM import_row r JOIN identity_person p ON p.id = r.person_id"
        " LEFT JOIN identity_account a ON a.person_id = p.id"
        " LEFT JOIN identity_employment e ON e.person_id = p.id AND e.valid_to IS NULL"
        " LEFT JOIN identity_acquaintance q ON q.person_id = p.id AND q.tenant_id = %(tenant)s"
        " WHERE t.id = r.id",
        run,
    )


def _write_people(run: ImportRun, now: datetime, told: Progress) -> None:
    _update_people(run)
    columns = (*PERSON_TEXTS, "email", "phone", "birth_date")
    _run(
        f"INSERT INTO identity_person (uuid, nip, {', '.join(columns)}, organisation_name,"  # noqa: S608
        f" created_at) SELECT {UUID7}, x.nip, {', '.join(f'x.{name}' for name in columns)}, '',"
        " %(now)s FROM import_work x WHERE NOT EXISTS"
        " (SELECT 1 FROM identity_person p WHERE p.nip = x.nip) ORDER BY x.line",
        run,
        now=now,
    )
    told(45)
    _run(
        "INSERT INTO identity_acquaintance (tenant_id, person_id) SELECT %(tenant)s, p.id"
        " FROM import_work x JOIN identity_person p ON p.nip = x.nip ORDER BY x.line"
        " ON CONFLICT DO NOTHING",
        run,
    )
    _run(
        "UPDATE identity_account a SET email = p.email FROM import_work x"
        " JOIN identity_person p ON p.nip = x.nip WHERE a.person_id = p.id"
        " AND a.last_login IS NULL AND a.password LIKE '!%%' AND a.email <> p.email",
        run,
    )
    _run(
        "INSERT INTO identity_account (uuid, person_id, username, email, password, is_active,"  # noqa: S608
        f" language, created_at) SELECT {UUID7}, p.id, p.nip, p.email, {NO_LOGIN}, true, '',"
        " %(now)s FROM import_work x JOIN identity_person p ON p.nip = x.nip"
        " WHERE NOT EXISTS (SELECT 1 FROM identity_account a WHERE a.person_id = p.id)"
        " ORDER BY x.line",
        run,
        now=now,
    )
    told(70)


def _update_people(run: ImportRun) -> None:
    """Fields that the file fills and that differ; an empty cell never erases."""
    texts = [f"{name} = COALESCE(NULLIF(s.{name}, ''), p.{name})" for name in PERSON_TEXTS]
    texts += [
        f"{name} = CASE WHEN s.{name} <> '' AND {CONTACT.format(field=name)} THEN s.{name}"
        f" ELSE p.{name} END"
        for name in ("email", "phone")
    ]
    _run(
        f"UPDATE identity_person t SET {', '.join(texts)},"  # noqa: S608
        " birth_date = COALESCE(s.birth_date, p.birth_date)"
        f" FROM import_work s {JOINS.replace('LEFT JOIN identity_person', 'JOIN identity_person')}"
        " JOIN import_row r ON r.line = s.line AND r.change <> 'left' AND r.edits"
        " WHERE t.id = p.id",
        run,
    )


def _write_employments(run: ImportRun, told: Progress) -> None:
    """Close what ends, open what begins; a move or another post on the same day counts once."""
    _run("DROP TABLE IF EXISTS import_open", run)
    _run(
        "CREATE TEMP TABLE import_open ON COMMIT DROP AS SELECT p.id AS person_id, x.unit_id,"  # noqa: S608
        " COALESCE(x.position_id, CASE WHEN e.tenant_id = %(tenant)s THEN e.position_id END)"
        " AS position_id, x.status, COALESCE(NULLIF(x.rank, ''), e.rank, '') AS rank,"
        " COALESCE(b.id, CASE WHEN e.tenant_id = %(tenant)s AND e.unit_id = x.unit_id"
        " THEN e.supervisor_id END) AS supervisor_id, e.id AS closes, x.line,"
        " GREATEST(CASE WHEN e.id IS NULL OR x.since > e.valid_from"
        " THEN COALESCE(x.since, %(as_of)s) ELSE %(as_of)s END, e.valid_from, h.until)"
        " AS valid_from"
        " FROM import_work x JOIN identity_person p ON p.nip = x.nip"
        " LEFT JOIN identity_employment e ON e.person_id = p.id AND e.valid_to IS NULL"
        " LEFT JOIN organisation_position j ON j.id = e.position_id"
        " LEFT JOIN identity_person b ON b.nip = x.supervisor AND x.supervisor <> ''"
        " LEFT JOIN LATERAL (SELECT max(valid_to) AS until FROM identity_employment o"
        " WHERE o.person_id = p.id) h ON true"
        f" WHERE e.id IS NULL OR {_NEW_JOB}",
        run,
    )
    _run("ANALYZE import_open", run)
    _run(
        "UPDATE identity_employment e SET valid_to = o.valid_from FROM import_open o"
        " WHERE e.id = o.closes",
        run,
    )
    _run(
        "UPDATE identity_employment e SET valid_to = GREATEST(e.valid_from, %(as_of)s)"
        " FROM import_row r WHERE r.change = 'left' AND e.id = r.held",
        run,
    )
    told(75)
    _run(
        "INSERT INTO identity_employment (uuid, tenant_id, person_id, unit_id, position_id, status,"  # noqa: S608
        f" rank, supervisor_id, valid_from, import_run_id) SELECT {UUID7}, %(tenant)s, person_id,"
        " unit_id, position_id, status, rank, supervisor_id, valid_from, %(run)s"
        " FROM import_open ORDER BY line",
        run,
    )
    _run(
        "UPDATE identity_employment e SET supervisor_id = b.id FROM import_work x"
        " JOIN identity_person p ON p.nip = x.nip JOIN identity_person b ON b.nip = x.supervisor"
        " WHERE x.supervisor <> '' AND e.person_id = p.id AND e.valid_to IS NULL"
        " AND e.supervisor_id IS DISTINCT FROM b.id"
        " AND NOT EXISTS (SELECT 1 FROM import_open o WHERE o.line = x.line)",
        run,
    )
    told(95)


def _finish(run: ImportRun, made: dict[str, list[int]], now: datetime) -> None:
    run.counts = {**run.counts, "made": made}
    run.state = ImportRun.State.APPLIED
    run.applied_at = now
    run.save(update_fields=["counts", "state", "applied_at"])
    shown = {key: run.counts.get(key, 0) for key in ("new", "changed", "moved", "left")}
    record_event(
        "identity.import.applied", at=now, tenant_id=run.tenant_id, actor_id=run.created_by_id,
        subject=run.uuid, data={"file": run.file_name, **shown},
    )  # fmt: skip
    _tell_former_agencies(run, now)


def _tell_former_agencies(run: ImportRun, now: datetime) -> None:
    """Another agency's audit trail shows how many of its people moved away."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.tenant_id, count(*) FROM import_row r JOIN identity_employment e"
            " ON e.id = r.held WHERE r.change = 'moved' AND e.tenant_id <> %s GROUP BY 1",
            [run.tenant_id],
        )
        for tenant_id, count in cursor.fetchall():
            record_event(
                "identity.people.moved_away", at=now, tenant_id=tenant_id, subject=run.uuid,
                data={"count": count, "to": run.tenant.short_name},
            )  # fmt: skip
