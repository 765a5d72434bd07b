"""How far a person is in each activity of a course, and what of that nobody has judged yet."""

from __future__ import annotations

from django.db import models

from suluh.base.policies import Protection
from suluh.content.models import Activity
from suluh.delivery.models.enrolment import Enrolment
from suluh.identity.models import Person
from suluh.organisation.models import Agency, TenantModel


class Progress(TenantModel):
    """One person's state in one activity. `tenant` is the organiser.

    `days` holds seconds of learning by local date: the daily cap of e-learning is reckoned from it.
    `position` belongs to the kind: where to go on. What is done stays done.
    """

    class State(models.TextChoices):
        """Opened, or the activity's own condition is met."""

        STARTED = "started"
        DONE = "done"

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="steps")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=State, default=State.STARTED)
    score = models.SmallIntegerField(null=True)  # hundredths of a percent
    seconds = models.IntegerField(default=0)
    days = models.JSONField(default=dict)
    position = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    protection = Protection(person="person_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity"], name="progress_once"),
            models.CheckConstraint(
                condition=models.Q(score=None) | models.Q(score__gte=0, score__lte=100_00),
                name="progress_score",
            ),
        ]


class Unjudged(TenantModel):
    """A place in which something is finished that nobody has judged yet (`actions/settling.py`).

    A small table of its own: a mark on the place itself would enter all of its indexes with each
    press. Without foreign keys in the database, which would lock the one row of the agency for
    thousands who press at once; whoever writes a mark holds the place.
    """

    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.CASCADE, primary_key=True, db_constraint=False
    )
    tenant = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    since = models.DateTimeField(db_index=True)

    protection = Protection(person="person_id")
