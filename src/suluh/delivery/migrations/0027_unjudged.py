from django.db import migrations, models
from django.db.models.deletion import CASCADE, PROTECT


class Migration(migrations.Migration):
    """What is finished and not judged yet, in a small table of its own."""

    dependencies = [
        ("delivery", "0026_batch_closing"),
        ("identity", "0001_initial"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Unjudged",
            fields=[
                (
                    "enrolment",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="delivery.enrolment",
                    ),
                ),
                ("since", models.DateTimeField(db_index=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=PROTECT,
                        related_name="+",
                        to="identity.person",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=PROTECT,
                        related_name="+",
                        to="organisation.agency",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
