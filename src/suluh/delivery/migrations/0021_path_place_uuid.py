import django.contrib.postgres.functions
import suluh.base.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    """A public name for each place on a path; the database gives one where the old code writes."""

    dependencies = [("delivery", "0020_cover_mark")]

    operations = [
        migrations.AddField('pathplace', 'uuid', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=suluh.base.ids.uuid7, editable=False, unique=True)),
    ]
