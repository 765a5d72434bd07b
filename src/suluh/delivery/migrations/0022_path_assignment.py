import django.db.models.deletion
import suluh.base.ids
from django.db import migrations, models

KEY = django.db.models.deletion


class Migration(migrations.Migration):
    """Acts of assigning people to a path."""

    dependencies = [('delivery', '0021_path_place_uuid'), ('organisation', '0001_initial')]

    operations = [
        migrations.CreateModel(
            name='PathAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=suluh.base.ids.uuid7, editable=False, unique=True)),
                ('follows', models.BooleanField(default=False)),
                ('due_on', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, default='', max_length=300)),
                ('rule', models.JSONField(db_default={}, default=dict)),
                ('is_rule', models.BooleanField(db_default=False, default=False)),
                ('people', models.IntegerField(default=0)),
                ('released', models.IntegerField(db_default=0, default=0)),
                ('by_id', models.BigIntegerField()),
                ('by_name', models.CharField(blank=True, default='', max_length=200)),
                ('created_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('path', models.ForeignKey(on_delete=KEY.PROTECT, related_name='assignments', to='delivery.learningpath')),
                ('tenant', models.ForeignKey(on_delete=KEY.PROTECT, related_name='+', to='organisation.agency')),
                ('unit', models.ForeignKey(null=True, on_delete=KEY.PROTECT, related_name='+', to='organisation.unit')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['path', '-id'], name='path_assignment_path')],
            },
        ),
    ]
