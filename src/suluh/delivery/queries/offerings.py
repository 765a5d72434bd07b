"""Reading offerings: one, mine, those open to me, those an organiser runs."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from suluh.base.errors import NotAllowed, NotFound
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.setup import is_uuid
from suluh.organisation.queries.units import under
from suluh.organisation.rules.roles import Permission, can, reach
from suluh.organisation.types import Actor

PUBLIC_STATES = (Offering.State.PUBLISHED, Offering.State.FINISHED, Offering.State.CANCELLED)
LEARNABLE = (Offering.State.PUBLISHED, Offering.State.FINISHED)
HOLDING = (
    Enrolment.State.REGISTERED,
    Enrolment.State.COMPLETED,
    Enrolment.State.NOT_COMPLETED,
)
DOORS_OPEN = timedelta(minutes=30)
_RELATED = ("form", "series", "tenant", "unit")


def get_offering(actor: Actor, uuid: UUID) -> Offering:
    """An offering the actor's scope reaches; drafts only for those who may manage them."""
    found = Offering.reachable.select_related(*_RELATED).filter(uuid=uuid).first()
    if found is None or not (found.state in PUBLIC_STATES or is_manager(actor, found)):
        raise NotFound
    return found


def get_managed_offering(actor: Actor, uuid: UUID) -> Offering:
    """An event the actor may manage; every other looks absent, courses too."""
    rows = Offering.objects.select_related(*_RELATED, "template")
    found = rows.filter(uuid=uuid, kind=Offering.Kind.EVENT).first()
    if found is None or not is_manager(actor, found):
        raise NotFound
    return found


def is_manager(actor: Actor, offering: Offering) -> bool:
    """Whether the actor's roles reach the offering's unit."""
    path = offering.unit.path if offering.unit else ""
    return can(actor, Permission.EVENT_MANAGE, agency_id=offering.tenant_id, unit_path=path)


def is_course_manager(actor: Actor, offering: Offering) -> bool:
    """Whether the actor's roles reach the unit that offers the course."""
    path = offering.unit.path if offering.unit else ""
    return can(actor, Permission.TRAINING_PUBLISH, agency_id=offering.tenant_id, unit_path=path)


def unit_path_of_event(uuid: str) -> str:
    """Path of the unit that an event of the scope's agency belongs to; '' for the whole agency."""
    if not is_uuid(uuid):
        return ""
    path = Offering.objects.filter(uuid=uuid).values_list("unit__path", flat=True).first()
    return path or ""


def organised_paths(actor: Actor) -> list[str]:
    """Unit paths of the actor's agency they organise for; refuses who organises nowhere."""
    agency_id = actor.agency_id
    paths = reach(actor, Permission.EVENT_MANAGE, agency_id=agency_id) if agency_id else []
    if not paths:
        raise NotAllowed
    return paths


def managed_offerings(actor: Actor) -> QuerySet[Offering]:
    """Events of the actor's agency under the units they organise for, newest first."""
    paths = organised_paths(actor)
    rows = Offering.objects.filter(kind=Offering.Kind.EVENT)
    rows = rows.select_related("series", "form", "unit")
    return rows.filter(under(paths))


def enrolment_of(actor: Actor, offering: Offering) -> Enrolment | None:
    """The actor's own place in the offering, whatever its state."""
    return Enrolment.reachable.filter(offering=offering, person_id=actor.person_id).first()


def my_enrolments(actor: Actor) -> QuerySet[Enrolment]:
    """The actor's places at events that were not given back, latest event first."""
    return (
        Enrolment.reachable.filter(person_id=actor.person_id, offering__kind=Offering.Kind.EVENT)
        .exclude(state=Enrolment.State.CANCELLED)
        .select_related("offering", "offering__tenant", "offering__series")
        .order_by("-offering__starts_at", "-id")
    )


def running_now(actor: Actor, now: datetime) -> list[Enrolment]:
    """The actor's events that run now or open their doors within half an hour."""
    return list(
        my_enrolments(actor)
        .filter(
            state__in=HOLDING,
            offering__state=Offering.State.PUBLISHED,
            offering__starts_at__lte=now + DOORS_OPEN,
            offering__ends_at__gte=now,
        )
        .order_by("offering__starts_at", "id")[:5]
    )


def visible_offerings() -> QuerySet[Offering]:
    """Every announced offering that the scope reaches."""
    return Offering.reachable.filter(state__in=PUBLIC_STATES).select_related(
        "form", "series", "tenant"
    )


def open_for_me(actor: Actor, now: datetime, *, limit: int = 3) -> list[Offering]:
    """Events the actor may register for now and has not, soonest first."""
    mine = Enrolment.reachable.filter(offering=OuterRef("pk"), person_id=actor.person_id).exclude(
        state=Enrolment.State.CANCELLED
    )
    return list(
        visible_offerings()
        .filter(
            ~Exists(mine),
            kind=Offering.Kind.EVENT,
            state=Offering.State.PUBLISHED,
            registration_opens_at__lte=now,
            registration_closes_at__gt=now,
            ends_at__gt=now,
        )
        .order_by("starts_at", "id")[:limit]
    )
