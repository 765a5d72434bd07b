from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('identity', '0004_actor'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='activation_sent_at',
            field=models.DateTimeField(null=True),
        ),
    ]
