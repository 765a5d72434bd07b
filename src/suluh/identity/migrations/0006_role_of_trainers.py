from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('identity', '0005_activation_sent'),
    ]

    operations = [
        migrations.AlterField(
            model_name='rolegrant',
            name='role',
            field=models.CharField(choices=[('participant', 'participant'), ('supervisor', 'supervisor'), ('organiser', 'organiser'), ('author', 'author'), ('reviewer', 'reviewer'), ('publisher', 'publisher'), ('trainer', 'trainer'), ('unit_admin', 'unit_admin'), ('agency_admin', 'agency_admin'), ('leader', 'leader'), ('national', 'national')], max_length=20),
        ),
    ]
