"""Many new rows in one statement with one value: what `bulk_create` does, for a third of its time.

`bulk_create` writes a placeholder for each field of each row and has each looked up, adapted and
quoted; five hundred rows of thirty fields are a statement of fifteen thousand. Here the rows are one
JSON text, which PostgreSQL takes apart itself; what all rows have in common is said once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Field, JSONField, Model
from django.db.models.expressions import DatabaseDefault


def insert_rows(rows: Sequence[Model]) -> None:
    """Insert the rows, of one model and in their order; fills in what the database gives.

    A value that the database is to give (`db_default`) is so for all rows or for none.
    """
    if not rows:
        return
    meta = type(rows[0])._meta
    made = [each for each in meta.concrete_fields if _is_made(each, rows[0])]
    given = [each for each in meta.concrete_fields if each not in made]
    values = {each: [each.pre_save(row, add=True) for row in rows] for each in given}
    common = [each for each in given if _is_common(each, values[each])]
    own = {each: map(each.get_prep_value, values[each]) for each in given if each not in common}
    data = [
        dict(zip((each.column for each in own), row, strict=True))
        for row in zip(*own.values(), strict=True)
    ]
    names = ", ".join(f'"{each.column}"' for each in (*common, *own))
    taken = ", ".join([*map(_cast, common), *(f'r."{each.column}"' for each in own)])
    typed = ", ".join(f'"{each.column}" {each.db_type(connection)}' for each in own)
    source = f"json_to_recordset(%s::json) AS r({typed})" if own else "generate_series(1, %s)"
    told = ", ".join(f'"{each.column}"' for each in made) or "true"
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{meta.db_table}" ({names}) SELECT {taken} FROM {source}'  # noqa: S608 - our own names
            f" RETURNING {told}",
            [
                *(each.get_db_prep_save(values[each][0], connection) for each in common),
                json.dumps(data, default=_plain) if own else len(rows),
            ],
        )
        for row, found in zip(rows, cursor.fetchall(), strict=True):
            for each, value in zip(made, found, strict=False):
                setattr(row, each.attname, value)
            row._state.adding, row._state.db = False, connection.alias


def _is_common(field: Field[Any, Any], values: Sequence[Any]) -> bool:
    """Whether all rows have this value; inside JSON, 1 and true would look alike."""
    return not isinstance(field, JSONField) and values.count(values[0]) == len(values)


def _cast(field: Field[Any, Any]) -> str:
    """A value of the column's type, without its length: what is too long is refused, not cut."""
    return f"%s::{str(field.db_type(connection)).partition('(')[0]}"


def _is_made(field: Field[Any, Any], row: Model) -> bool:
    """Whether the database makes the value."""
    is_counted = field.get_internal_type() in {"AutoField", "BigAutoField", "SmallAutoField"}
    value = getattr(row, field.attname)
    return isinstance(value, DatabaseDefault) or (is_counted and value is None)


def _plain(value: object) -> object:
    """As PostgreSQL reads it from text; nothing is lost on the way."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return "\\x" + bytes(value).hex()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"no column takes {value!r}")
