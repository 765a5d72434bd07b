from django.db import migrations, models


class Migration(migrations.Migration):
    """Who finished something that is not judged yet."""

    dependencies = [("delivery", "0003_courses")]

    operations = [
        migrations.AddField("Enrolment", "settle_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "Enrolment",
            models.Index(
                fields=["settle_at"],
                condition=models.Q(settle_at__isnull=False),
                name="enrolment_unsettled",
            ),
        ),
    ]
