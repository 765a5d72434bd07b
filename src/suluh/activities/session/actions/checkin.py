"""The check-in: one statement, durable when it answers."""

from __future__ import annotations

from uuid import UUID

from django.db import OperationalError, connection

from suluh.activities.session.types import CheckInAnswer, Outcome
from suluh.base.ids import uuid7

_CHECK_IN = "SELECT * FROM session_check_in(%s, %s, %s, %s, %s)"


def check_in(*, session_key: str, window: UUID, code: str = "", device: str = "") -> CheckInAnswer:
    """Write down that the holder of the session was there; a repeat gives the first time again.

    No actor is passed in: finding the person is part of the one statement. Evidence is an
    append-only fact with its own unique key, so it is written outside a longer transaction and a
    broken connection is answered by asking once more.
    """
    if not session_key:
        return CheckInAnswer(Outcome.SIGN_IN)
    given: list[str | UUID] = [uuid7(), session_key[:40], window, code[:20], device[:32]]
    try:
        return _ask(given)
    except OperationalError:
        if connection.in_atomic_block:
            raise
        connection.close()
        return _ask(given)


def _ask(given: list[str | UUID]) -> CheckInAnswer:
    with connection.cursor() as cursor:
        cursor.execute(_CHECK_IN, given)
        row = cursor.fetchone()
    return CheckInAnswer(
        Outcome(row[0]),
        row[1],
        row[2] or "",
        row[3] or "Asia/Jakarta",
        row[4],
        row[5],
        row[6],
        row[7] or "",
        row[8],
    )
