"""What the event page shows, in two queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import (
    Document,
    Enrolment,
    Offering,
    OfferingAgency,
    OfferingPerson,
    SeatBucket,
)
from suluh.delivery.queries.offerings import (
    HOLDING,
    PUBLIC_STATES,
    enrolment_of,
    get_offering,
    is_manager,
)
from suluh.delivery.rules.doors import Door, Times, door_of
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event as one person sees it."""

    offering: Offering
    enrolment: Enrolment | None
    people: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    free: int | None
    door: Door
    is_manager: bool


def get_event_page(actor: Actor, uuid: UUID, *, now: datetime) -> EventPage:
    """The event with its speakers, documents, seats left for the actor, and the actor's place."""
    found: Any = _rows(actor).filter(uuid=uuid).first()
    manages = found is not None and is_manager(actor, found)
    if found is None or not (found.state in PUBLIC_STATES or manages):
        raise NotFound
    mine = enrolment_of(actor, found) if actor.person_id else None
    free = _free(found)
    return EventPage(
        offering=found,
        enrolment=mine,
        people=found.speakers,
        documents=found.files,
        free=free,
        door=door(found, mine.state if mine else "", free=free, now=now),
        is_manager=manages,
    )


def door(offering: Offering, own_state: str, *, free: int | None, now: datetime) -> Door:
    """Where somebody with that own state stands before the offering."""
    times = Times(
        offering.starts_at,
        offering.ends_at,
        offering.registration_opens_at,
        offering.registration_closes_at,
    )
    own = "" if own_state == Enrolment.State.CANCELLED else own_state
    return door_of(times, offering_state=offering.state, own_state=own, free=free, now=now)


def waiting_place(enrolment: Enrolment) -> int:
    """Which place in the line the person holds: 1 is next."""
    with scoped(SYSTEM):  # only a count is told; the line itself is the organiser's
        before = Enrolment.objects.filter(
            offering_id=enrolment.offering_id,
            state=Enrolment.State.WAITING,
            registered_at__lt=enrolment.registered_at,
        )
        return before.count() + 1


def _rows(actor: Actor) -> QuerySet[Offering]:
    here = OuterRef("pk")
    buckets = SeatBucket.reachable.filter(offering=here).order_by().values("offering")
    quota = OfferingAgency.reachable.filter(offering=here, agency_id=actor.agency_id or 0)
    people = OfferingPerson.reachable.filter(offering=here).order_by("order", "id")
    files = Document.reachable.filter(offering=here).order_by("id")
    return Offering.reachable.select_related("form", "series", "tenant", "unit").annotate(
        quota=Subquery(quota.values("quota")[:1]),
        free_common=Subquery(buckets.filter(agency=None).annotate(n=Sum("free")).values("n")),
        free_own=Subquery(
            buckets.filter(agency_id=actor.agency_id or 0).annotate(n=Sum("free")).values("n")
        ),
        speakers=ArraySubquery(
            people.values(json=JSONObject(name="name", role="role", topic="topic"))
        ),
        files=ArraySubquery(files.values(json=JSONObject(uuid="uuid", name="name", size="size"))),
    )


def _free(found: Any) -> int | None:
    if found.quota is not None:
        return found.free_own or 0
    return None if found.seats is None else found.free_common or 0




def get_document(actor: Actor, uuid: UUID, document_uuid: UUID) -> Document:
    """A file of an event the actor may open: who has a place, or manages the event."""
    offering = get_offering(actor, uuid)
    mine = enrolment_of(actor, offering)
    has_place = mine is not None and mine.state in HOLDING
    found = Document.reachable.filter(offering=offering, uuid=document_uuid).first()
    if found is None or not (has_place or is_manager(actor, offering)):
        raise NotFound(_("Berkas ini untuk peserta. Daftar dulu di halaman acara."))
    return found
