"""Rows for tests of guests who teach: an angkatan without anything, somebody's place in one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.models import Batch, BatchTrainer, Offering
from suluh.delivery.queries.marking_scope import DOOR
from suluh.delivery.tests import make
from suluh.identity.actions.acquaintances import introduce
from suluh.identity.actions.doors import open_door
from suluh.identity.models import Person
from suluh.organisation.models import Agency


def batch_at(agency: Agency, title: str = "Angkatan lain") -> Offering:
    """An angkatan that began and has nobody in it."""
    offering = make.course(texts.published(texts.training(agency, title), {}), audience="agency")
    with scoped(SYSTEM):
        Batch.objects.create(tenant=agency, offering=offering)
    return offering


def place(who: Person, at: Offering, **more: Any) -> BatchTrainer:
    """A place that is open now, as naming makes it."""
    moment = now()
    values: dict[str, Any] = {
        "tenant_id": at.tenant_id, "offering": at, "person": who, "course": at.title,
        "name": who.full_name, "zone": at.zone, "opens_at": moment - timedelta(days=1),
        "closes_at": moment + timedelta(days=1), "created_at": moment,
    } | more  # fmt: skip
    introduce(tenant_id=at.tenant_id, person_ids=[who.pk])
    open_door(person_ids=[who.pk], door=DOOR)
    with scoped(SYSTEM):
        return BatchTrainer.objects.create(**values)


def end(trainer: BatchTrainer) -> None:
    """The organiser ends it."""
    with scoped(SYSTEM):
        BatchTrainer.objects.filter(pk=trainer.pk).update(ended_at=now())
