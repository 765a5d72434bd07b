from django.db import migrations, models


class Migration(migrations.Migration):
    """Which small picture the card of an offering shows."""

    dependencies = [("delivery", "0019_batch_trainers")]

    operations = [
        migrations.AddField('offering', 'cover_mark', models.CharField(blank=True, db_default='', default='', max_length=16)),
    ]
