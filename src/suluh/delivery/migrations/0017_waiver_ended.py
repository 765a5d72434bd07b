from django.db import migrations, models


class Migration(migrations.Migration):
    """A waiver can be withdrawn: when, by whom, why."""

    dependencies = [("delivery", "0016_graduation_seed")]

    operations = [
        migrations.AddField('waiver', 'ended_at', models.DateTimeField(null=True)),
        migrations.AddField('waiver', 'ended_by_id', models.BigIntegerField(null=True)),
        migrations.AddField('waiver', 'ended_by_name', models.CharField(max_length=200, null=True)),
        migrations.AddField('waiver', 'ended_reason', models.CharField(max_length=300, null=True)),
    ]
