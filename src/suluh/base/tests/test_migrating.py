"""The quick migration leaves nothing out: what the models name stands in the database."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

pytestmark = pytest.mark.django_db


def test_every_column_constraint_and_index_of_the_models_stands_in_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes UNION SELECT conname FROM pg_constraint"
            " UNION SELECT table_name || '.' || column_name FROM information_schema.columns"
        )
        there = {name for (name,) in cursor.fetchall()}
    named = set()
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if not meta.managed:
            continue
        named |= {f"{meta.db_table}.{field.column}" for field in meta.local_concrete_fields}
        named |= {each.name for each in (*meta.constraints, *meta.indexes)}
    assert len(named) > 1_000
    assert named - there == set()
