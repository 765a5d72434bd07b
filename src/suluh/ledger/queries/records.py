"""An entry as the record that its leaf commits to, and entries as a stream."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from suluh.standards.tlog import leaf_hash

# Everything that an entry says; `opening` and `leaf_index` stay outside the commitment.
FIELDS = (
    "id", "tenant_id", "person_id", "organiser_id", "unit_id", "kind", "year", "line",
    "credit_date", "form_id", "title", "minutes", "units", "curriculum_jp_minor",
    "is_international", "jp_minor_before", "jp_minor", "cut_reason", "activity_key", "rule",
    "rule_version", "source_type", "source_id", "facts", "evidence_sha256", "reverses_id",
    "actor_id", "approver_id", "reason", "at",
)  # fmt: skip
COLUMNS = ", ".join(FIELDS).replace("facts", "facts::text AS facts")


def leaf_of(index: int, opening: bytes, values: Sequence[Any]) -> bytes:
    """The leaf hash of the entry with these values (in the order of FIELDS) at `index`."""
    commitment = hmac.digest(opening, canonical(record_of(values)), "sha256")
    return leaf_hash(b'{"c":"%s","i":%d,"v":1}' % (commitment.hex().encode(), index))


def record_of(values: Sequence[Any]) -> dict[str, Any]:
    """The entry with these values (in the order of FIELDS) as the plain record committed to."""
    return {name: _plain(value) for name, value in zip(FIELDS, values, strict=True)}


def canonical(record: dict[str, Any]) -> bytes:
    """RFC 8785 JSON of a flat record of texts, whole numbers, truths and nothing: the quick way.

    A test holds it, and the leaf built from it, against `standards.commitment`.
    """
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value


def stream(statement: str, values: dict[str, Any], *, name: str) -> Iterator[tuple[Any, ...]]:
    """Rows of a large result, a few thousand in memory at a time; needs an open transaction."""
    connection.ensure_connection()
    with connection.connection.cursor(name=name) as cursor:
        cursor.itersize = 5_000
        cursor.execute(statement, values)
        yield from cursor
