import django.db.models.deletion
from django.db import migrations, models

import suluh.base.ids


class Migration(migrations.Migration):
    """Large ZIPs that a job opens."""

    dependencies = [
        ('content', '0007_cover_mark'),
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Parcel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=suluh.base.ids.uuid7, editable=False, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('file', models.FileField(blank=True, max_length=200, upload_to='imports/')),
                ('section', models.UUIDField()),
                ('job', models.UUIDField(null=True)),
                ('report', models.JSONField(default=list)),
                ('created_by_id', models.BigIntegerField()),
                ('created_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.agency')),
                ('training', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parcels', to='content.training')),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'indexes': [models.Index(fields=['training', '-created_at'], name='parcel_newest')],
            },
        ),
    ]
