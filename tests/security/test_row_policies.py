"""The second wall: PostgreSQL itself refuses foreign rows, for a role that cannot get around it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from contextvars import copy_context
from threading import Thread
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, ProgrammingError, connection, models, transaction
from django.urls import reverse

from suluh.base.policies import protected_models, statements
from suluh.base.scope import (
    NOBODY,
    SYSTEM,
    Scope,
    ScopedManager,
    ScopedQuerySet,
    current_scope,
    scoped,
)
from tests.security.conftest import Ground
from tests.security.routes import Foreign, Own, cases
from tests.security.world import World, build, text_of

pytestmark = pytest.mark.django_db

# Tables of frameworks: no tenant, and a reason.
FRAMEWORK_TABLES = {
    "account_emailaddress": "allauth's; unused, addresses are proven by signed links",
    "account_emailconfirmation": "allauth's; unused",
    "mfa_authenticator": "read at sign-in, before there is a scope; secrets are encrypted",
    "auth_group": "Django's; unused",
    "auth_group_permissions": "Django's; unused",
    "auth_permission": "Django's; unused",
    "base_cache": "counters of allauth's limits; keys are hashed",
    "django_content_type": "names of our models",
    "django_migrations": "names of our migrations",
}


def rows(sql: str, *values: str | int) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def test_the_application_signs_in_as_a_role_that_owns_nothing() -> None:
    role = settings.APP_ROLE
    assert rows("SELECT current_user, session_user") == [(role, role)]
    assert rows("SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles"
                " WHERE rolname = %s", role) == [(False,) * 4]  # fmt: skip
    assert rows("SELECT relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner"
                " WHERE r.rolname = %s", role) == []  # fmt: skip
    assert rows("SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
                " WHERE r.rolname = %s", role) == []  # fmt: skip


def test_every_table_has_a_policy_or_a_reason() -> None:
    protections = {model._meta.db_table: each for model, each in protected_models()}
    found = rows(
        "SELECT relname, relrowsecurity, relforcerowsecurity,"
        " (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid)"
        " FROM pg_class c WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    )
    for table, enabled, forced, policies in found:
        name = str(table)
        if name.startswith("procrastinate_") or name in FRAMEWORK_TABLES:
            continue
        reason = protections[name].open
        if reason is None:
            expected = 5 if protections[name].offering else 4  # the fifth narrows a guest's scope
            assert (enabled, forced, policies) == (True, True, expected), name
        else:
            assert len(reason) > 10, f"{name} needs a reason"


def test_no_view_runs_with_its_owners_rights() -> None:
    assert rows(
        "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm')"
        " AND relnamespace = 'public'::regnamespace"
        " AND NOT coalesce(reloptions::text LIKE '%%security_invoker=true%%', false)"
    ) == []  # fmt: skip


def test_no_function_runs_with_its_owners_rights() -> None:
    assert rows(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
    ) == []  # fmt: skip


def test_the_server_keeps_row_security_across_roles() -> None:
    """CVE-2024-10976: `suluh migrate` refuses the servers that have it."""
    ((number,),) = rows("SHOW server_version_num")
    assert int(str(number)) >= 150009
    assert any("CVE-2024-10976" in statement for statement in statements())


# Unique keys that neither an agency nor an id is part of, and why they tell nobody anything (R13).
KEYS_ALONE = {
    ("competency_bandrule", "version"): "law",
    ("delivery_graduationrule", "version"): "law",
    ("competency_holdingrule", "version"): "law",
    ("competency_sourcerule", "source", "version"): "law",
    ("credentials_certificate", "code"): "128 random bits",
    ("identity_account", "username"): "written with the person of that NIP",
    ("discussion_mailchoice", "reply_code"): "64 random bits",
    (
        "identity_person",
        "nip",
    ): "of the nation; whoever adds a NIP learns whether it works elsewhere",
    ("ledger_cosignature", "key_hash", "size", "witness"): "public",
    ("ledger_jpentry", "leaf_index"): "numbers we give",
    ("ledger_targetrule", "status", "version"): "law",
    ("planning_factorweight", "factor", "version"): "public arithmetic",
    ("organisation_agency", "code"): "names of agencies are public",
    ("reporting_indexrule", "version"): "law",
}


def test_unique_keys_tell_nothing_of_others() -> None:
    """R13: a key is unique within an agency or under an id, or it is listed with its reason."""
    found = rows(
        "SELECT t.relname, array_agg(a.attname ORDER BY a.attname)::text[]"
        " FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid"
        " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY(x.indkey)"
        " WHERE x.indisunique AND NOT x.indisprimary"
        " AND t.relnamespace = 'public'::regnamespace GROUP BY t.relname, x.indexrelid"
    )
    ours = {model._meta.db_table for model, _protection in protected_models()}
    open_keys = {
        (str(table), *columns)
        for table, columns in found
        if isinstance(columns, list) and table in ours
        if not [name for name in columns if name.endswith("_id") or name in {"uuid", "family"}]
    }
    assert open_keys == KEYS_ALONE.keys()


def test_append_only_tables_refuse_changes_to_the_application() -> None:
    for model, protection in protected_models():
        if not protection.append_only:
            continue
        table, column = model._meta.db_table, model._meta.pk.column
        for statement in (f"DELETE FROM {table}", f"TRUNCATE {table}",
                          f"UPDATE {table} SET {column} = {column}"):  # fmt: skip
            with pytest.raises(ProgrammingError), transaction.atomic(), scoped(SYSTEM):
                rows(statement)


@pytest.fixture(scope="module")
def filled(ground: Ground) -> Iterator[World]:
    """A world in which the other agency owns one of everything that the probe knows."""
    with ground():
        yield _filled()


def _filled() -> World:
    world = build()
    makers = [case.make for case in cases().values() if isinstance(case, Foreign | Own)]
    for maker in dict.fromkeys(makers):
        if maker is not None:
            # Some cases make the same thing twice; once is enough here.
            with suppress(IntegrityError), transaction.atomic():
                maker(world)
    return world


def foreign_rows(table: str, world: World) -> int:
    """How many rows of the other agency are seen, asked without any filter of ours."""
    ((number,),) = rows(f"SELECT count(*) FROM {table} WHERE tenant_id = %s", world.other.pk)
    assert isinstance(number, int)
    return number


def walled() -> list[str]:
    """Tables of agencies whose rows are nobody else's to read."""
    return [
        model._meta.db_table
        for model, protection in protected_models()
        if protection.tenant == "tenant_id" and protection.open is None and protection.read is None
    ]


