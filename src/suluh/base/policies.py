"""Row-level security, grants and append-only triggers, declared on models, applied after migrate.

Each model says who may see its rows by a class attribute `protection`. `apply()` is idempotent
and runs as the owner of the tables; a test compares the database's catalogue with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db import connections, models

_TENANT = "(SELECT NULLIF(current_setting('suluh.tenant', true), '')::bigint)"
_PERSON = "(SELECT NULLIF(current_setting('suluh.person', true), '')::bigint)"
_WIDE = "(SELECT current_setting('suluh.wide', true) = 'on')"
_OFFERING = "(SELECT NULLIF(current_setting('suluh.offering', true), '')::bigint)"


@dataclass(frozen=True, slots=True)
class Protection:
    """Who sees and writes the rows of a table.

    `tenant`, `person`: the columns that hold the agency and the person. `read`: SQL that opens
    further rows for reading ({tenant}, {person} are filled in). `person_writes`: the person may
    write own rows in a foreign agency (registering there). `append_only`: no UPDATE, no DELETE;
    `may_set` names columns that may be set once, from NULL. `anyone_inserts`: facts that every
    scope may add. `open`: a reason why the table has no row policy at all (national reference
    data, accounts). `offering`: the column by which a guest's scope is narrowed to one offering.
    """

    tenant: str | None = "tenant_id"
    person: str | None = None
    read: str | None = None
    person_writes: bool = False
    append_only: bool = False
    may_set: tuple[str, ...] = ()
    anyone_inserts: bool = False
    open: str | None = None
    offering: str | None = None


def protected_models() -> Iterator[tuple[type[models.Model], Protection]]:
    """Every own concrete model with its declared protection; a model without one is a fault."""
    for model in apps.get_models():
        if not model.__module__.startswith("suluh.") or not model._meta.managed:
            continue
        protection = getattr(model, "protection", None)
        if not isinstance(protection, Protection):
            raise TypeError(f"{model.__module__}.{model.__name__} declares no `protection`.")
        yield model, protection


def apply() -> None:
    """Create the application role, and bring policies, triggers and grants up to date."""
    with connections["owner"].cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)


def statements() -> Iterator[str]:
    """All SQL that `apply` runs, in order."""
    yield _SAFE_SERVER
    yield from _role()
    for model, protection in protected_models():
        yield from _table(model, protection)


def _role() -> Iterator[str]:
    role, password = settings.APP_ROLE, settings.DATABASES["default"]["PASSWORD"]
    yield (
        f"DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL;"
        " WHEN unique_violation THEN NULL; END $$"
    )
    yield (
        f"DO $$ BEGIN ALTER ROLE {role} LOGIN PASSWORD '{password}'; EXCEPTION WHEN OTHERS THEN"
        " IF SQLERRM NOT LIKE '%concurrently%' THEN RAISE; END IF; END $$"
    )
    yield (  # the name is a constant of ours
        f"DO $$ BEGIN IF (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = '{role}')"  # noqa: S608
        f" THEN RAISE EXCEPTION '{role} must be neither superuser nor exempt from row security';"
        " END IF; END $$"
    )
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"
    yield f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}"
    yield _REFUSE_CHANGE


def _table(model: type[models.Model], protection: Protection) -> Iterator[str]:
    table = model._meta.db_table
    yield f"REVOKE TRUNCATE ON {table} FROM {settings.APP_ROLE}"
    yield from _append_only(model, protection)
    if protection.open is not None:
        return
    seen, written = _conditions(protection)
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    for name in ("suluh_read", "suluh_write", "suluh_change", "suluh_remove"):
        yield f"DROP POLICY IF EXISTS {name} ON {table}"
    yield f"CREATE POLICY suluh_read ON {table} FOR SELECT USING ({seen})"
    inserted = "true" if protection.anyone_inserts else written
    yield f"CREATE POLICY suluh_write ON {table} FOR INSERT WITH CHECK ({inserted})"
    yield (
        f"CREATE POLICY suluh_change ON {table} FOR UPDATE USING ({written}) WITH CHECK ({written})"
    )
    yield f"CREATE POLICY suluh_remove ON {table} FOR DELETE USING ({written})"
    yield f"DROP POLICY IF EXISTS suluh_guest ON {table}"
    if protection.offering:
        narrowed = f"{_OFFERING} IS NULL OR {protection.offering} = {_OFFERING}"
        yield f"CREATE POLICY suluh_guest ON {table} AS RESTRICTIVE USING ({narrowed})"


def _conditions(protection: Protection) -> tuple[str, str]:
    written = [_WIDE]
    if protection.tenant:
        written.append(f"{protection.tenant} = {_TENANT}")
    seen = list(written)
    if protection.person:
        own = f"{protection.person} = {_PERSON}"
        seen.append(own)
        if protection.person_writes:
            written.append(own)
    if protection.read:
        seen.append("(" + protection.read.format(tenant=_TENANT, person=_PERSON) + ")")
    return " OR ".join(seen), " OR ".join(written)


def _append_only(model: type[models.Model], protection: Protection) -> Iterator[str]:
    table = model._meta.db_table
    trigger = f"{table}_append_only"[:60]
    for name in (trigger, f"{trigger}_t", f"{trigger}_u"):
        yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
    if not protection.append_only:
        return
    role = settings.APP_ROLE
    yield f"REVOKE UPDATE, DELETE ON {table} FROM {role}"
    if protection.may_set:
        yield f"GRANT UPDATE ({', '.join(protection.may_set)}) ON {table} TO {role}"
    columns = ", ".join(f"'{column}'" for column in protection.may_set)
    yield (
        f"CREATE TRIGGER {trigger}_u BEFORE UPDATE ON {table} FOR EACH ROW"
        f" WHEN ({_differs(model, protection.may_set)})"
        f" EXECUTE FUNCTION suluh_refuse_change({columns})"
    )
    yield (
        f"CREATE TRIGGER {trigger} BEFORE DELETE ON {table} FOR EACH ROW"
        " EXECUTE FUNCTION suluh_refuse_change()"
    )
    yield (
        f"CREATE TRIGGER {trigger}_t BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
        " EXECUTE FUNCTION suluh_refuse_change()"
    )


def _differs(model: type[models.Model], may_set: tuple[str, ...]) -> str:
    """Whether an UPDATE does more than set what may be set: the function need not look otherwise."""
    names = [field.column for field in model._meta.local_concrete_fields if field.column]
    fixed = [name for name in names if name not in may_set]
    before, after = (", ".join(f'{row}."{name}"' for name in fixed) for row in ("OLD", "NEW"))
    was_set = [f'OLD."{name}" IS NOT NULL' for name in may_set]
    return " OR ".join([f"ROW({before}) IS DISTINCT FROM ROW({after})", *was_set])


# Before these, a plan made for one role could be used again under another (CVE-2024-10976).
_SAFE_SERVER = """
DO $$
DECLARE number int := current_setting('server_version_num')::int;
BEGIN
  IF number < 150009 OR number BETWEEN 160000 AND 160004 OR number = 170000 THEN
    RAISE EXCEPTION 'PostgreSQL % leaks rows past row security (CVE-2024-10976); upgrade to at'
      ' least 15.9, 16.5 or 17.1', current_setting('server_version');
  END IF;
END $$
"""
# An UPDATE passes only where every changed column is listed and was NULL before.
_REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION suluh_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changed text;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    FOR changed IN
      SELECT n.key FROM jsonb_each(to_jsonb(NEW)) n JOIN jsonb_each(to_jsonb(OLD)) o USING (key)
      WHERE n.value IS DISTINCT FROM o.value
    LOOP
      IF TG_ARGV IS NULL OR NOT (changed = ANY (TG_ARGV))
         OR to_jsonb(OLD) -> changed <> 'null'::jsonb THEN
        RAISE EXCEPTION '% is append-only (column %)', TG_TABLE_NAME, changed
          USING ERRCODE = '42501';
      END IF;
    END LOOP;
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
END $$
"""
