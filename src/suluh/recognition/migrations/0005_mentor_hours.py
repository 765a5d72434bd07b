"""How many of a mentor's hours are promised in the present month."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("recognition", "0004_mentors"),
    ]

    operations = [
        migrations.AddField(
            model_name="mentor", name="taken",
            field=models.SmallIntegerField(default=0, db_default=0),
        ),
        migrations.AddField(
            model_name="mentor", name="taken_in", field=models.DateField(null=True),
        ),
    ]
