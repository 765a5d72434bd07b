import django.db.models.deletion
import suluh.base.ids
from django.db import migrations, models

KEY = django.db.models.deletion
ID = ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID'))
TENANT = ('tenant', models.ForeignKey(on_delete=KEY.PROTECT, related_name='+', to='organisation.agency'))


class Migration(migrations.Migration):
    """Learning paths, their trainings, and people on them."""

    dependencies = [
        ('content', '0002_frozen'),
        ('delivery', '0011_presences'),
        ('identity', '0003_roles_of_trainings'),
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LearningPath',
            fields=[
                ID,
                ('uuid', models.UUIDField(default=suluh.base.ids.uuid7, editable=False, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('summary', models.CharField(blank=True, default='', max_length=500)),
                ('mode', models.CharField(choices=[('all', 'Semua pelatihan selesai'), ('count', 'Sedikitnya sejumlah pelatihan selesai'), ('jp', 'Sedikitnya sejumlah JP terkumpul')], default='all', max_length=5)),
                ('needed', models.SmallIntegerField(default=0)),
                ('counts_since', models.DateField(null=True)),
                ('audience', models.CharField(choices=[('agency', 'Pegawai instansi sendiri'), ('national', 'Semua ASN dan umum di Indonesia')], default='agency', max_length=8)),
                ('has_certificate', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('closed', 'Closed')], default='draft', max_length=9)),
                ('created_by_id', models.BigIntegerField()),
                ('created_at', models.DateTimeField()),
                TENANT,
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('needed__gte', 0)), name='path_needed')],
            },
        ),
        migrations.CreateModel(
            name='PathItem',
            fields=[
                ID,
                ('order', models.SmallIntegerField(default=0)),
                ('path', models.ForeignKey(on_delete=KEY.CASCADE, related_name='items', to='delivery.learningpath')),
                TENANT,
                ('training', models.ForeignKey(on_delete=KEY.PROTECT, related_name='+', to='content.training')),
            ],
            options={
                'ordering': ['order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('path', 'training'), name='path_item_once')],
            },
        ),
        migrations.CreateModel(
            name='PathPlace',
            fields=[
                ID,
                ('name', models.CharField(max_length=250)),
                ('unit_name', models.CharField(blank=True, default='', max_length=200)),
                ('email', models.EmailField(blank=True, default='', max_length=254)),
                ('state', models.CharField(choices=[('joined', 'Joined'), ('completed', 'Completed'), ('left', 'Left')], default='joined', max_length=9)),
                ('source', models.CharField(default='self', max_length=8)),
                ('due_on', models.DateField(null=True)),
                ('progress', models.SmallIntegerField(default=0)),
                ('joined_at', models.DateTimeField()),
                ('completed_at', models.DateTimeField(null=True)),
                ('home', models.ForeignKey(null=True, on_delete=KEY.PROTECT, related_name='+', to='organisation.agency')),
                ('path', models.ForeignKey(on_delete=KEY.PROTECT, related_name='places', to='delivery.learningpath')),
                ('person', models.ForeignKey(on_delete=KEY.PROTECT, related_name='+', to='identity.person')),
                TENANT,
            ],
            options={
                'ordering': ['name', 'id'],
                'indexes': [models.Index(fields=['person', 'state'], name='path_place_person')],
                'constraints': [models.UniqueConstraint(fields=('path', 'person'), name='path_place_once')],
            },
        ),
    ]
