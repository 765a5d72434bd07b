import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A yearly course knows the class of the earlier year."""

    dependencies = [('delivery', '0009_gates')]

    operations = [
        migrations.AddField(
            model_name='offering',
            name='renews',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewal', to='delivery.offering'),
        ),
    ]
