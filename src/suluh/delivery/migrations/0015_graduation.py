from django.db import migrations, models


class Migration(migrations.Migration):
    """The rule of graduation becomes data: predicates and verdicts by versions."""

    dependencies = [("delivery", "0014_carrying")]

    operations = [
        migrations.CreateModel(
            name='GraduationRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.IntegerField()),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('legal_basis', models.CharField(max_length=200)),
                ('certainty', models.CharField(max_length=10)),
                ('changed_by_id', models.BigIntegerField(null=True)),
                ('reason', models.CharField(blank=True, default='', max_length=200)),
                ('bands', models.JSONField()),
                ('remedial_above', models.SmallIntegerField()),
                ('most_lacking', models.SmallIntegerField()),
            ],
            options={
                'ordering': ['-version'],
                'constraints': [models.UniqueConstraint(fields=('version',), name='graduation_version_once')],
            },
        ),
    ]
