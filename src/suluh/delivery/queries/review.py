"""Who sits in an event and who runs it; complaints and corrections waiting for a decision."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from suluh.base.errors import NotFound
from suluh.base.scope import Scope, scoped
from suluh.delivery.models import Enrolment, Offering
from suluh.organisation.rules.roles import Permission, can
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class Seat:
    """A participant at an event."""

    offering: Offering
    enrolment: Enrolment


@contextmanager
def inside(offering: Offering, actor: Actor) -> Iterator[Offering]:
    """The scope of the organiser's agency, as this person."""
    with scoped(Scope(tenant_id=offering.tenant_id, person_id=actor.person_id)):
        yield offering


def get_seat(actor: Actor, uuid: UUID) -> Seat:
    """The actor's own place at the event; NotFound where there is none."""
    enrolment = (
        Enrolment.reachable.select_related("offering", "offering__tenant")
        .filter(offering__uuid=uuid, person_id=actor.person_id)
        .exclude(state__in=(Enrolment.State.CANCELLED, Enrolment.State.WAITING))
        .first()
    )
    if enrolment is None:
        raise NotFound
    return Seat(enrolment.offering, enrolment)


def get_run_event(
    actor: Actor, uuid: UUID, permission: Permission = Permission.ATTENDANCE_RUN
) -> Offering:
    """An event of the actor's agency that the actor may run; every other looks absent."""
    found = (
        Offering.objects.select_related("tenant", "unit", "form", "series")
        .filter(uuid=uuid)
        .first()
    )
    path = found.unit.path if found and found.unit else ""
    if found is None or not can(actor, permission, agency_id=found.tenant_id, unit_path=path):
        raise NotFound
    return found
