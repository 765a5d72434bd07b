"""Titles are found by an index of their own, however many passages hold the words."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("library", "0002_reports_and_competencies"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="passage",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("page", 0)), fastupdate=False, fields=["vector"],
                name="passage_title_stems",
            ),
        ),
    ]
