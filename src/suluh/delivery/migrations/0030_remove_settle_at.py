from django.db import migrations


class Migration(migrations.Migration):
    """The mark on the place itself, with its index."""

    dependencies = [("delivery", "0029_bring_unjudged")]

    operations = [
        migrations.RemoveIndex("Enrolment", "enrolment_unsettled"),
        migrations.RemoveField("Enrolment", "settle_at"),
    ]
