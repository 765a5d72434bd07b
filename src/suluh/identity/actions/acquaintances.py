"""Who an agency may see: people who take part, and guests it names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Acquaintance, Person
from suluh.organisation.types import Actor


def introduce(*, tenant_id: int, person_ids: Iterable[int]) -> None:
    """Let an agency see people who take part in what it holds; repeating changes nothing."""
    with scoped(SYSTEM):
        Acquaintance.objects.bulk_create(
            [Acquaintance(tenant_id=tenant_id, person_id=each) for each in person_ids],
            ignore_conflicts=True,
        )


def meet_guest(
    *, actor: Actor, name: str, email: str, organisation_name: str, now: datetime
) -> Person:
    """A person without NIP whom the actor's agency names (a speaker); found again by e-mail."""
    assert actor.agency_id is not None
    with scoped(SYSTEM):
        known = _known_guest(actor.agency_id, email)
        if known is not None:
            return known
        guest = Person.objects.create(
            name=name, email=email, organisation_name=organisation_name, created_at=now
        )
        Acquaintance.objects.create(tenant_id=actor.agency_id, person=guest)
        record_event(
            "identity.guest.met",
            at=now,
            tenant_id=actor.agency_id,
            actor_id=actor.person_id,
            subject=guest.uuid,
        )
    return guest


def _known_guest(tenant_id: int, email: str) -> Person | None:
    if not email:
        return None
    met = Acquaintance.objects.filter(tenant_id=tenant_id).values("person_id")
    return Person.objects.filter(nip=None, email__iexact=email, pk__in=met).first()
