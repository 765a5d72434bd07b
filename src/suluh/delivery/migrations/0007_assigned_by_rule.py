from django.db import migrations, models


class Migration(migrations.Migration):
    """Assignments by rule, that release and can be undone."""

    dependencies = [('delivery', '0006_batches')]

    operations = [
        migrations.AddField(
            model_name='assignment',
            name='is_rule',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='assignment',
            name='rule',
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name='assignment',
            name='released',
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='assignment',
            name='undone_at',
            field=models.DateTimeField(null=True),
        ),
    ]
