"""Open obligations: assigned courses and paths of the people somebody leads, nearest date first.

A course and a path are one list: both become `Obligation`s by the same columns.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, NullIf

from suluh.base.errors import NotAllowed
from suluh.delivery.models import Enrolment, LearningPath, Offering, PathPlace
from suluh.delivery.queries.criteria import serving
from suluh.delivery.queries.paths import begun_on_path
from suluh.delivery.rules.deadlines import TO_SUPERVISOR, WEEK_AHEAD
from suluh.identity.models import Employment
from suluh.organisation.rules.roles import ROLE_TABLE, Permission, reach
from suluh.organisation.types import Actor

P = TypeVar("P", Enrolment, PathPlace)
LATE, SOON, IDLE, DONE = "lewat", "pekan-ini", "belum", "selesai"
COURSE, PATH = "pelatihan", "jalur"
SPOKEN_OF = timedelta(days=90)
_State = Enrolment.State
_COURSE_OPEN = Q(state__in=(_State.REGISTERED, _State.WAITING))
_PATH_OPEN = Q(state=PathPlace.State.JOINED)
_COURSE_IDLE = Q(started_at=None)
_ASSIGNED = Q(assignment__isnull=False)


@dataclass(frozen=True, slots=True)
class Obligation:
    """What one person owes: a course or a path (`kind`), named by the `subject`'s uuid."""

    kind: str
    id: int
    uuid: UUID
    subject: UUID
    title: str
    organiser_id: int
    person_id: int
    name: str
    unit_name: str
    address: str
    due_on: date | None
    progress: int
    state: str
    started_at: datetime | None

    @property
    def link(self) -> str:
        """Where the person goes on with it."""
        return f"/{self.kind}/{self.subject}/"


@dataclass(frozen=True, slots=True)
class ObligationCounts:
    """How many obligations stand where."""

    open: int
    late: int
    soon: int
    idle: int
    done: int


@dataclass(frozen=True, slots=True)
class Late:
    """Somebody's date that is past, at the agency that set it."""

    agency_id: int
    person_id: int
    due_on: date


def obligations(
    actor: Actor, *, text: str = "", state: str = "", today: date
) -> QuerySet[Any, dict[str, Any]]:
    """The columns of the actor's people's obligations, open or done, nearest date first."""
    courses = _narrowed(_courses_of(actor), state, _COURSE_OPEN, _COURSE_IDLE, today=today)
    paths = _narrowed(_paths_of(actor), state, _PATH_OPEN, ~begun_on_path(), today=today)
    if text:
        courses = courses.filter(Q(name__icontains=text) | Q(offering__title__icontains=text))
        paths = paths.filter(Q(name__icontains=text) | Q(path__title__icontains=text))
    rows = _course_columns(courses).union(_path_columns(paths), all=True)
    return rows.order_by("due_on", "name", "kind", "id")


def counts_of_obligations(actor: Actor, *, today: date) -> ObligationCounts:
    """Figures of the page; two queries."""
    courses = _counted(_courses_of(actor), _COURSE_OPEN, _COURSE_IDLE, today=today)
    paths = _counted(_paths_of(actor), _PATH_OPEN, ~begun_on_path(), today=today)
    return ObligationCounts(**{name: courses[name] + paths[name] for name in courses})


def chosen_obligations(actor: Actor, uuids: Collection[UUID]) -> list[Obligation]:
    """Those of the chosen rows that are open and of the actor's own people."""
    chosen = Q(uuid__in=list(uuids))
    courses = _course_columns(_courses_of(actor).filter(_COURSE_OPEN, chosen))
    paths = _path_columns(_paths_of(actor).filter(_PATH_OPEN, chosen))
    rows = courses.union(paths, all=True).order_by("kind", "id")
    return [Obligation(**row) for row in rows]


def due_obligations(kind: str, *, today: date, after: int, limit: int) -> list[Obligation]:
    """The next open courses or paths whose date is spoken of, behind the row `after`. Wide."""
    if kind == COURSE:
        rows = _course_columns(_due_courses(today).filter(pk__gt=after))
    else:
        rows = _path_columns(_due_paths(today).filter(pk__gt=after))
    return [Obligation(**row) for row in rows.order_by("id")[:limit]]


def late_dates(*, today: date) -> list[Late]:
    """Dates past by a day or more that are spoken of, each once for a person. Wide; one query."""
    past = Q(due_on__lte=today - TO_SUPERVISOR)
    courses = _due_courses(today).filter(past)
    paths = _due_paths(today).filter(past)
    found = courses.values_list("assignment__tenant_id", "person_id", "due_on").union(
        paths.values_list("tenant_id", "person_id", "due_on")
    )
    return [Late(agency, person, due) for agency, person, due in found if due is not None]


