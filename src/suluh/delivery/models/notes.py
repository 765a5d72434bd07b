"""What learners write for themselves beside a lesson."""

from __future__ import annotations

from django.db import models

from suluh.base.policies import Protection
from suluh.delivery.models.enrolment import Enrolment
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel

LONGEST_NOTE = 10_000


class LessonNote(TenantModel):
    """A person's private note on an activity, and whether they marked it to come back to.

    `key` names the activity in every version. Nobody but the person reads it: the row policy knows
    no agency.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    text = models.TextField(blank=True, default="")
    is_marked = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    protection = Protection(tenant=None, person="person_id", person_writes=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "key"], name="lesson_note_once")
        ]
