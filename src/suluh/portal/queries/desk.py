"""The staff's desk: the events of these days, and what is stuck."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from suluh.base.clock import local_date
from suluh.base.errors import NotAllowed
from suluh.credentials.models import Certificate
from suluh.delivery.models import Complaint, Correction, Offering
from suluh.delivery.queries.batches import running_batches
from suluh.delivery.queries.offerings import managed_offerings
from suluh.delivery.queries.requests import count_to_decide
from suluh.identity.models import ImportRun
from suluh.ledger.models import ReversalRequest
from suluh.organisation.rules.roles import ROLE_TABLE, Permission, can
from suluh.organisation.types import Actor
from suluh.recognition.queries.queue import waiting_count

UNSEALED_IS_STUCK = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Desk:
    """Events of this week, and counts of what waits (None: not this actor's work)."""

    events: list[Offering] = field(default_factory=list)
    complaints: int | None = None
    corrections: int | None = None
    reversals: int | None = None
    unsealed: int | None = None
    imports: int | None = None
    claims: int | None = None
    requests: int | None = None
    batches: list[Offering] = field(default_factory=list)
    sees_rate: bool = False
    sees_team: bool = False


def get_desk(actor: Actor, *, now: datetime) -> Desk:
    """Counts are capped by what the actor's roles reach; raises NotAllowed without any role."""
    if len(actor.grants) < 2:
        raise NotAllowed
    organises = can_here(actor, Permission.EVENT_MANAGE)
    publishes = can_here(actor, Permission.TRAINING_PUBLISH)
    return Desk(
        events=_events(actor, now) if organises else [],
        complaints=_open_complaints() if organises else None,
        corrections=_waiting_corrections(actor) if organises else None,
        reversals=_waiting_reversals(actor) if organises else None,
        unsealed=_unsealed(now) if organises else None,
        imports=_open_imports() if can_here(actor, Permission.PEOPLE_IMPORT) else None,
        requests=_requests(actor, now) if publishes else None,
        batches=running_batches(actor, now=now)[:6] if publishes else [],
        claims=waiting_count(actor) if can_here(actor, Permission.CLAIM_CHECK) else None,
        sees_rate=actor.holds(*ROLE_TABLE[Permission.RATE_VIEW]),
        sees_team=actor.holds(*ROLE_TABLE[Permission.TEAM_VIEW]),
    )


def can_here(actor: Actor, permission: Permission) -> bool:
    """Whether the actor may do this in the home agency, over any unit."""
    return actor.holds(*ROLE_TABLE[permission]) or can(actor, permission, agency_id=actor.agency_id)


def _events(actor: Actor, now: datetime) -> list[Offering]:
    soon = managed_offerings(actor).filter(
        ends_at__gte=now - timedelta(days=1), starts_at__lte=now + timedelta(days=14)
    )
    return list(soon.exclude(state=Offering.State.CANCELLED).order_by("starts_at", "id")[:6])


def _requests(actor: Actor, now: datetime) -> int:
    return count_to_decide(actor, today=local_date(now, actor.zone))


def _open_complaints() -> int:
    return Complaint.objects.filter(state=Complaint.State.OPEN).count()


def _waiting_corrections(actor: Actor) -> int:
    rows = Correction.objects.filter(state=Correction.State.ASKED)
    return rows.exclude(asked_by_id=actor.person_id).count()


def _waiting_reversals(actor: Actor) -> int:
    rows = ReversalRequest.objects.filter(state=ReversalRequest.State.ASKED)
    return rows.exclude(asked_by_id=actor.person_id).count()


def _unsealed(now: datetime) -> int:
    rows = Certificate.objects.filter(
        sealed_at=None, state=Certificate.State.VALID, issued_at__lt=now - UNSEALED_IS_STUCK
    )
    return rows.filter(issued_at__gt=now - timedelta(days=2)).count()


def _open_imports() -> int:
    return ImportRun.objects.filter(state=ImportRun.State.COMPARED).count()
