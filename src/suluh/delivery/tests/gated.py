"""Rows for tests of doors: a gated course, people with a supervisor."""

from __future__ import annotations

from typing import Any

from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.actions.seats import fit_seats
from suluh.delivery.models import Gate, Offering, Prerequisite
from suluh.delivery.tests import make
from suluh.delivery.tests.make import NOW
from suluh.identity.models import Employment
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor


def course(
    at: Agency | None = None, *, approval: str = "both", seats: int | None = None, **gate: Any
) -> Offering:
    """A course with a gate. `needs`: trainings asked for before."""
    training = texts.training(at or make.agency("Penyelenggara"))
    made = make.course(texts.published(training, {}), is_gated=True, seats=seats)
    needs = gate.pop("needs", ())
    with scoped(SYSTEM):
        fit_seats(offering=made, now=NOW)
        Gate.objects.create(
            tenant_id=made.tenant_id, offering=made, approval=approval, changed_at=NOW, **gate
        )
        for each in needs:
            Prerequisite.objects.create(tenant_id=made.tenant_id, offering=made, training=each)
    return made


def supervise(who: Actor, boss: Actor) -> None:
    """Let one be the other's supervisor."""
    with scoped(SYSTEM):
        Employment.objects.filter(person_id=who.person_id).update(supervisor_id=boss.person_id)
