"""A person's calendar."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.rules.calendar import Entry
from suluh.identity.models import Person
from suluh.organisation.types import Actor


def past_places(rows: QuerySet[Enrolment], now: datetime) -> QuerySet[Enrolment]:
    """Those whose event is over, latest first."""
    return rows.filter(offering__ends_at__lte=now).order_by("-offering__starts_at", "-id")


def person_key(actor: Actor) -> UUID:
    """The public id of the actor's person."""
    return Person.objects.values_list("uuid", flat=True).get(pk=actor.person_id)


def feed_entries(person: UUID, *, base: str) -> list[Entry]:
    """The person's events of the last and coming year as calendar entries; wide scope."""
    rows = (
        Enrolment.objects.filter(person__uuid=person, offering__kind=Offering.Kind.EVENT)
        .exclude(state__in=(Enrolment.State.CANCELLED, Enrolment.State.WAITING))
        .select_related("offering")
        .order_by("-offering__starts_at")[:300]
    )
    return [entry_of(row.offering, base=base) for row in rows]


def entry_of(offering: Offering, *, base: str) -> Entry:
    """An event as a calendar entry."""
    return Entry(
        uuid=offering.uuid,
        title=offering.title,
        starts_at=offering.starts_at,
        ends_at=offering.ends_at,
        url=f"{base}/acara/{offering.uuid}/",
        place=offering.place,
        is_cancelled=offering.state == Offering.State.CANCELLED,
    )
