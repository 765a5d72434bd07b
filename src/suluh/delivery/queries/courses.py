"""Courses as organisers see them: those of a training, one with its people, and who may be assigned."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from suluh.base.errors import NotAllowed, NotFound
from suluh.content.models import Training
from suluh.delivery.models import Assignment, Enrolment, Offering
from suluh.delivery.queries.learning import get_course
from suluh.identity.models import Employment
from suluh.organisation.models import Unit
from suluh.organisation.queries.units import office_above, under
from suluh.organisation.rules.roles import Permission, can, reach
from suluh.organisation.types import Actor

_State = Enrolment.State


@dataclass(frozen=True, slots=True)
class CourseCounts:
    """How many stand where in a course."""

    joined: int
    assigned: int
    begun: int
    completed: int
    late: int


def get_managed_course(actor: Actor, uuid: UUID) -> Offering:
    """A course the actor may manage; every other looks absent."""
    rows = Offering.objects.select_related("form", "tenant", "unit", "version__training")
    found = rows.filter(uuid=uuid, kind=Offering.Kind.COURSE).first()
    if found is None:
        raise NotFound
    path = found.unit.path if found.unit else ""
    if not can(actor, Permission.TRAINING_PUBLISH, agency_id=found.tenant_id, unit_path=path):
        raise NotFound
    return found


def courses_of(training: Training) -> QuerySet[Offering]:
    """All courses that give the training, newest first."""
    rows = Offering.objects.filter(kind=Offering.Kind.COURSE, version__training=training)
    return rows.select_related("version", "unit").order_by("-id")


def counts_of_course(offering: Offering, *, today: date) -> CourseCounts:
    """People of a course by how far they are; one query."""
    there = ~Q(state=_State.CANCELLED)
    found = Enrolment.objects.filter(offering=offering).aggregate(
        joined=Count("id", filter=there),
        assigned=Count("id", filter=there & Q(assignment__isnull=False)),
        begun=Count("id", filter=there & Q(started_at__isnull=False)),
        completed=Count("id", filter=Q(state=_State.COMPLETED)),
        late=Count("id", filter=Q(state=_State.REGISTERED, due_on__lt=today)),
    )
    return CourseCounts(**found)


def learners(
    offering: Offering, *, text: str = "", state: str = "", today: date
) -> QuerySet[Enrolment]:
    """People of a course by name, `above` their unit; narrowed by name or NIP, and how far they are."""
    rows = Enrolment.objects.filter(offering=offering).exclude(state=_State.CANCELLED)
    rows = rows.select_related("person", "home")
    match state:
        case "belum":
            rows = rows.filter(started_at=None)
        case "belajar":
            rows = rows.filter(started_at__isnull=False, state=_State.REGISTERED)
        case "selesai":
            rows = rows.filter(state=_State.COMPLETED)
        case "terlambat":
            rows = rows.filter(state=_State.REGISTERED, due_on__lt=today)
    if text.isdecimal():
        rows = rows.filter(person__nip__startswith=text)
    elif text:
        rows = rows.filter(name__icontains=text)
    return rows.annotate(above=office_above()).order_by("name", "id")


def assigning_paths(actor: Actor) -> list[str]:
    """Unit paths of the actor's agency whose people they may assign."""
    paths = (
        reach(actor, Permission.TRAINING_ASSIGN, agency_id=actor.agency_id)
        if actor.agency_id
        else []
    )
    if not paths:
        raise NotAllowed
    return paths


def may_assign(actor: Actor) -> bool:
    """Whether the actor may assign anybody of the own agency."""
    agency_id = actor.agency_id
    return bool(agency_id and reach(actor, Permission.TRAINING_ASSIGN, agency_id=agency_id))


def assignable_course(actor: Actor, uuid: UUID) -> Offering:
    """A running course to which the actor may assign people of the own agency."""
    assigning_paths(actor)
    offering = get_course(actor, uuid)
    if offering.state != Offering.State.PUBLISHED:
        raise NotFound
    return offering


def assignable_units(actor: Actor) -> list[tuple[str, str]]:
    """Units whose people the actor may assign, with their indentation by names above."""
    paths = assigning_paths(actor)
    units = list(Unit.objects.filter(valid_to=None).order_by("path"))
    names = {unit.pk: unit.name for unit in units}
    found = []
    for unit in units:
        if any(unit.path.startswith(path) for path in paths):
            above = [names.get(int(part), "") for part in unit.path.split("/") if part]
            found.append((str(unit.uuid), " / ".join(name for name in above if name)))
    return sorted(found, key=lambda pair: pair[1].lower())


def unit_to_assign(actor: Actor, uuid: UUID) -> Unit:
    """An open unit within the actor's reach."""
    rows = Unit.objects.select_related("parent")
    found = rows.filter(uuid=uuid, valid_to=None).first()
    if found is None or not any(found.path.startswith(path) for path in assigning_paths(actor)):
        raise NotFound
    return found


def staff_of(unit: Unit) -> QuerySet[Employment]:
    """Who serves in the unit or below today."""
    return Employment.objects.filter(valid_to=None, unit__path__startswith=unit.path)


def staff_by_nip(actor: Actor, numbers: Collection[str]) -> QuerySet[Employment]:
    """Present employees of the actor's agency with these NIP, within the actor's reach."""
    inside = Q(pk__in=[])
    for path in assigning_paths(actor):
        inside |= Q(unit__path__startswith=path) if path else Q(tenant_id=actor.agency_id)
    return Employment.objects.filter(inside, valid_to=None, person__nip__in=list(numbers))


def assignments_of(actor: Actor, offering: Offering) -> QuerySet[Assignment]:
    """Assignments of the actor's agency in this course within the actor's units, newest first.

    A list of NIP belongs to no unit: whoever made it, and who assigns for the whole agency, see it.
    """
    rows = Assignment.objects.filter(offering=offering).select_related("unit")
    paths = assigning_paths(actor)
    if "" in paths:
        return rows
    return rows.filter(Q(unit=None, by_id=actor.person_id) | under(paths))


def already_in(offering: Offering, staff: QuerySet[Employment]) -> int:
    """How many of these people have a place already; only a count leaves the agency's scope."""
    rows = Enrolment.reachable.filter(offering=offering, home_id__in=staff.values("tenant_id"))
    rows = rows.exclude(state=_State.CANCELLED)
    return rows.filter(person_id__in=staff.values("person_id")).count()
