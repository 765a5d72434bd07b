"""Saying what a training raises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy

from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.content.models import CutScore, Training, TrainingCompetency
from suluh.content.queries.carrying import usable_competencies
from suluh.content.queries.trainings import get_training
from suluh.organisation.rules.roles import Permission
from suluh.organisation.types import Actor


class LevelUndecided(DomainError):
    """Neither a level nor cut scores were given, or both."""

    code = "level_undecided"
    sentence = gettext_lazy("Pilih satu: level bagi semua yang selesai, atau nilai batas tes.")


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
    _tell(actor, training, now, {str(key): level for key, level in levels.items()})
    return training


def carry_competency(
    *, actor: Actor, uuid: UUID, competency: UUID, level: int | None, test_key: UUID | None,
    cuts: Mapping[int, int], now: datetime,
) -> TrainingCompetency:  # fmt: skip
    """The training raises this competency from now on, in place of what was said of it before.

    Either to `level` for all who complete it, or as far as the score of the activity `test_key`
    reaches by `cuts` (score by level). Records `content.training.changed`.
    """
    training = get_training(actor, uuid, Permission.TRAINING_WRITE)
    if (level is None) == (test_key is None) or bool(cuts) != (test_key is not None):
        raise LevelUndecided
    usable = {each.uuid: each for each in usable_competencies(training.tenant_id)}
    if competency not in usable:
        raise NotFound
    carried, _is_new = TrainingCompetency.objects.update_or_create(
        training=training, competency=usable[competency],
        defaults={
            "tenant_id": training.tenant_id, "test_key": test_key,
            "level": max(cuts) if level is None else level,
        },
    )  # fmt: skip
    CutScore.objects.filter(carried=carried).delete()
    CutScore.objects.bulk_create(
        CutScore(tenant_id=training.tenant_id, carried=carried, level=each, from_score=score)
        for each, score in cuts.items()
    )
    _tell(actor, training, now, {usable[competency].code: carried.level})
    return carried


def drop_competency(*, actor: Actor, uuid: UUID, competency: UUID, now: datetime) -> None:
    """The training raises this competency no more; who attained it keeps it."""
    training = get_training(actor, uuid, Permission.TRAINING_WRITE)
    rows = TrainingCompetency.objects.filter(training=training, competency__uuid=competency)
    if not rows.exists():
        raise NotFound
    rows.delete()
    _tell(actor, training, now, {})


def _tell(actor: Actor, training: Training, now: datetime, levels: Mapping[str, int]) -> None:
    record_event(
        "content.training.changed", at=now, tenant_id=training.tenant_id,
        actor_id=actor.person_id, subject=training.uuid, data={"levels": dict(levels)},
    )  # fmt: skip
