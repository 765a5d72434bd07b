import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """By which act somebody was set to a path; empty for who joined by their own wish."""

    dependencies = [('delivery', '0022_path_assignment')]

    operations = [
        migrations.AddField('pathplace', 'assignment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='places', to='delivery.pathassignment')),
        migrations.AddIndex('pathplace', models.Index(condition=models.Q(('assignment__isnull', False)), fields=['assignment'], name='path_place_assignment')),
    ]
