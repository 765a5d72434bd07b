"""A learner's press in one statement, for kinds in which the press and the time decide (`PlainKind`).

Which lesson an address means is remembered from the press before; the database looks whether that
is so for whoever presses now. Whatever is not, goes the way of two statements.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from suluh.content.ports import PlainKind, kind_of
from suluh.content.types import Lesson
from suluh.delivery.actions.learning import GRACE_SECONDS

MOST_KEPT = 4_096
_PRESS = "SELECT delivery_press(%s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s)"


@dataclass(frozen=True, slots=True)
class _Known:
    """Which activity an address means, without anything of a person; settings are the outline's."""

    kind: PlainKind
    settings: dict[str, Any]
    tenant_id: int
    offering_id: int | None
    version_id: int
    activity_id: int


_KNOWN: dict[tuple[UUID, UUID], _Known] = {}


def remember_lesson(lesson: Lesson) -> None:
    """The next press of anybody at this address will likely mean the same activity."""
    kind = kind_of(lesson.kind)
    if not isinstance(kind, PlainKind) or lesson.offering is None:
        return
    if len(_KNOWN) >= MOST_KEPT:
        _KNOWN.clear()
    _KNOWN[lesson.offering, lesson.key] = _Known(
        kind, lesson.settings, lesson.tenant_id, lesson.offering_id, lesson.version_id,
        lesson.activity_id,
    )  # fmt: skip


def press_by_session(
    *,
    session_key: str,
    offering: UUID,
    key: UUID,
    form: Mapping[str, str],
    is_quiet: bool,
    now: datetime,
) -> bool:
    """Keep what was pressed, for whoever holds the session, and mark the place to be judged.

    False where it was not kept, and nothing was changed: an address not met here before, another
    version than its last learner has, no place, not opened, not done yet (and not `is_quiet`).
    """
    known = _KNOWN.get((offering, key))
    if known is None or not session_key:
        return False
    told = known.kind.told(known.settings, form)
    values: list[Any] = [
        session_key[:40], known.tenant_id, known.offering_id, known.version_id, known.activity_id,
        now, told.seconds, GRACE_SECONDS, json.dumps(told.patch), told.needed, is_quiet,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_PRESS, values)
        is_kept: bool = cursor.fetchone()[0] is not None
    return is_kept