def _due_courses(today: date) -> QuerySet[Enrolment]:
    """Assigned places whose date comes within a week or is past by less than ninety days. Wide.

    Of those who serve at the agency that assigned them: its dates mean nothing to the next one.
    """
    return Enrolment.objects.filter(
        _spoken_of(today),
        Exists(serving(OuterRef("person_id"), at=OuterRef("assignment__tenant_id"))),
        state=_State.REGISTERED,
        assignment__isnull=False,
        offering__state=Offering.State.PUBLISHED,
    )


def _due_paths(today: date) -> QuerySet[PathPlace]:
    """Places on paths whose date is spoken of, as those of courses; one's own agency assigns. Wide."""
    return PathPlace.objects.filter(
        _spoken_of(today),
        _PATH_OPEN,
        _ASSIGNED,
        Exists(serving(OuterRef("person_id"), at=OuterRef("tenant_id"))),
    ).exclude(path__state=LearningPath.State.DRAFT)


def _course_columns(rows: QuerySet[Enrolment]) -> QuerySet[Any, dict[str, Any]]:
    """Places in courses as the columns of `Obligation`."""
    return rows.order_by().annotate(
        kind=Value(COURSE, output_field=CharField()),
        subject=F("offering__uuid"),
        title=F("offering__title"),
        organiser_id=F("tenant_id"),
        address=_address(),
    ).values(*_COLUMNS)  # fmt: skip


def _path_columns(rows: QuerySet[PathPlace]) -> QuerySet[Any, dict[str, Any]]:
    """Places on paths as the columns of `Obligation`."""
    return rows.order_by().annotate(
        kind=Value(PATH, output_field=CharField()),
        subject=F("path__uuid"),
        title=F("path__title"),
        organiser_id=F("tenant_id"),
        address=_address(),
        started_at=Case(
            When(begun_on_path(), then="joined_at"), default=None, output_field=DateTimeField()
        ),
    ).values(*_COLUMNS)  # fmt: skip


_COLUMNS = tuple(each.name for each in fields(Obligation))


def _address() -> Coalesce:
    """The address of the place, or else of the person."""
    own: NullIf = NullIf(Cast("email", TextField()), Value("", output_field=TextField()))
    return Coalesce(own, Cast("person__email", TextField()))


def _spoken_of(today: date) -> Q:
    return Q(due_on__lte=today + WEEK_AHEAD, due_on__gt=today - SPOKEN_OF)


def _narrowed(rows: QuerySet[P], state: str, is_open: Q, is_idle: Q, *, today: date) -> QuerySet[P]:
    match state:
        case "lewat":
            return rows.filter(is_open, due_on__lt=today)
        case "pekan-ini":
            return rows.filter(is_open, due_on__range=(today, today + WEEK_AHEAD))
        case "belum":
            return rows.filter(is_open, is_idle)
        case "selesai":
            return rows.filter(state="completed")
    return rows.filter(is_open)


def _counted(rows: QuerySet[Any], is_open: Q, is_idle: Q, *, today: date) -> dict[str, int]:
    week = (today, today + WEEK_AHEAD)
    return rows.aggregate(
        open=Count("id", filter=is_open),
        late=Count("id", filter=is_open & Q(due_on__lt=today)),
        soon=Count("id", filter=is_open & Q(due_on__range=week)),
        idle=Count("id", filter=is_open & is_idle),
        done=Count("id", filter=Q(state="completed")),
    )


def _courses_of(actor: Actor) -> QuerySet[Enrolment]:
    rows = Enrolment.reachable.filter(
        Exists(_staff(actor)), home_id=actor.agency_id, assignment__isnull=False
    )
    rows = rows.exclude(offering__state=Offering.State.CANCELLED)
    return rows.exclude(person_id=actor.person_id).exclude(state=_State.CANCELLED)


def _paths_of(actor: Actor) -> QuerySet[PathPlace]:
    rows = PathPlace.reachable.filter(Exists(_staff(actor)), _ASSIGNED, tenant_id=actor.agency_id)
    return rows.exclude(person_id=actor.person_id).exclude(state=PathPlace.State.LEFT)


def _staff(actor: Actor) -> QuerySet[Employment]:
    """Who of the actor's agency the actor leads, beside a row with a person."""
    if not actor.holds(*ROLE_TABLE[Permission.TEAM_VIEW]) or actor.agency_id is None:
        raise NotAllowed
    mine = Q(supervisor_id=actor.person_id)
    for path in reach(actor, Permission.TEAM_VIEW, agency_id=actor.agency_id):
        mine |= Q(unit__path__startswith=path) if path else Q(tenant_id=actor.agency_id)
    return Employment.objects.filter(mine, valid_to=None, person_id=OuterRef("person_id"))
