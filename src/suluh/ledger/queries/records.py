"""An entry as the record that its leaf commits to, and entries as a stream."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from suluh.standards.tlog import leaf_hash

_UTC_TEXT = """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')"""
# Everything that an entry says, and how PostgreSQL writes it where it is neither text, number,
# truth nor nothing. `opening` and `leaf_index` stay outside the commitment. In the order of
# canonical JSON.
_WRITTEN: dict[str, str] = {
    "activity_key": "", "actor_id": "", "approver_id": "", "at": _UTC_TEXT,
    "credit_date": "to_char({}, 'YYYY-MM-DD')", "curriculum_jp_minor": "", "cut_reason": "",
    "evidence_sha256": "encode({}, 'hex')", "facts": "{}::text", "form_id": "", "id": "{}::text",
    "is_international": "", "jp_minor": "", "jp_minor_before": "", "kind": "", "line": "",
    "minutes": "", "organiser_id": "", "person_id": "", "reason": "", "reverses_id": "{}::text",
    "rule": "", "rule_version": "", "source_id": "", "source_type": "", "tenant_id": "",
    "title": "", "unit_id": "", "units": "", "year": "",
}  # fmt: skip
FIELDS = tuple(_WRITTEN)
_ENCODE = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, sort_keys=False).encode


def columns(table: str = "ledger_jpentry") -> str:
    """The record's values, for a SELECT from this table or alias, in the order of FIELDS."""
    return ", ".join(
        (written or "{}").format(f"{table}.{name}") for name, written in _WRITTEN.items()
    )


def leaf_of(index: int, opening: bytes, values: Sequence[Any]) -> bytes:
    """The leaf hash of the entry with these values (in the order of FIELDS) at `index`."""
    text = _ENCODE(record_of(values)).encode()
    commitment = hmac.digest(opening, text, "sha256")
    return leaf_hash(b'{"c":"%s","i":%d,"v":1}' % (commitment.hex().encode(), index))


def record_of(values: Sequence[Any]) -> dict[str, Any]:
    """The entry with these values (in the order of FIELDS) as the plain record committed to."""
    return dict(zip(FIELDS, values, strict=True))


def canonical(record: dict[str, Any]) -> bytes:
    """RFC 8785 JSON of texts, whole numbers, truths and nothing: the quick way.

    A test holds it, and the leaf built from it, against `standards.commitment`.
    """
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def stream(statement: str, values: dict[str, Any], *, name: str) -> Iterator[tuple[Any, ...]]:
    """Rows of a large result, a few thousand in memory at a time; needs an open transaction."""
    connection.ensure_connection()
    with connection.connection.cursor(name=name) as cursor:
        cursor.itersize = 5_000
        cursor.execute(statement, values)
        yield from cursor
