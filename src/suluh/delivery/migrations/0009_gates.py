import django.db.models.deletion
import suluh.base.ids
from django.db import migrations, models

KEY = django.db.models.deletion
ID = ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID'))
TENANT = ('tenant', models.ForeignKey(on_delete=KEY.PROTECT, related_name='+', to='organisation.agency'))


class Migration(migrations.Migration):
    """What stands before a course: gates, trainings asked for, waivers; requests and stand-ins."""

    dependencies = [
        ('content', '0002_frozen'),
        ('delivery', '0008_lesson_notes'),
        ('identity', '0003_roles_of_trainings'),
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='offering',
            name='is_gated',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name='Gate',
            fields=[
                ID,
                ('approval', models.CharField(choices=[('none', 'Tidak perlu persetujuan'), ('supervisor', 'Atasan langsung'), ('office', 'Bagian pelatihan'), ('both', 'Atasan langsung, lalu bagian pelatihan')], default='none', max_length=10)),
                ('wait_days', models.SmallIntegerField(default=3)),
                ('on_timeout', models.CharField(choices=[('pass', 'Diteruskan ke bagian pelatihan'), ('approve', 'Dianggap disetujui')], default='pass', max_length=7)),
                ('one_title', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField()),
                ('offering', models.OneToOneField(on_delete=KEY.CASCADE, related_name='gate', to='delivery.offering')),
                TENANT,
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('wait_days__gte', 1), ('wait_days__lte', 30)), name='gate_wait_days')],
            },
        ),
        migrations.CreateModel(
            name='Prerequisite',
            fields=[
                ID,
                ('offering', models.ForeignKey(on_delete=KEY.CASCADE, related_name='prerequisites', to='delivery.offering')),
                TENANT,
                ('training', models.ForeignKey(on_delete=KEY.PROTECT, related_name='+', to='content.training')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('offering', 'training'), name='prerequisite_once')],
            },
        ),
        migrations.CreateModel(
            name='Waiver',
            fields=[
                ID,
                ('name', models.CharField(max_length=250)),
                ('reason', models.CharField(max_length=300)),
                ('by_id', models.BigIntegerField()),
                ('by_name', models.CharField(blank=True, default='', max_length=200)),
                ('created_at', models.DateTimeField()),
                ('offering', models.ForeignKey(on_delete=KEY.CASCADE, related_name='waivers', to='delivery.offering')),
                ('person', models.ForeignKey(on_delete=KEY.PROTECT, related_name='+', to='identity.person')),
                TENANT,
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('offering', 'person'), name='waiver_once')],
            },
        ),
        migrations.CreateModel(
            name='JoinRequest',
            fields=[
                ID,
                ('uuid', models.UUIDField(default=suluh.base.ids.uuid7, editable=False, unique=True)),
                ('name', models.CharField(max_length=250)),
                ('unit_name', models.CharField(blank=True, default='', max_length=200)),
                ('note', models.CharField(blank=True, default='', max_length=500)),
                ('state', models.CharField(choices=[('open', 'Open'), ('approved', 'Approved'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='open', max_length=9)),
                ('stage', models.CharField(choices=[('supervisor', 'Supervisor'), ('office', 'Office')], max_length=10)),
                ('approver_name', models.CharField(blank=True, default='', max_length=250)),
                ('asked_at', models.DateTimeField()),
                ('since', models.DateTimeField()),
                ('waits_until', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('approver', models.ForeignKey(null=True, on_delete=KEY.PROTECT, related_name='+', to='identity.person')),
                ('home', models.ForeignKey(null=True, on_delete=KEY.PROTECT, related_name='+', to='organisation.agency')),
                ('offering', models.ForeignKey(on_delete=KEY.PROTECT, related_name='requests', to='delivery.offering')),
                ('person', models.ForeignKey(on_delete=KEY.PROTECT, related_name='+', to='identity.person')),
                TENANT,
            ],
            options={
                'ordering': ['since', 'id'],
                'indexes': [
                    models.Index(condition=models.Q(('state', 'open')), fields=['approver', 'since'], name='request_approver'),
                    models.Index(condition=models.Q(('state', 'open')), fields=['tenant', 'stage', 'since'], name='request_office'),
                    models.Index(fields=['person', 'offering'], name='request_person'),
                ],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('offering', 'person'), name='request_open_once')],
            },
        ),
        migrations.CreateModel(
            name='RequestStep',
            fields=[
                ID,
                ('stage', models.CharField(choices=[('supervisor', 'Supervisor'), ('office', 'Office')], max_length=10)),
                ('outcome', models.CharField(choices=[('asked', 'Asked'), ('approved', 'Approved'), ('refused', 'Refused'), ('passed_on', 'Passed On'), ('timed_out', 'Timed Out'), ('withdrawn', 'Withdrawn')], max_length=9)),
                ('by_id', models.BigIntegerField(null=True)),
                ('by_name', models.CharField(blank=True, default='', max_length=200)),
                ('reason', models.CharField(blank=True, default='', max_length=500)),
                ('at', models.DateTimeField()),
                ('request', models.ForeignKey(on_delete=KEY.CASCADE, related_name='steps', to='delivery.joinrequest')),
                TENANT,
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['by_id', '-at'], name='request_step_by')],
            },
        ),
        migrations.CreateModel(
            name='Delegate',
            fields=[
                ID,
                ('name', models.CharField(max_length=250)),
                ('first_on', models.DateField()),
                ('last_on', models.DateField()),
                ('created_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('delegate', models.ForeignKey(on_delete=KEY.PROTECT, related_name='+', to='identity.person')),
                ('person', models.ForeignKey(on_delete=KEY.PROTECT, related_name='+', to='identity.person')),
                TENANT,
            ],
            options={
                'ordering': ['-id'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('tenant', 'person'), name='delegate_once'),
                    models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='delegate_dates'),
                ],
            },
        ),
    ]
