from django.db import migrations, models


class Migration(migrations.Migration):
    """The long job by which a large angkatan is being closed."""

    dependencies = [('delivery', '0025_room_for_updates')]

    operations = [migrations.AddField('batch', 'closing', models.UUIDField(null=True))]
