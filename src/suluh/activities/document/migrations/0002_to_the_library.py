"""Documents move to the library, which lies below: their rows are copied, ids and all."""

from django.db import migrations

_COLUMNS = {
    "document": "id, uuid, tenant_id, name, format, file, sha256, created_by_id, created_at",
    "documentpage": "id, tenant_id, document_id, number, title, text, html, width, height",
}
# The owner is under the row policies too.
_COPY = ["SELECT set_config('suluh.wide', 'on', true)"]
for _table, _names in _COLUMNS.items():
    _COPY += [
        f"INSERT INTO library_{_table} ({_names}) SELECT {_names} FROM document_{_table}",
        f"SELECT setval(pg_get_serial_sequence('library_{_table}', 'id'), max(id))"
        f" FROM library_{_table} HAVING max(id) IS NOT NULL",
    ]


class Migration(migrations.Migration):
    """Copy; the old tables go one step later."""

    dependencies = [("document", "0001_initial"), ("library", "0001_initial")]
    operations = [migrations.RunSQL(_COPY, migrations.RunSQL.noop)]
