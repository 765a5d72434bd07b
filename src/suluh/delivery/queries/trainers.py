"""Guests who teach in an angkatan: the organiser's list, who may be named, the guest's own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from suluh.base.clock import local_date
from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery import ports
from suluh.delivery.models import BatchTrainer, Meeting, Offering
from suluh.delivery.queries.marking_scope import Reach, guest_places
from suluh.identity.models import Account, Person
from suluh.identity.queries.people import Face, get_face
from suluh.organisation.types import Actor

AFTERWARDS = timedelta(days=14)  # works still come in after the last day
VIEWS = ("berjalan", "berakhir")
OWN = "instansi"  # the view of one's own agency, beside those of a guest
MOST = 500


def trainers_of(offering: Offering, *, text: str = "") -> QuerySet[BatchTrainer]:
    """Everybody who was ever named, who may mark first; narrowed by name or agency."""
    rows = BatchTrainer.objects.filter(offering=offering)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(home__icontains=text))
    return rows.order_by("ended_at", "-closes_at", "name", "id")


def get_trainer(offering: Offering, uuid: UUID) -> BatchTrainer:
    """One of them."""
    found = BatchTrainer.objects.filter(offering=offering, uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def named_now(offering: Offering, *, now: datetime) -> QuerySet[BatchTrainer]:
    """Who may mark the angkatan as a guest at this moment."""
    rows = BatchTrainer.objects.filter(offering=offering, ended_at=None)
    return rows.filter(opens_at__lte=now, closes_at__gt=now)


def is_guest_of(offering_id: int, person_id: int) -> bool:
    """Whether somebody teaches, or taught, in the angkatan as a guest."""
    return BatchTrainer.objects.filter(offering_id=offering_id, person_id=person_id).exists()


def find_trainer(text: str) -> Face | None:
    """Somebody with a working account, in any agency, by their whole NIP or e-mail address.

    Nothing less finds anybody: a part of a name would turn this into a list of the nation's staff.
    """
    wanted = text.strip()
    digits = wanted.replace(" ", "")
    with scoped(SYSTEM):
        if digits.isdecimal() and len(digits) == 18:
            rows = Person.objects.filter(nip=digits)
        elif "@" in wanted:
            rows = Person.objects.filter(Q(email__iexact=wanted) | Q(account__email__iexact=wanted))
        else:
            return None
        working = Account.objects.filter(is_active=True).values("person_id")
        found = list(rows.filter(pk__in=working).values_list("pk", flat=True).distinct()[:2])
        return get_face(found[0]) if len(found) == 1 else None


def open_place(offering: Offering, person_id: int) -> BatchTrainer | None:
    """The place of somebody that was not ended."""
    rows = BatchTrainer.objects.filter(offering=offering, person_id=person_id, ended_at=None)
    return rows.first()


def usual_days(
    offering: Offering, there: BatchTrainer | None, *, now: datetime
) -> tuple[date, date]:
    """The days that somebody has already, else from today until two weeks after the last day."""
    if there is not None:
        return local_date(there.opens_at, there.zone), local_date(there.last_at, there.zone)
    today = local_date(now, offering.zone)
    last = local_date(offering.ends_at + AFTERWARDS, offering.zone) if offering.has_end else today
    return today, max(last, today + AFTERWARDS)


@dataclass(frozen=True, slots=True)
class Desk:
    """An angkatan before its guest; `waiting` is what each kind has for them to mark."""

    place: BatchTrainer
    waiting: tuple[ports.Waiting, ...] = ()

    @property
    def total(self) -> int:
        """All that waits."""
        return sum(each.count for each in self.waiting)


def my_places(
    actor: Actor, *, now: datetime, view: str = VIEWS[0], text: str = ""
) -> QuerySet[BatchTrainer]:
    """The actor's places as guest in any agency: those open now, or those that are over."""
    rows = guest_places(actor, now=now)
    if view == VIEWS[1]:
        mine = BatchTrainer.reachable.filter(person_id=actor.person_id)
        rows = mine.filter(Q(ended_at__isnull=False) | Q(closes_at__lte=now))
    if text:
        rows = rows.filter(Q(course__icontains=text) | Q(tenant__name__icontains=text))
    order = ("closes_at", "id") if view == VIEWS[0] else ("-closes_at", "-id")
    return rows.select_related("tenant").order_by(*order)


def to_come(actor: Actor, *, now: datetime) -> list[BatchTrainer]:
    """Places that begin later, the next one first."""
    rows = BatchTrainer.reachable.filter(person_id=actor.person_id, ended_at=None)
    return list(rows.filter(opens_at__gt=now).select_related("tenant").order_by("opens_at")[:20])


def desks_of(places: Sequence[BatchTrainer]) -> list[Desk]:
    """These places with what waits in each; one query for each kind, however many they are.

    Only for places that are open to who looks: it counts in the wide scope, in these offerings.
    """
    with scoped(SYSTEM):
        found = ports.waiting_in([place.offering_id for place in places])
    return [Desk(place, tuple(found.get(place.offering_id, ()))) for place in places]


@dataclass(frozen=True, slots=True)
class OwnDesk:
    """An angkatan of the own agency; `is_named` where the timetable names who looks."""

    course: Offering
    waiting: tuple[ports.Waiting, ...]
    is_named: bool

    @property
    def total(self) -> int:
        """All that waits."""
        return sum(each.count for each in self.waiting)


def own_desks(actor: Actor, reach: Reach, *, text: str = "") -> list[OwnDesk]:
    """Angkatan within reach that are not closed: the own ones first, then where most waits.

    One query for each kind, however many they are.
    """
    rows = reach.of(Offering.objects.filter(batch__closed_at=None, batch__isnull=False), "")
    rows = rows.filter(state=Offering.State.PUBLISHED)
    if text:
        rows = rows.filter(title__icontains=text)
    courses = list(rows.order_by("-starts_at", "-id")[:MOST])
    waiting = ports.waiting_in([course.pk for course in courses])
    meetings = Meeting.objects.filter(offering__in=courses, trainers__contains=[actor.name])
    named = set(meetings.values_list("offering_id", flat=True)) if actor.name else set()
    found = [
        OwnDesk(course, tuple(waiting.get(course.pk, ())), course.pk in named) for course in courses
    ]
    return sorted(found, key=lambda desk: (not desk.is_named, -desk.total))
