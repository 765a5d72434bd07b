"""Scope: whose rows a transaction may see. Queries outside a scope raise.

The same settings drive PostgreSQL's row-level security (see `policies`), so the database
refuses foreign rows even where a filter was forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

from django.db import connection, models, transaction

M = TypeVar("M", bound=models.Model)


class ScopeMissing(RuntimeError):
    """A tenant table was queried outside `scoped(...)`: a bug of ours, never shown as data."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose rows: an agency's (`tenant_id`), one's own (`person_id`), or `wide` for all.

    `offering_id` narrows it for a guest: of tables whose protection names an offering, only the
    rows of this one are there, whatever the other three open.
    """

    tenant_id: int | None = None
    person_id: int | None = None
    wide: bool = False
    offering_id: int | None = None


NOBODY = Scope()
SYSTEM = Scope(wide=True)
_current: ContextVar[Scope | None] = ContextVar("suluh_scope", default=None)


def current_scope() -> Scope:
    """The active scope; raises ScopeMissing where there is none."""
    scope = _current.get()
    if scope is None:
        raise ScopeMissing("Tenant data is read only inside `with scoped(...)`.")
    return scope


def is_open() -> bool:
    """Whether a scope, and with it a transaction, is open here."""
    return _current.get() is not None


@contextmanager
def scoped(scope: Scope) -> Iterator[Scope]:
    """Open a transaction (or savepoint) in which only the rows of `scope` exist.

    What the database was told already for the block around is not told again: a round trip saved.
    """
    outer = _current.get()
    is_told = connection.in_atomic_block and scope == outer
    with transaction.atomic():
        if not is_told:
            _tell_database(scope)
        token = _current.set(scope)
        try:
            yield scope
        finally:
            _current.reset(token)
        if outer is not None and not is_told:
            _tell_database(outer)


def _tell_database(scope: Scope) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('suluh.tenant', %s, true), set_config('suluh.person', %s, true),"
            " set_config('suluh.wide', %s, true), set_config('suluh.offering', %s, true)",
            [
                str(scope.tenant_id or ""),
                str(scope.person_id or ""),
                "on" if scope.wide else "",
                str(scope.offering_id or ""),
            ],
        )


class ScopedQuerySet(models.QuerySet[M]):
    """Query set of a tenant table."""


class ScopedManager(models.Manager[M]):
    """`objects`: rows of the scope's agency (all rows where the scope is wide)."""

    def get_queryset(self) -> models.QuerySet[M]:
        """Rows as the class says; raises ScopeMissing outside a scope."""
        scope = current_scope()
        rows: models.QuerySet[M] = ScopedQuerySet(self.model, using=self._db)
        return rows if scope.wide else rows.filter(tenant_id=scope.tenant_id)


class ReachableManager(models.Manager[M]):
    """`reachable`: every row the database policy lets the scope see (own rows, public rows).

    Use it only where a person reads across agencies: own enrolments, the national catalogue.
    """

    def get_queryset(self) -> models.QuerySet[M]:
        """Rows as the class says; raises ScopeMissing outside a scope."""
        current_scope()
        return ScopedQuerySet(self.model, using=self._db)
