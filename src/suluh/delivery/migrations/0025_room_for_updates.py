"""Space left on each page of the two tables that a learner's press updates.

A new row state then fits beside the old one, and need not enter every index of the table again.
Tables that stand keep their pages; what is written from now on leaves the space.
"""

from django.db import migrations

SHARE = 85  # percent filled by what is inserted


def _room(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE {table} SET (fillfactor = {SHARE})", f"ALTER TABLE {table} RESET (fillfactor)"
    )


class Migration(migrations.Migration):
    """Places and progress fill their pages to 85 percent."""

    dependencies = [("delivery", "0024_press_at_once")]

    operations = [_room("delivery_enrolment"), _room("delivery_progress")]
