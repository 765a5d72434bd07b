"""What the event page shows, in two queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
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
class Programme:
    """An event as everybody of an agency sees it, with the seats left for that agency."""

    offering: Offering
    people: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    free: int | None


@dataclass(frozen=True, slots=True)
class Glance:
    """Which version of an event the person may see (`version`), and the person's own place."""

    version: str
    enrolment: Enrolment | None


def get_glance(actor: Actor, uuid: UUID) -> Glance:
    """Version and own place in one query; absent where the scope does not reach the event."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o.xmin::text, e.id, e.uuid, e.state, e.registered_at, o.id"
            " FROM delivery_offering o LEFT JOIN delivery_enrolment e"
            " ON e.offering_id = o.id AND e.person_id = %s WHERE o.uuid = %s",
            [actor.person_id, uuid],
        )
        row: tuple[Any, ...] | None = cursor.fetchone()
    if row is None:
        raise NotFound
    mine = None
    if row[1] is not None:
        mine = Enrolment(
            id=row[1],
            uuid=row[2],
            state=row[3],
            registered_at=row[4],
            offering_id=row[5],
            person_id=actor.person_id,
        )
    return Glance(row[0], mine)


def find_programme(agency_id: int | None, uuid: UUID) -> Programme | None:
    """The event with speakers, documents and seats left for the agency's people; one query."""
    found: Any = _rows(agency_id or 0).filter(uuid=uuid).first()
    if found is None:
        return None
    return Programme(found, found.speakers, found.files, _free(found))


def check_announced(actor: Actor, offering: Offering) -> None:
    """Raise unless the event is announced or the actor may manage it."""
    if offering.state not in PUBLIC_STATES and not is_manager(actor, offering):
        raise NotFound


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


def _rows(agency_id: int) -> QuerySet[Offering]:
    here = OuterRef("pk")
    buckets = SeatBucket.reachable.filter(offering=here).order_by().values("offering")
    quota = OfferingAgency.reachable.filter(offering=here, agency_id=agency_id)
    people = OfferingPerson.reachable.filter(offering=here).order_by("order", "id")
    files = Document.reachable.filter(offering=here).order_by("id")
    return Offering.reachable.select_related("form", "series", "tenant", "unit").annotate(
        quota=Subquery(quota.values("quota")[:1]),
        free_common=Subquery(buckets.filter(agency=None).annotate(n=Sum("free")).values("n")),
        free_own=Subquery(buckets.filter(agency_id=agency_id).annotate(n=Sum("free")).values("n")),
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
