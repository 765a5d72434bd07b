"""Assigning people to a course: chosen ones, or a unit with all below it, with a date by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Assignment, Offering
from suluh.delivery.queries.courses import (
    already_in,
    assignable_course,
    assignments_of,
    staff_by_nip,
    staff_of,
    unit_to_assign,
)
from suluh.delivery.rules.review import read_numbers
from suluh.identity.models import Employment
from suluh.organisation.models import Unit
from suluh.organisation.rules.roles import home_of
from suluh.organisation.types import Actor


class SeatsLimited(DomainError):
    """A course whose seats are counted is joined one by one."""

    code = "seats_limited"
    sentence = _(
        "Kursi kelas ini dibatasi, jadi peserta mendaftar sendiri. Buka kelas tanpa batas."
    )


class NobodyToAssign(DomainError):
    """Nobody of the list serves in the actor's units."""

    code = "nobody_to_assign"
    sentence = _("Tidak ada pegawai yang cocok di unit Anda. Periksa NIP atau unitnya.")


@dataclass(frozen=True, slots=True)
class Target:
    """Who is to be assigned: a unit, or a pasted list of NIP."""

    unit: UUID | None = None
    numbers: str = ""


@dataclass(frozen=True, slots=True)
class Foresight:
    """What assigning would do."""

    people: int
    already: int
    unknown: tuple[str, ...] = ()
    unit: Unit | None = None

    @property
    def new(self) -> int:
        """Who would get a place."""
        return self.people - self.already


_PLACE = """
INSERT INTO delivery_enrolment AS e (uuid, tenant_id, offering_id, person_id, home_id, unit_id, name,
    unit_name, state, source, phone, email, registered_at, result, assignment_id, due_on)
SELECT gen_random_uuid(), %(organiser)s, %(offering)s, p.id, em.tenant_id, em.unit_id,
    concat(nullif(p.title_before, '') || ' ', p.name, ', ' || nullif(p.title_after, '')),
    u.name, 'registered', 'assigned', p.phone, p.email, %(now)s, '{}', %(assignment)s, %(due)s
FROM identity_employment em
JOIN identity_person p ON p.id = em.person_id
JOIN organisation_unit u ON u.id = em.unit_id
WHERE em.id = ANY(%(staff)s)
ORDER BY p.id
ON CONFLICT (offering_id, person_id) DO UPDATE SET
    state = CASE WHEN e.state = 'cancelled' THEN 'registered' ELSE e.state END,
    registered_at = CASE WHEN e.state = 'cancelled' THEN excluded.registered_at ELSE e.registered_at END,
    cancelled_at = NULL, told_at = NULL,
    assignment_id = excluded.assignment_id, due_on = excluded.due_on
  WHERE e.assignment_id IS NULL AND e.state IN ('registered', 'waiting', 'cancelled')
RETURNING e.person_id
"""


def foresee_assignment(*, actor: Actor, course: UUID, target: Target) -> Foresight:
    """Count whom it would concern; writes nothing."""
    offering = _open_course(actor, course)
    unit, staff, unknown = _staff(actor, target)
    return Foresight(staff.count(), already_in(offering, staff), unknown, unit)


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

    With `follows`, people who come to the unit later are taken in by a nightly job. Records
    `delivery.course.assigned`; those concerned are told by the job that confirms registrations.
    """
    offering = _open_course(actor, course)
    unit, staff, _unknown = _staff(actor, target)
    ids = list(staff.values_list("id", flat=True))
    if not ids:
        raise NobodyToAssign
    assignment = Assignment.objects.create(
        tenant_id=home_of(actor),
        offering=offering,
        unit=unit,
        follows=follows and unit is not None,
        due_on=due_on,
        reason=reason[:300],
        by_id=actor.person_id,
        by_name=actor.name[:200],
        created_at=now,
    )
    assignment.people = _place(assignment, offering, ids, now=now)
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
        },
    )
    return assignment


def end_assignment(*, actor: Actor, course: UUID, uuid: UUID, now: datetime) -> None:
    """Take in nobody more; who has a place keeps it. Repeating is harmless."""
    found = assignments_of(actor, assignable_course(actor, course)).filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    if found.ended_at is None:
        found.ended_at, found.follows = now, False
        found.save(update_fields=["ended_at", "follows"])


def follow_units(*, now: datetime) -> int:
    """Take in who came to an assigned unit since; gives how many."""
    taken = 0
    with scoped(SYSTEM):
        rows = Assignment.objects.filter(
            follows=True,
            ended_at=None,
            offering__state=Offering.State.PUBLISHED,
            offering__ends_at__gt=now,
        ).select_related("offering", "unit")
        for assignment in rows:
            assert assignment.unit is not None
            staff = staff_of(assignment.unit).filter(tenant_id=assignment.tenant_id)
            ids = list(staff.values_list("id", flat=True))
            new = _place(assignment, assignment.offering, ids, now=now)
            if new:
                assignment.people += new
                assignment.save(update_fields=["people"])
            taken += new
    return taken


def _open_course(actor: Actor, course: UUID) -> Offering:
    offering = assignable_course(actor, course)
    if offering.seats is not None:
        raise SeatsLimited
    return offering


def _staff(
    actor: Actor, target: Target
) -> tuple[Unit | None, QuerySet[Employment], tuple[str, ...]]:
    if target.unit is not None:
        unit = unit_to_assign(actor, target.unit)
        return unit, staff_of(unit), ()
    pasted = read_numbers(target.numbers)
    staff = staff_by_nip(actor, pasted.numbers)
    known = set(staff.values_list("person__nip", flat=True))
    unknown = tuple(number for number in pasted.numbers if number not in known)
    return None, staff, (*unknown, *pasted.unreadable)


def _place(assignment: Assignment, offering: Offering, staff: list[int], *, now: datetime) -> int:
    """Places in the organiser's agency for people of another: in the wide scope, set-wise."""
    with scoped(SYSTEM), connection.cursor() as cursor:
        cursor.execute(
            _PLACE,
            {
                "organiser": offering.tenant_id,
                "offering": offering.pk,
                "assignment": assignment.pk,
                "due": assignment.due_on,
                "staff": staff,
                "now": now,
            },
        )
        return len(cursor.fetchall())
