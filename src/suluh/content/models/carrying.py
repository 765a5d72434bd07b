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
    test_key = models.UUIDField(null=True)  # the activity whose score decides, by the cuts

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


class CutScore(TenantModel):
    """The score (hundredths of a percent) from which a test reaches a level."""

    carried = models.ForeignKey(TrainingCompetency, on_delete=models.CASCADE, related_name="cuts")
    level = models.SmallIntegerField()
    from_score = models.SmallIntegerField()

    protection = Protection(read="true")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["carried", "level"], name="cut_score_once"),
            models.CheckConstraint(
                condition=models.Q(level__range=(LOWEST, HIGHEST), from_score__range=(0, 100_00)),
                name="cut_score_range",
            ),
        ]
