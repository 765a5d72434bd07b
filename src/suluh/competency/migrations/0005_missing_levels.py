"""Levels that are missing, summed with the other sums of a unit; rebuilding fills them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column more in the sums of the unit map."""

    dependencies = [("competency", "0004_assessments")]
    operations = [
        migrations.AddField("mapcell", "missing", models.IntegerField(default=0)),
    ]
