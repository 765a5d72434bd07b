import django.db.models.deletion
import suluh.base.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('identity', '0001_initial'),
        ('ledger', '0002_seed'),
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=suluh.base.ids.uuid7, editable=False, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('summary', models.CharField(blank=True, default='', max_length=300)),
                ('aims', models.TextField(blank=True, default='')),
                ('path', models.CharField(choices=[('klasikal', 'Klasikal'), ('nonklasikal', 'Nonklasikal'), ('blended', 'Blended')], default='nonklasikal', max_length=12)),
                ('target_group', models.CharField(blank=True, default='', max_length=200)),
                ('strategic_issue', models.CharField(blank=True, default='', max_length=200)),
                ('theme', models.CharField(blank=True, default='', max_length=120)),
                ('requirements', models.TextField(blank=True, default='')),
                ('cover', models.FileField(blank=True, upload_to='covers/')),
                ('repeats', models.CharField(choices=[('once', 'Sekali saja'), ('yearly', 'Sekali setiap tahun')], default='once', max_length=6)),
                ('archived_at', models.DateTimeField(null=True)),
                ('created_by_id', models.BigIntegerField(null=True)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.form')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.agency')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
            ],
            options={
                'ordering': ['-changed_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Trainer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('title', models.CharField(blank=True, default='', max_length=200)),
                ('order', models.SmallIntegerField(default=0)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.person')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.agency')),
                ('training', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trainers', to='content.training')),
            ],
            options={
                'ordering': ['order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=suluh.base.ids.uuid7, editable=False, unique=True)),
                ('number', models.IntegerField()),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published')], default='draft', max_length=9)),
                ('completion', models.JSONField(default=dict)),
                ('minutes', models.IntegerField(default=0)),
                ('published_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.agency')),
                ('training', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='content.training')),
            ],
            options={
                'ordering': ['training_id', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=suluh.base.ids.uuid7, editable=False)),
                ('title', models.CharField(max_length=200)),
                ('order', models.SmallIntegerField(default=0)),
                ('removed_at', models.DateTimeField(null=True)),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.agency')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='content.version')),
            ],
            options={
                'ordering': ['order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('submitted', 'Submitted'), ('returned', 'Returned'), ('approved', 'Approved'), ('published', 'Published')], max_length=9)),
                ('note', models.CharField(blank=True, default='', max_length=500)),
                ('changes', models.JSONField(default=dict)),
                ('by_id', models.BigIntegerField(null=True)),
                ('by_name', models.CharField(blank=True, default='', max_length=200)),
                ('at', models.DateTimeField()),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.agency')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='log', to='content.version')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=suluh.base.ids.uuid7, editable=False)),
                ('kind', models.SlugField(max_length=30)),
                ('title', models.CharField(max_length=200)),
                ('settings', models.JSONField(default=dict)),
                ('minutes', models.IntegerField(default=0)),
                ('is_required', models.BooleanField(default=True)),
                ('order', models.SmallIntegerField(default=0)),
                ('removed_at', models.DateTimeField(null=True)),
                ('changed_at', models.DateTimeField()),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.agency')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='content.section')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='content.version')),
            ],
            options={
                'ordering': ['order', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='training',
            index=models.Index(fields=['tenant', '-changed_at'], name='training_tenant'),
        ),
        migrations.AddConstraint(
            model_name='trainer',
            constraint=models.UniqueConstraint(fields=('training', 'name'), name='trainer_once'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('training', 'number'), name='version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('training',), name='version_one_draft'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('published_at__isnull', False), _connector='OR'), name='version_published_when'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='section_once'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['section', 'order'], name='activity_order'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='activity_once'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__gte', 0)), name='activity_minutes_positive'),
        ),
    ]
