import django.db.models.deletion
import suluh.base.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0002_frozen'),
        ('credentials', '0001_initial'),
        ('delivery', '0002_register'),
        ('identity', '0003_roles_of_trainings'),
        ('ledger', '0002_seed'),
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=suluh.base.ids.uuid7, editable=False, unique=True)),
                ('follows', models.BooleanField(default=False)),
                ('due_on', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, default='', max_length=300)),
                ('people', models.IntegerField(default=0)),
                ('by_id', models.BigIntegerField()),
                ('by_name', models.CharField(blank=True, default='', max_length=200)),
                ('created_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('started', 'Started'), ('done', 'Done')], default='started', max_length=7)),
                ('score', models.SmallIntegerField(null=True)),
                ('seconds', models.IntegerField(default=0)),
                ('days', models.JSONField(default=dict)),
                ('position', models.JSONField(default=dict)),
                ('opened_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('changed_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='enrolment',
            name='due_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='last_activity_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='progress',
            field=models.SmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='seen_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='started_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='version',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.version'),
        ),
        migrations.AddField(
            model_name='offering',
            name='kind',
            field=models.CharField(choices=[('event', 'Event'), ('course', 'Course')], db_default='event', default='event', max_length=6),
        ),
        migrations.AddField(
            model_name='offering',
            name='version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.version'),
        ),
        migrations.AddConstraint(
            model_name='offering',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'event'), ('version', None)), models.Q(('kind', 'course'), ('version__isnull', False)), _connector='OR'), name='offering_course_version'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='offering',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='delivery.offering'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='tenant',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.agency'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit'),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='assignment',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='delivery.assignment'),
        ),
        migrations.AddIndex(
            model_name='enrolment',
            index=models.Index(condition=models.Q(('assignment__isnull', False)), fields=['assignment'], name='enrolment_assignment'),
        ),
        migrations.AddField(
            model_name='progress',
            name='activity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.activity'),
        ),
        migrations.AddField(
            model_name='progress',
            name='enrolment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='delivery.enrolment'),
        ),
        migrations.AddField(
            model_name='progress',
            name='person',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.person'),
        ),
        migrations.AddField(
            model_name='progress',
            name='tenant',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.agency'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['offering', '-id'], name='assignment_offering'),
        ),
        migrations.AddConstraint(
            model_name='progress',
            constraint=models.UniqueConstraint(fields=('enrolment', 'activity'), name='progress_once'),
        ),
        migrations.AddConstraint(
            model_name='progress',
            constraint=models.CheckConstraint(condition=models.Q(('score', None), models.Q(('score__gte', 0), ('score__lte', 10000)), _connector='OR'), name='progress_score'),
        ),
    ]
