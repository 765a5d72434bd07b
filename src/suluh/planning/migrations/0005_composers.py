"""Who composed a plan does not set it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Ids of all who gathered or changed lines."""

    dependencies = [("planning", "0004_open_offerings")]
    operations = [
        migrations.AddField("agencyplan", "composers", models.JSONField(default=list)),
    ]
