"""The address by which a mail may be answered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Empty for every notice so far."""

    dependencies = [("messaging", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="reply_to",
            field=models.CharField(blank=True, db_default="", default="", max_length=254),
        ),
    ]
