"""Assigning people to a course: chosen ones, a unit with all below it, or whom a rule means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from suluh.base.clock import local_date
from suluh.base.errors import DomainError, NotAllowed
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.placing import place_people
from suluh.delivery.actions.releasing import Given, free_movers, release_all, release_leavers
from suluh.delivery.models import Assignment, Offering
from suluh.delivery.queries.assignments import first_names, get_assignment, seats_left
from suluh.delivery.queries.audience import is_open_to
from suluh.delivery.queries.courses import (
    already_in,
    assignable_course,
    assigning_paths,
    staff_by_nip,
    staff_of,
    unit_to_assign,
)
from suluh.delivery.queries.criteria import staff_fitting, staff_of_assignment, words_of
from suluh.delivery.rules.criteria import Criteria
from suluh.delivery.rules.deadlines import due_for_latecomer
from suluh.delivery.rules.review import read_numbers
from suluh.identity.models import Employment
from suluh.organisation.models import Unit
from suluh.organisation.rules.roles import home_of
from suluh.organisation.types import Actor

FIRST_NAMES = 10


class NobodyToAssign(DomainError):
    """Nobody of the list serves in the actor's units."""

    code = "nobody_to_assign"
    sentence = _("Tidak ada pegawai yang cocok di unit Anda. Periksa NIP atau unitnya.")


@dataclass(frozen=True, slots=True)
class Target:
    """Who is to be assigned: a unit, a pasted list of NIP, or whom criteria mean (in the unit)."""

    unit: UUID | None = None
    numbers: str = ""
    criteria: Criteria | None = None


@dataclass(frozen=True, slots=True)
class Foresight:
    """What assigning would do."""

    people: int
    already: int
    unknown: tuple[str, ...] = ()
    unit: Unit | None = None
    first: tuple[str, ...] = ()
    words: str = ""
    free: int | None = None

    @property
    def new(self) -> int:
        """Who would get a place."""
        return self.people - self.already

    @property
    def waiting(self) -> int:
        """Who would join the waiting list."""
        return 0 if self.free is None else max(0, self.new - self.free)


def foresee_assignment(*, actor: Actor, course: UUID, target: Target) -> Foresight:
    """Count whom it would concern; writes nothing."""
    offering = assignable_course(actor, course)
    unit, staff, unknown = chosen_staff(actor, target)
    return Foresight(
        staff.count(),
        already_in(offering, staff),
        unknown,
        unit,
        first=first_names(staff, limit=FIRST_NAMES),
        words=words_of(target.criteria, unit) if target.criteria is not None else "",
        free=seats_left(offering, agency_id=home_of(actor)),
    )


def assign(
    *,
    actor: Actor,
    course: UUID,
    target: Target,
    due_on: date | None,
    reason: str,
    follows: bool,
    now: datetime,
) -> Assignment:
    """Give everybody of the target a place with the date by when; who is in already keeps theirs.

    With `follows`, a nightly job takes in people who come to the unit or fit the rule later. Where
    seats are counted, those without one wait in the line. Records `delivery.course.assigned`; those
    concerned are told by the job that confirms registrations.
    """
    offering = assignable_course(actor, course)
    unit, staff, _unknown = chosen_staff(actor, target)
    people = list(staff.values_list("person_id", flat=True))
    if not people and not (target.criteria is not None and follows):
        raise NobodyToAssign
    assignment = Assignment.objects.create(
        tenant_id=home_of(actor),
        offering=offering,
        created_at=now,
        **terms_of(actor, target, unit, due_on=due_on, reason=reason, follows=follows),
    )
    assignment.people = _place(assignment, people, due_on=due_on, now=now)
    assignment.save(update_fields=["people"])
    record_event(
        "delivery.course.assigned",
        at=now,
        tenant_id=assignment.tenant_id,
        actor_id=actor.person_id,
        subject=offering.uuid,
        reason=reason,
        data={
            "count": assignment.people,
            "title": offering.title,
            "unit": unit.name if unit else "",
            "rule": assignment.rule,
        },
    )
    return assignment


def terms_of(
    actor: Actor,
    target: Target,
    unit: Unit | None,
    *,
    due_on: date | None,
    reason: str,
    follows: bool,
) -> dict[str, Any]:
    """The columns that acts of assigning share: whom it means, by when, why, by whom.

    A pasted list of NIP cannot be followed.
    """
    by_rule = target.criteria is not None
    return {
        "unit": unit,
        "follows": follows and (unit is not None or by_rule),
        "rule": target.criteria.as_data() if target.criteria is not None else {},
        "is_rule": by_rule,
        "due_on": due_on,
        "reason": reason[:300],
        "by_id": actor.person_id,
        "by_name": actor.name[:200],
    }


