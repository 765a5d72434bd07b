"""Whom a new version of a training concerns."""

from __future__ import annotations

from django.db.models import Count, Q

from suluh.content.types import Learners
from suluh.delivery.models import Enrolment, Offering


def learners_of_training(training_id: int) -> Learners:
    """Counts in courses of the scope's agency that go on: a course that is over concerns nobody."""
    rows = Enrolment.objects.filter(
        state=Enrolment.State.REGISTERED, offering__version__training=training_id,
        offering__state=Offering.State.PUBLISHED,
    )  # fmt: skip
    begun = Q(version__isnull=False)
    return Learners(
        **rows.aggregate(stay=Count("pk", filter=begun), get=Count("pk", filter=~begun))
    )
