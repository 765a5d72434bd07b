"""What an organiser reads: the list of events, participants, counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from suluh.delivery.models import Enrolment, Offering, SeatBucket, Series
from suluh.delivery.queries.catalogue import search
from suluh.delivery.queries.offerings import managed_offerings
from suluh.organisation.types import Actor

_State = Enrolment.State


@dataclass(frozen=True, slots=True)
class Counts:
    """How many stand where."""

    registered: int
    waiting: int
    cancelled: int
    joined: int
    completed: int
    not_completed: int
    agencies: int
    free: int | None

    @property
    def holding(self) -> int:
        """Everyone with a seat."""
        return self.registered + self.completed + self.not_completed


def organised_events(
    actor: Actor, *, text: str = "", state: str = "", now: datetime
) -> QuerySet[Offering]:
    """Events the actor runs: those asked for by text and state; the latest first."""
    rows = managed_offerings(actor).order_by("-starts_at", "-id")
    match state:
        case "draf":
            rows = rows.filter(state=Offering.State.DRAFT)
        case "mendatang":
            rows = rows.filter(state=Offering.State.PUBLISHED, ends_at__gt=now)
            rows = rows.order_by("starts_at", "id")
        case "lampau":
            rows = rows.filter(ends_at__lte=now).exclude(
                state__in=(Offering.State.DRAFT, Offering.State.CANCELLED)
            )
        case "batal":
            rows = rows.filter(state=Offering.State.CANCELLED)
    return search(rows, text) if text else rows


def latest_events(actor: Actor, series: Series) -> list[Offering]:
    """The last events of a series that the actor runs, drafts too."""
    return list(managed_offerings(actor).filter(series=series).order_by("-starts_at", "-id")[:12])


def counts_of(offering: Offering) -> Counts:
    """Participants of an event by state, and seats nobody holds."""
    found = Enrolment.objects.filter(offering=offering).aggregate(
        registered=Count("id", filter=Q(state=_State.REGISTERED)),
        waiting=Count("id", filter=Q(state=_State.WAITING)),
        cancelled=Count("id", filter=Q(state=_State.CANCELLED)),
        joined=Count("id", filter=~Q(joined_at=None)),
        completed=Count("id", filter=Q(state=_State.COMPLETED)),
        not_completed=Count("id", filter=Q(state=_State.NOT_COMPLETED)),
        agencies=Count("home_id", distinct=True),
    )
    free = None
    if offering.seats is not None:
        free = sum(SeatBucket.objects.filter(offering=offering).values_list("free", flat=True))
    return Counts(**found, free=free)


def participants(
    offering: Offering, *, text: str = "", state: str = "", agency: str = ""
) -> QuerySet[Enrolment]:
    """Participants by name; narrowed by name or NIP, state, and the home agency's short name."""
    rows = Enrolment.objects.filter(offering=offering).select_related("person", "home")
    if state in _State.values:
        rows = rows.filter(state=state)
    if agency:
        rows = rows.filter(home__uuid=agency)
    if text.isdecimal():
        rows = rows.filter(person__nip__startswith=text)
    elif text:
        rows = rows.filter(name__icontains=text)
    return rows.order_by("name", "id")


def agencies_of(offering: Offering) -> list[tuple[str, str, int]]:
    """Home agencies of the participants: uuid, short name, how many; most first."""
    rows = (
        Enrolment.objects.filter(offering=offering, home__isnull=False)
        .values_list("home__uuid", "home__short_name")
        .annotate(people=Count("id"))
        .order_by("-people", "home__short_name")
    )
    return [(str(uuid), name, people) for uuid, name, people in rows[:100]]
