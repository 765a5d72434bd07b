"""Undoing the last import: the books exactly as before, or a reason why that is too late."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import ImportRun


class UndoTooLate(DomainError):
    """Something was built on the import since."""

    code = "undo_too_late"


OWN_TABLES = (
    "identity_account", "identity_acquaintance", "identity_employment", "identity_importrow",
    "identity_person", "organisation_unit", "organisation_position",
)  # fmt: skip
# Two tables of the session, so that the planner knows how many rows there are.
_CREATED = "(SELECT id FROM undo_person)"
_TOUCHED = "undo_row"


def undo_file(run: ImportRun, *, actor_id: int, now: datetime) -> None:
    """Take back an applied run; raises UndoTooLate with the reason, and then changes nothing."""
    with scoped(SYSTEM):
        _run("SELECT pg_advisory_xact_lock(7310, (%(tenant)s)::int)", run)
        _note_rows(run)
        _check(run)
        made = run.counts.get("made", {})
        _restore_employments(run)
        _restore_people(run)
        _remove_people(run)
        try:
            _run(
                "DELETE FROM organisation_position WHERE id = ANY(%(ids)s)",
                run,
                ids=made.get("positions", []),
            )
            _run(
                "DELETE FROM organisation_unit WHERE id = ANY(%(ids)s)",
                run,
                ids=made.get("units", []),
            )
            _run("SET CONSTRAINTS ALL IMMEDIATE", run)
        except IntegrityError as error:
            raise UndoTooLate(
                _("Unit atau jabatan dari impor ini sudah dipakai; impor tidak dapat dibatalkan.")
            ) from error
        run.state = ImportRun.State.UNDONE
        run.save(update_fields=["state"])
        record_event(
            "identity.import.undone", at=now, tenant_id=run.tenant_id, actor_id=actor_id,
            subject=run.uuid, data={"file": run.file_name},
        )  # fmt: skip


def _note_rows(run: ImportRun) -> None:
    """Whom the run created, and whom it touched with what they were before."""
    _run("DROP TABLE IF EXISTS undo_person, undo_row", run)
    _run(
        "CREATE TEMP TABLE undo_person ON COMMIT DROP AS SELECT p.id FROM identity_importrow r"
        " JOIN identity_person p ON p.nip = r.nip WHERE r.run_id = %(run)s"
        " AND r.change = 'new' AND r.before ->> '_person' IS NULL",
        run,
    )
    _run(
        "CREATE TEMP TABLE undo_row ON COMMIT DROP AS SELECT"
        " (before ->> '_person')::bigint AS person_id, (before ->> '_employment')::bigint AS held,"
        " before -> '_undo' AS undo, change, before FROM identity_importrow"
        " WHERE run_id = %(run)s AND before ->> '_person' IS NOT NULL"
        " AND change IN ('new', 'changed', 'moved', 'left')",
        run,
    )
    _run("ANALYZE undo_person", run)
    _run("ANALYZE undo_row", run)


def _run(sql: str, run: ImportRun, **more: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"tenant": run.tenant_id, "run": run.id, **more})
        return int(cursor.rowcount)


def _count(sql: str, run: ImportRun, **more: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"tenant": run.tenant_id, "run": run.id, **more})
        return int(cursor.fetchone()[0])


def _check(run: ImportRun) -> None:
    later = ImportRun.objects.filter(
        tenant_id=run.tenant_id, state=ImportRun.State.APPLIED, applied_at__gt=run.applied_at
    )
    if later.exists():
        raise UndoTooLate(_("Ada impor yang lebih baru. Batalkan impor itu lebih dahulu."))
    edited = _edited(run)
    if edited:
        raise UndoTooLate(
            _("%(n)s pegawai dari impor ini sudah diubah atau pindah lagi; impor tidak dapat "
              "dibatalkan.") % {"n": edited}
        )  # fmt: skip
    active = _count(
        "SELECT count(*) FROM identity_account a WHERE a.person_id IN "  # noqa: S608
        f"{_CREATED} AND (a.last_login IS NOT NULL OR a.password NOT LIKE '!%%')",
        run,
    )
    if active:
        raise UndoTooLate(
            _("%(n)s pegawai baru sudah mengaktifkan akunnya; impor tidak dapat dibatalkan.")
            % {"n": active}
        )
    _check_unused(run)


def _edited(run: ImportRun) -> int:
    """How many of the run's people were edited, moved or given another unit since."""
    moved = _count(
        "SELECT count(*) FROM identity_employment e WHERE e.import_run_id = %(run)s"
        " AND e.valid_to IS NOT NULL",
        run,
    )
    moved += _count(
        "SELECT count(*) FROM identity_employment e JOIN"  # noqa: S608
        f" {_TOUCHED} t ON t.person_id = e.person_id WHERE e.valid_to IS NULL"
        " AND e.import_run_id IS DISTINCT FROM %(run)s AND e.id IS DISTINCT FROM t.held",
        run,
    )
    moved += _count(
        "SELECT count(*) FROM base_domainevent v JOIN identity_person p ON p.uuid = v.subject"  # noqa: S608
        f" WHERE v.at > %(applied)s AND v.subject IS NOT NULL AND (p.id IN {_CREATED}"
        f" OR p.id IN (SELECT person_id FROM {_TOUCHED} t))"
        " AND (v.name LIKE 'identity.person.%%' OR v.name LIKE 'identity.employment.%%')",
        run,
        applied=run.applied_at,
    )
    return moved


