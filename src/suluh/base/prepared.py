"""Prepared statements, for hot pages whose statements take longer to plan than to run.

Row policies are planned with every statement; a kept plan saves that. PostgreSQL keeps it for one
connection, so a pooler between us and it must know prepared statements (PgBouncer 1.21 and later);
`SULUH_PREPARE=0` does without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor

F = TypeVar("F", bound=Callable[..., Any])
_THRESHOLD = 2  # from the third time on, a statement is planned no more


@contextmanager
def prepared() -> Iterator[None]:
    """Inside, PostgreSQL keeps the plans of this connection's statements."""
    connection.ensure_connection()
    link: Any = connection.connection
    if not settings.PREPARE or link.cursor_factory is ServerBindingCursor:
        yield
        return
    before = link.cursor_factory, link.prepare_threshold
    features = vars(connection.features)
    link.cursor_factory, link.prepare_threshold = ServerBindingCursor, _THRESHOLD
    features["uses_server_side_binding"] = True
    try:
        yield
    finally:
        link.cursor_factory, link.prepare_threshold = before
        features["uses_server_side_binding"] = False


def with_kept_plans(view: F) -> F:
    """Run a view with `prepared()` around it."""

    @wraps(view)
    def inner(*arguments: Any, **named: Any) -> Any:
        with prepared():
            return view(*arguments, **named)

    return inner  # type: ignore[return-value]
