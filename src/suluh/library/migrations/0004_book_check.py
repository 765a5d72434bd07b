"""A book may name a test that stands for the report on it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("library", "0003_title_stems"),
    ]

    operations = [
        migrations.AddField(
            model_name="book", name="check_key", field=models.UUIDField(null=True),
        ),
    ]
