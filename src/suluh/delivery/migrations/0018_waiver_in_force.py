from django.db import migrations, models


class Migration(migrations.Migration):
    """One waiver in force for a person and a course; withdrawn ones stay beside it."""

    dependencies = [("delivery", "0017_waiver_ended")]

    operations = [
        migrations.AddConstraint(
            'waiver',
            models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('offering', 'person'), name='waiver_in_force'),
        ),
        migrations.RemoveConstraint('waiver', 'waiver_once'),
    ]