def _check_unused(run: ImportRun) -> None:
    """No other table may point to a person that the undo removes."""
    for table, column in _references("identity_person"):
        if table in OWN_TABLES and (table, column) != ("identity_employment", "supervisor_id"):
            continue
        own = " AND t.import_run_id IS DISTINCT FROM %(run)s AND NOT EXISTS (SELECT 1 FROM"
        own += f" {_TOUCHED} k WHERE k.person_id = t.person_id)"
        used = _count(
            f"SELECT count(*) FROM (SELECT 1 FROM {table} t WHERE t.{column} IN {_CREATED}"  # noqa: S608
            f"{own if table == 'identity_employment' else ''} LIMIT 1) u",
            run,
        )
        if used:
            raise UndoTooLate(
                _("Pegawai baru dari impor ini sudah punya pendaftaran, JP, peran, atau catatan "
                  "lain; impor tidak dapat dibatalkan.")
            )  # fmt: skip


def _references(table: str) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c"
            " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]"
            " WHERE c.contype = 'f' AND c.confrelid = %s::regclass ORDER BY 1, 2",
            [table],
        )
        return list(cursor.fetchall())


def _restore_employments(run: ImportRun) -> None:
    _run("DELETE FROM identity_employment WHERE import_run_id = %(run)s", run)
    _run(
        "UPDATE identity_employment e SET valid_to = NULL,"  # noqa: S608
        " supervisor_id = (t.undo ->> 'supervisor')::bigint"
        f" FROM {_TOUCHED} t WHERE e.id = t.held AND (e.valid_to IS NOT NULL"
        " OR e.supervisor_id IS DISTINCT FROM (t.undo ->> 'supervisor')::bigint)",
        run,
    )


def _restore_people(run: ImportRun) -> None:
    texts = ("name", "title_before", "title_after", "birth_place", "sex", "email", "phone")
    sets = ", ".join(f"{name} = t.undo -> 'person' ->> '{name}'" for name in texts)
    _run(
        f"UPDATE identity_person p SET {sets},"  # noqa: S608
        " birth_date = (t.undo -> 'person' ->> 'birth_date')::date"
        f" FROM {_TOUCHED} t WHERE p.id = t.person_id AND t.change <> 'left'"
        " AND t.before ?| array['name', 'title_before', 'title_after', 'birth_place', 'sex',"
        " 'birth_date', 'email', 'phone']",
        run,
    )
    _run(
        "UPDATE identity_account a SET email = t.undo ->> 'account_email'"  # noqa: S608
        f" FROM {_TOUCHED} t WHERE a.id = (t.undo ->> 'account')::bigint"
        " AND a.email <> t.undo ->> 'account_email' AND a.last_login IS NULL"
        " AND a.password LIKE '!%%'",
        run,
    )
    _run(
        "DELETE FROM identity_account a USING"  # noqa: S608
        f" {_TOUCHED} t WHERE a.person_id = t.person_id AND t.undo ->> 'account' IS NULL"
        " AND t.change <> 'left' AND a.last_login IS NULL",
        run,
    )
    _run(
        "DELETE FROM identity_acquaintance q USING"  # noqa: S608
        f" {_TOUCHED} t WHERE q.person_id = t.person_id AND q.tenant_id = %(tenant)s"
        " AND t.undo ->> 'acquainted' = 'false'",
        run,
    )


def _remove_people(run: ImportRun) -> None:
    _run("DELETE FROM identity_account WHERE person_id IN (SELECT id FROM undo_person)", run)
    _run("DELETE FROM identity_acquaintance WHERE person_id IN (SELECT id FROM undo_person)", run)
    _run("DELETE FROM identity_person WHERE id IN (SELECT id FROM undo_person)", run)
