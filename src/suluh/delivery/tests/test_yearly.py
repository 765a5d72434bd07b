"""Earned again each year, never twice within one: the new class, and what the ledger books."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from suluh.base.clock import local_date
from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Training
from suluh.content.tests import make as texts
from suluh.delivery.actions.assigning import Target, assign
from suluh.delivery.actions.registration import RegistrationClosed, register
from suluh.delivery.actions.results import record_results
from suluh.delivery.actions.yearly import renew_courses
from suluh.delivery.models import Assignment, Enrolment, Gate, Offering, OfferingAgency
from suluh.delivery.rules.years import in_year, titled
from suluh.delivery.tests import make
from suluh.delivery.tests.make import NOW, own
from suluh.delivery.types import PersonResult
from suluh.ledger.models import JpEntry
from suluh.organisation.types import Actor, Role

pytestmark = pytest.mark.django_db
NEXT = datetime(2027, 1, 1, 1, 0, tzinfo=UTC)


def _course(repeats: Training.Repeats = Training.Repeats.YEARLY) -> Offering:
    training = texts.training(make.agency("Penyelenggara"))
    with scoped(SYSTEM):
        Training.objects.filter(pk=training.pk).update(repeats=repeats)
    training.repeats = repeats
    return make.course(texts.published(training, {"minutes": 90}))


def _complete(who: Actor, course: Offering, *, at: datetime) -> None:
    with scoped(own(who)):
        register(
            actor=who,
            offering_uuid=course.uuid,
            now=min(at, NOW) if course.renews_id is None else at,
        )
    result = PersonResult(
        who.person_id, is_complete=True, conditions=(), minutes=90,
        days=((local_date(at, "Asia/Jakarta"), 90),),
    )  # fmt: skip
    record_results(offering_id=course.pk, results=[result], actor_id=None, now=at)


def _renewal(course: Offering) -> Offering:
    with scoped(SYSTEM):
        return Offering.objects.get(renews=course)


def _booked(who: Actor) -> list[tuple[int, int]]:
    with scoped(SYSTEM):
        rows = JpEntry.objects.filter(person_id=who.person_id).order_by("credit_date")
        return [(day.year, jp) for day, jp in rows.values_list("credit_date", "jp_minor")]


def test_each_year_earns_again_and_none_twice() -> None:
    course, rina = _course(), make.actor(make.unit(make.agency()))
    _complete(rina, course, at=NOW)
    renew_courses(now=NEXT)
    _complete(rina, _renewal(course), at=NEXT + timedelta(days=10))
    assert _booked(rina) == [(2026, 200), (2027, 200)]


def test_the_class_of_the_new_year_invites_the_same_agencies() -> None:
    course, guest = _course(), make.actor(make.unit(make.agency()))
    with scoped(SYSTEM):
        Offering.objects.filter(pk=course.pk).update(audience="chosen")
        OfferingAgency.objects.create(
            tenant=course.tenant, offering=course, agency_id=int(guest.agency_id or 0)
        )
    renew_courses(now=NEXT)
    with scoped(own(guest)):
        placed = register(actor=guest, offering_uuid=_renewal(course).uuid, now=NEXT)
    assert placed.is_new


def test_two_classes_finished_in_one_year_earn_once() -> None:
    course, rina = _course(), make.actor(make.unit(make.agency()))
    with scoped(own(rina)):
        register(actor=rina, offering_uuid=course.uuid, now=NOW)
    renew_courses(now=NEXT)
    _complete(rina, _renewal(course), at=NEXT + timedelta(days=10))
    _complete(rina, course, at=NEXT + timedelta(days=20))
    with scoped(SYSTEM):
        completed = Enrolment.objects.filter(state="completed").count()
    assert (completed, _booked(rina)) == (2, [(2027, 200)])


def test_the_year_is_that_of_the_offerings_place() -> None:
    """Half past midnight on 1 January in Jakarta is still the old year in UTC."""
    course, rina = _course(), make.actor(make.unit(make.agency()))
    _complete(rina, course, at=datetime(2026, 12, 31, 17, 30, tzinfo=UTC))
    with scoped(SYSTEM):
        assert JpEntry.objects.get().activity_key.endswith(":2027")


def test_a_course_is_renewed_once_and_only_where_it_repeats() -> None:
    yearly, single = _course(), _course(Training.Repeats.ONCE)
    counts = [renew_courses(now=moment) for moment in (NOW, NEXT, NEXT, NEXT + timedelta(days=40))]
    new = _renewal(yearly)
    late = make.actor(make.unit(make.agency()))
    with scoped(own(late)), pytest.raises(RegistrationClosed):
        register(actor=late, offering_uuid=yearly.uuid, now=NEXT + timedelta(days=1))
    assert counts == [0, 1, 0, 0]
    assert (new.title, new.is_course) == (f"{yearly.title} (2027)", True)
    assert local_date(new.starts_at, new.zone) == date(2027, 1, 1)
    with scoped(SYSTEM):
        assert not Offering.objects.filter(renews=single).exists()


def test_gate_and_following_assignments_go_on_in_the_new_class() -> None:
    course, unit = _course(), make.unit(make.agency())
    admin, rina = make.actor(unit, Role.UNIT_ADMIN), make.actor(unit)
    with scoped(SYSTEM):
        Gate.objects.create(
            tenant_id=course.tenant_id, offering=course, approval="office", changed_at=NOW
        )
        Offering.objects.filter(pk=course.pk).update(is_gated=True)
    with scoped(own(admin)):
        assign(
            actor=admin, course=course.uuid, target=Target(unit=unit.uuid), follows=True,
            due_on=date(2026, 11, 30), reason="ST 1", now=NOW,
        )  # fmt: skip
    renew_courses(now=NEXT)
    new = _renewal(course)
    with scoped(SYSTEM):
        given = Assignment.objects.get(offering=new)
        old = Assignment.objects.get(offering=course)
        people = set(Enrolment.objects.filter(offering=new).values_list("person_id", flat=True))
        gate = Gate.objects.get(offering=new)
    assert (given.due_on, given.follows, given.people) == (date(2027, 11, 30), True, 2)
    assert (old.follows, gate.approval, new.is_gated) == (False, "office", True)
    assert people == {admin.person_id, rina.person_id}


def test_titles_and_days_of_the_next_year() -> None:
    assert titled("Antikorupsi", 2027) == "Antikorupsi (2027)"
    assert titled("Antikorupsi (2027)", 2028) == "Antikorupsi (2028)"
    assert in_year(date(2028, 2, 29), 2029) == date(2029, 2, 28)
