"""The code that stands in the addresses by which a person answers by mail."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Nobody has one yet."""

    dependencies = [("discussion", "0002_mail_choice")]

    operations = [
        migrations.AddField(
            model_name="mailchoice",
            name="reply_code",
            field=models.CharField(max_length=16, null=True, unique=True),
        ),
    ]
