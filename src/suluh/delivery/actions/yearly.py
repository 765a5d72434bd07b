"""Courses that are earned again each year: every new year gives an always open one a class of its own.

People keep the place and the certificate of the old year as they are; the new class begins from
nothing, and assignments that follow their rule go on in it. What is booked is decided by the ledger's
activity key, which names the training and the year: whoever finishes two classes in one year earns
once.
"""

from __future__ import annotations

from datetime import date, datetime

from suluh.base.clock import local_date, midnight
from suluh.base.events import record_event
from suluh.base.ids import uuid7
from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Training
from suluh.delivery.actions.course_offers import foretell
from suluh.delivery.actions.offerings import invite
from suluh.delivery.actions.placing import place_people
from suluh.delivery.actions.seats import fit_seats
from suluh.delivery.models import Assignment, Gate, Offering, Prerequisite
from suluh.delivery.models.offering import NO_END
from suluh.delivery.queries.criteria import staff_of_assignment
from suluh.delivery.queries.setup import invitations_of
from suluh.delivery.rules.years import in_year, titled


def renew_courses(*, now: datetime) -> int:
    """Open this year's class of each yearly course that is always open; gives how many.

    The old one takes nobody new; who is in it may finish. Safe to repeat: an offering is renewed
    once. Records `delivery.course.renewed`.
    """
    made = 0
    with scoped(SYSTEM):
        for old in _due(now):
            new = _renew(old, now=now)
            invite(new, {row.agency_id: row.quota for row in invitations_of(old)})
            _carry_gate(old, new, now=now)
            fit_seats(offering=new, now=now)
            for assignment in Assignment.objects.filter(
                offering=old, follows=True, ended_at=None
            ).select_related("unit"):
                _carry_assignment(assignment, new, now=now)
            made += 1
    return made


def _due(now: datetime) -> list[Offering]:
    rows = Offering.objects.select_for_update(of=("self",)).filter(
        kind=Offering.Kind.COURSE,
        state=Offering.State.PUBLISHED,
        ends_at=NO_END,
        registration_closes_at__gt=now,
        version__training__repeats=Training.Repeats.YEARLY,
        renewal=None,
    )
    return [
        each
        for each in rows.select_related("version").order_by("id")
        if local_date(each.starts_at, each.zone).year < local_date(now, each.zone).year
    ]


def _renew(old: Offering, *, now: datetime) -> Offering:
    year = local_date(now, old.zone).year
    new = Offering.objects.get(pk=old.pk)
    new.pk, new.uuid, new._state.adding = None, uuid7(), True
    new.renews = old
    new.title = titled(old.title, year)
    new.starts_at = midnight(date(year, 1, 1), old.zone)
    new.registration_opens_at = now
    new.registered = new.completed = 0
    new.created_at = now
    assert new.version is not None
    foretell(new, new.version, now=now)
    new.save(force_insert=True)
    old.registration_closes_at = now
    old.save(update_fields=["registration_closes_at"])
    record_event(
        "delivery.course.renewed",
        at=now,
        tenant_id=new.tenant_id,
        subject=new.uuid,
        data={"title": new.title, "year": year},
    )
    return new


def _carry_gate(old: Offering, new: Offering, *, now: datetime) -> None:
    gate = Gate.objects.filter(offering=old).first()
    if gate is None:
        return
    Gate.objects.create(
        tenant_id=new.tenant_id,
        offering=new,
        approval=gate.approval,
        wait_days=gate.wait_days,
        on_timeout=gate.on_timeout,
        one_title=gate.one_title,
        changed_at=now,
    )
    Prerequisite.objects.bulk_create(
        Prerequisite(tenant_id=new.tenant_id, offering=new, training_id=each)
        for each in Prerequisite.objects.filter(offering=old).values_list("training_id", flat=True)
    )


def _carry_assignment(old: Assignment, new: Offering, *, now: datetime) -> None:
    year = local_date(now, new.zone).year
    made = Assignment.objects.create(
        tenant_id=old.tenant_id,
        offering=new,
        unit=old.unit,
        follows=True,
        due_on=in_year(old.due_on, year) if old.due_on else None,
        reason=old.reason,
        rule=old.rule,
        is_rule=old.is_rule,
        by_id=old.by_id,
        by_name=old.by_name,
        created_at=now,
    )
    people = list(staff_of_assignment(made).values_list("person_id", flat=True))
    made.people = place_people(
        new, people, source="assigned", assignment_id=made.pk, due_on=made.due_on, now=now
    )
    made.save(update_fields=["people"])
    old.ended_at, old.follows = now, False
    old.save(update_fields=["ended_at", "follows"])
