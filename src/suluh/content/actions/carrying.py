"""Saying what a training raises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from suluh.base.events import record_event
from suluh.content.models import Training, TrainingCompetency
from suluh.content.queries.trainings import get_training
from suluh.organisation.rules.roles import Permission
from suluh.organisation.types import Actor


def set_competencies(
    *, actor: Actor, uuid: UUID, levels: Mapping[int, int], now: datetime
) -> Training:
    """What the training raises from now on: level by competency id, in place of what was said.

    Records `content.training.changed`. Whoever completed it before keeps what they attained then.
    """
    training = get_training(actor, uuid, Permission.TRAINING_WRITE)
    TrainingCompetency.objects.filter(training=training).exclude(competency_id__in=levels).delete()
    for competency_id, level in levels.items():
        TrainingCompetency.objects.update_or_create(
            training=training, competency_id=competency_id,
            defaults={"tenant_id": training.tenant_id, "level": level},
        )  # fmt: skip
    record_event(
        "content.training.changed", at=now, tenant_id=training.tenant_id,
        actor_id=actor.person_id, subject=training.uuid,
        data={"levels": {str(key): level for key, level in levels.items()}},
    )  # fmt: skip
    return training
