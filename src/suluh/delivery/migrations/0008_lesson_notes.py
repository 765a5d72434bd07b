import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What learners write for themselves beside a lesson."""

    dependencies = [
        ("delivery", "0007_assigned_by_rule"),
        ("identity", "0002_person_of"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            "LessonNote",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField()),
                ("text", models.TextField(blank=True, default="")),
                ("is_marked", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField()),
                ("enrolment", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="delivery.enrolment")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.person")),
                ("tenant", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.agency")),
            ],
        ),
        migrations.AddConstraint(
            "LessonNote",
            models.UniqueConstraint(fields=("enrolment", "key"), name="lesson_note_once"),
        ),
    ]
