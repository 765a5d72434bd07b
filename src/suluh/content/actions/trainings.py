"""Trainings: begun, described, put away."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from suluh.base.events import record_event
from suluh.base.jobs import enqueue
from suluh.content.actions.covers import keep_small
from suluh.content.models import Section, Trainer, Training, Version
from suluh.content.queries.trainings import get_training, written_paths
from suluh.organisation.rules.roles import Permission
from suluh.organisation.types import Actor

CHANGEABLE = frozenset(
    {
        "title", "summary", "aims", "form", "path", "target_group", "strategic_issue", "theme",
        "requirements", "repeats", "cover",
    }
)  # fmt: skip


def create_training(
    *, actor: Actor, now: datetime, values: dict[str, Any], first_section: str
) -> Training:
    """A training with an empty draft of one section, in the unit of the author's role."""
    paths = written_paths(actor)
    assert actor.agency_id is not None
    unit_id = None if "" in paths else int(paths[0].rstrip("/").rpartition("/")[2])
    training = Training(
        tenant_id=actor.agency_id,
        unit_id=unit_id,
        created_by_id=actor.person_id,
        created_at=now,
        changed_at=now,
    )
    _apply(training, values)
    training.save(force_insert=True)
    draft = Version.objects.create(
        tenant_id=training.tenant_id, training=training, number=1, created_at=now
    )
    Section.objects.create(tenant_id=training.tenant_id, version=draft, title=first_section)
    _record("content.training.created", actor, training, now=now)
    return training


def change_training(
    *, actor: Actor, uuid: UUID, values: dict[str, Any], trainers: list[str] | None, now: datetime
) -> Training:
    """Set what is said about the training; `trainers` are lines "name, title" (None leaves them)."""
    training = get_training(actor, uuid, Permission.TRAINING_WRITE)
    _apply(training, values)
    training.changed_at = now
    training.save(update_fields=[*sorted(values), "cover_mark", "changed_at"])
    if "cover" in values:
        enqueue("delivery.follow_cover", training_id=training.pk, tenant_id=training.tenant_id)
    if trainers is not None:
        set_trainers(training, trainers)
    _record("content.training.changed", actor, training, now=now)
    return training


def archive_training(*, actor: Actor, uuid: UUID, archived: bool, now: datetime) -> Training:
    """Put a training away, or take it out again. Learners keep what they began."""
    training = get_training(actor, uuid, Permission.TRAINING_PUBLISH)
    if (training.archived_at is not None) == archived:
        return training
    training.archived_at = now if archived else None
    training.save(update_fields=["archived_at"])
    verb = "archived" if archived else "restored"
    _record(f"content.training.{verb}", actor, training, now=now)
    return training


def _apply(training: Training, values: dict[str, Any]) -> None:
    unknown = set(values) - CHANGEABLE
    if unknown:
        raise ValueError(f"not changeable: {sorted(unknown)}")
    for name, value in values.items():
        setattr(training, name, value)
    if "cover" in values:
        training.cover_mark = keep_small(values["cover"])


def set_trainers(training: Training, lines: list[str]) -> None:
    """Who teaches: lines "name; title", in their order, each name once."""
    Trainer.objects.filter(training=training).delete()
    known: dict[str, str] = {}
    for line in lines:
        name, _comma, title = line.partition(";")
        if name.strip():
            known.setdefault(name.strip()[:200], title.strip()[:200])
    Trainer.objects.bulk_create(
        Trainer(
            tenant_id=training.tenant_id, training=training, name=name, title=title, order=order
        )
        for order, (name, title) in enumerate(known.items())
    )


def _record(name: str, actor: Actor, training: Training, *, now: datetime) -> None:
    record_event(
        name,
        at=now,
        tenant_id=training.tenant_id,
        actor_id=actor.person_id,
        subject=training.uuid,
        data={"title": training.title},
    )
