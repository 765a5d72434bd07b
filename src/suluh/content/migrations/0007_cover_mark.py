from django.db import migrations, models


class Migration(migrations.Migration):
    """Which small picture cards show of a training."""

    dependencies = [("content", "0006_brought")]

    operations = [
        migrations.AddField('training', 'cover_mark', models.CharField(blank=True, db_default='', default='', max_length=16)),
    ]
