"""What an event raises: it has no training that could say so."""

from __future__ import annotations

from django.db import models

from suluh.base.policies import Protection
from suluh.competency.models import Competency
from suluh.competency.types import HIGHEST, LOWEST
from suluh.delivery.models.offering import Offering
from suluh.organisation.models import TenantModel


class EventCompetency(TenantModel):
    """A competency that an event helps to raise, and to which level.

    Of courses `content.TrainingCompetency` says it. Public like the event's title.
    """

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="competencies")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    level = models.SmallIntegerField()

    protection = Protection(read="true")

    class Meta:
        ordering = ["offering_id", "competency_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "competency"], name="event_competency_once"
            ),
            models.CheckConstraint(
                condition=models.Q(level__range=(LOWEST, HIGHEST)), name="event_competency_level"
            ),
        ]
