"""What a training raises: competencies, each with the level that it leads to."""

from __future__ import annotations

from django.db import models

from suluh.base.policies import Protection
from suluh.competency.models import Competency
from suluh.competency.types import HIGHEST, LOWEST
from suluh.content.models.training import Training
from suluh.organisation.models import TenantModel


class TrainingCompetency(TenantModel):
    """A competency that the training carries, and the level of whoever has completed it.

    Public like the training's name in a catalogue: whoever may join it is told what it raises.
    """

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="competencies")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    level = models.SmallIntegerField()

    protection = Protection(read="true")

    class Meta:
        ordering = ["training_id", "competency_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["training", "competency"], name="training_competency_once"
            ),
            models.CheckConstraint(
                condition=models.Q(level__range=(LOWEST, HIGHEST)),
                name="training_competency_level",
            ),
        ]
