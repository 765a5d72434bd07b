"""What tests of assigned courses begin with: a course, posts, an assignment by rule."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.actions.assigning import Target, assign
from suluh.delivery.actions.seats import fit_seats
from suluh.delivery.models import Assignment, Enrolment, Offering
from suluh.delivery.rules.criteria import Criteria
from suluh.delivery.tests import make
from suluh.delivery.tests.make import NOW, own
from suluh.identity.models import Employment
from suluh.organisation.models import Position
from suluh.organisation.types import Actor

TODAY = date(2026, 9, 16)
ANALYSTS = Criteria(jenis="2", post="analis")


def open_course(**more: Any) -> Offering:
    """A course of another agency for everybody, with its seats."""
    training = texts.training(make.agency("Penyelenggara"))
    made = make.course(texts.published(training, {}, {}), **more)
    with scoped(SYSTEM):
        fit_seats(offering=made, now=NOW)
    return made


def give_job(who: Actor, name: str, jenis: str = "2", **more: Any) -> None:
    """Another post for somebody, and what else their employment says."""
    with scoped(SYSTEM):
        job = Employment.objects.get(person_id=who.person_id, valid_to=None)
        job.position = Position.objects.get_or_create(
            tenant_id=job.tenant_id, name=name, jenis=jenis, jenjang=more.pop("jenjang", "")
        )[0]
        for key, value in more.items():
            setattr(job, key, value)
        job.save()


def assign_by_rule(who: Actor, course: Offering, **more: Any) -> Assignment:
    """The usual assignment of analysts, five days from today."""
    values: dict[str, Any] = {
        "target": Target(criteria=ANALYSTS), "due_on": TODAY + timedelta(days=5), "reason": "ST 1",
        "follows": True, "now": NOW,
    } | more  # fmt: skip
    with scoped(own(who)):
        return assign(actor=who, course=course.uuid, **values)


def places_of(course: Offering) -> dict[int, Enrolment]:
    """Everybody's place in the course, by person."""
    with scoped(SYSTEM):
        return {each.person_id: each for each in Enrolment.objects.filter(offering=course)}