def end_assignment(*, actor: Actor, course: UUID, uuid: UUID, now: datetime) -> None:
    """Take in nobody more; who has a place keeps it. Repeating is harmless."""
    end_act(get_assignment(actor, course, uuid), now=now)


def undo_assignment(*, actor: Actor, course: UUID, uuid: UUID, now: datetime) -> int:
    """Take an assignment back: who has not begun is released; gives how many. Repeating releases none.

    Who began keeps the place. Records `delivery.assignment.undone`.
    """
    found = get_assignment(actor, course, uuid)
    found = Assignment.objects.select_for_update(of=("self",)).get(pk=found.pk)
    return undo_act(found, actor=actor, now=now)


def end_act(found: Given, *, now: datetime) -> None:
    """An act of assigning, of a course or a path, takes in nobody more."""
    if found.ended_at is None:
        found.ended_at, found.follows = now, False
        found.save(update_fields=["ended_at", "follows"])


def undo_act(found: Given, *, actor: Actor, now: datetime) -> int:
    """A locked act of assigning, of a course or a path, is taken back; gives how many are free."""
    if found.undone_at is not None:
        return 0
    found.undone_at = now
    found.ended_at, found.follows = found.ended_at or now, False
    found.save(update_fields=["undone_at", "ended_at", "follows"])
    released = release_all(found, actor_id=actor.person_id, now=now)
    record_event(
        "delivery.assignment.undone",
        at=now,
        tenant_id=found.tenant_id,
        actor_id=actor.person_id,
        subject=found.uuid,
        data={"count": released, "title": found.title},
    )
    return released


def follow_units(*, now: datetime) -> int:
    """Take in who fits an assignment since, and release who left it; gives how many came in.

    Who comes after the others gets days of their own (`due_for_latecomer`); who moved to another
    agency has no duty to the old one any more. A class that was narrowed takes in nobody more of an
    agency that is not of its audience.
    """
    taken = 0
    with scoped(SYSTEM):
        rows = Assignment.objects.filter(
            follows=True,
            ended_at=None,
            offering__state=Offering.State.PUBLISHED,
            offering__ends_at__gt=now,
        ).select_related("offering", "unit")
        for assignment in rows:
            release_leavers(assignment, now=now)
            if not is_open_to(assignment.offering, assignment.tenant_id):
                continue
            staff = staff_of_assignment(assignment)
            people = list(staff.values_list("person_id", flat=True))
            new = _place(assignment, people, due_on=_due_later(assignment, now), now=now)
            if new:
                Assignment.objects.filter(pk=assignment.pk).update(people=F("people") + new)
            taken += new
        free_movers(now=now)
    return taken


def _due_later(assignment: Assignment, now: datetime) -> date | None:
    course = assignment.offering
    last = local_date(course.ends_at, course.zone) if course.has_end else None
    return due_later(assignment, zone=course.zone, last=last, now=now)


def due_later(given: Given, *, zone: str, last: date | None, now: datetime) -> date | None:
    """By when those finish who are taken in now; `last` is the day on which all ends."""
    if given.due_on is None:
        return None
    return due_for_latecomer(
        given.due_on,
        given_on=local_date(given.created_at, zone),
        today=local_date(now, zone),
        last=last,
    )


def chosen_staff(
    actor: Actor, target: Target
) -> tuple[Unit | None, QuerySet[Employment], tuple[str, ...]]:
    """The unit, the people of the target within the actor's reach, and what matched nobody."""
    if target.criteria is not None:
        unit = unit_to_assign(actor, target.unit) if target.unit else None
        if unit is None and "" not in assigning_paths(actor):
            raise NotAllowed
        return unit, staff_fitting(target.criteria, unit=unit), ()
    if target.unit is not None:
        unit = unit_to_assign(actor, target.unit)
        return unit, staff_of(unit), ()
    pasted = read_numbers(target.numbers)
    staff = staff_by_nip(actor, pasted.numbers)
    known = set(staff.values_list("person__nip", flat=True))
    unknown = tuple(number for number in pasted.numbers if number not in known)
    return None, staff, (*unknown, *pasted.unreadable)


def _place(assignment: Assignment, people: list[int], *, due_on: date | None, now: datetime) -> int:
    return place_people(
        assignment.offering,
        people,
        source="assigned",
        assignment_id=assignment.pk,
        due_on=due_on,
        now=now,
    )