def test_without_our_filters_the_rows_stay_hidden(filled: World) -> None:
    with scoped(SYSTEM):
        present = {table for table in walled() if foreign_rows(table, filled)}
    assert {"messaging_notice", "messaging_delivery"} <= present  # the control: they are there
    visitor = filled.people["agency_admin"]
    for scope in (Scope(tenant_id=filled.home.pk, person_id=visitor.pk), NOBODY):
        with scoped(scope):
            assert {table for table in walled() if foreign_rows(table, filled)} == set()


def test_foreign_people_are_hidden(filled: World) -> None:
    visitor = filled.people["agency_admin"]
    with scoped(Scope(tenant_id=filled.home.pk, person_id=visitor.pk)):
        seen = rows("SELECT 1 FROM identity_person WHERE id = %s", filled.other_person.pk)
    assert seen == []


def test_an_inner_scope_ends_with_its_block(filled: World) -> None:
    with scoped(Scope(tenant_id=filled.home.pk)):
        with scoped(Scope(tenant_id=filled.other.pk)):
            assert foreign_rows("messaging_notice", filled) > 0
        assert foreign_rows("messaging_notice", filled) == 0


def test_a_scope_within_its_like_is_told_once(django_assert_num_queries: Any) -> None:
    with scoped(SYSTEM), django_assert_num_queries(2), scoped(SYSTEM):  # a savepoint and its end
        pass
    with scoped(SYSTEM), django_assert_num_queries(4), scoped(NOBODY):
        pass


def test_a_scope_carried_to_another_connection_is_told_there() -> None:
    """Work handed to a thread brings the scope along, and a connection that knows nothing of it."""
    found = []

    def elsewhere() -> None:
        with scoped(SYSTEM):
            found.extend(rows("SELECT current_setting('suluh.wide')"))
        connection.close()

    with scoped(SYSTEM):
        thread = Thread(target=copy_context().run, args=(elsewhere,))
        thread.start()
        thread.join()
    assert found == [("on",)]


def test_every_model_of_ours_declares_its_protection() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("suluh.")]
    assert len(list(protected_models())) == len(ours)


def test_pages_show_nothing_foreign_even_without_our_filters(
    filled: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R12: every manager forgets the agency; the database still gives no foreign row."""
    private, as_it_is = set(walled()), ScopedManager.get_queryset

    def everything(self: ScopedManager[Any]) -> models.QuerySet[Any]:
        if self.model._meta.db_table not in private:
            return as_it_is(self)  # for all to read: units, posts, series
        current_scope()
        return ScopedQuerySet(self.model, using=self._db)

    monkeypatch.setattr(ScopedManager, "get_queryset", everything)
    made = cases()
    looked = 0
    for name, case in made.items():
        if isinstance(case, Own):
            address = reverse(name) + case.query
            for role in ("agency_admin", "organiser"):
                answer = filled.visitors[role].get(address)
                assert filled.canary not in text_of(answer), (name, role)
                looked += answer.status_code == 200
    assert looked > 40
