from django.db import migrations, models


class Migration(migrations.Migration):
    """The long job by which a large angkatan is being closed."""

    dependencies = [('delivery', '0024_press_at_once')]

    operations = [migrations.AddField('batch', 'closing', models.UUIDField(null=True))]
