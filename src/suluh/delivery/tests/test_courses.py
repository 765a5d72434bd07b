"""Courses on offer: opened, assigned with a count first, followed by units, shown and closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Version
from suluh.content.tests import make as texts
from suluh.delivery.actions.assigning import (
    NobodyToAssign,
    Target,
    assign,
    follow_units,
    foresee_assignment,
)
from suluh.delivery.actions.course_offers import (
    NotPublished,
    Opening,
    close_course,
    follow_version,
    open_course,
)
from suluh.delivery.actions.registration import (
    CannotCancel,
    RegistrationClosed,
    cancel_enrolment,
    register,
)
from suluh.delivery.models import Assignment, Enrolment, Offering, Progress
from suluh.delivery.rules.cap import cap_of
from suluh.delivery.rules.learning_days import Effort
from suluh.delivery.tests import make
from suluh.delivery.tests.make import NOW, own
from suluh.identity.models import Person
from suluh.organisation.models import Unit
from suluh.organisation.types import Actor, Role
from tests import make as people

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 16)


def _course(**more: Any) -> Offering:
    training = texts.training(make.agency("Penyelenggara"))
    return make.course(texts.published(training, {}, {}), **more)


def _assign(who: Actor, course: Offering, unit: Unit, **more: Any) -> Assignment:
    values: dict[str, Any] = {"due_on": TODAY, "reason": "ST 1", "follows": True, "now": NOW} | more
    with scoped(own(who)):
        return assign(actor=who, course=course.uuid, target=Target(unit=unit.uuid), **values)


def test_an_organiser_opens_a_published_training_always_or_as_an_angkatan() -> None:
    home = make.unit(make.agency())
    organiser = make.actor(home, Role.ORGANISER)
    training = texts.training(home.tenant)
    texts.version(training, {})
    with scoped(own(organiser)):
        with pytest.raises(NotPublished):
            open_course(
                actor=organiser, training=training.uuid, opening=Opening("agency", NOW), now=NOW
            )
        with scoped(SYSTEM):
            Version.objects.all().delete()
        texts.published(training, {"minutes": 400})
        always = open_course(
            actor=organiser, training=training.uuid, opening=Opening("agency", NOW), now=NOW
        )
        batch = Opening(
            "agency", NOW, ends_at=NOW + timedelta(days=30), seats=30, name="Angkatan I"
        )
        angkatan = open_course(actor=organiser, training=training.uuid, opening=batch, now=NOW)
    assert (always.has_end, always.jp_minor) == (False, 800)
    assert "paling banyak 3 JP sehari: sebar sedikitnya 3 hari" in always.jp_reason
    assert (angkatan.has_end, angkatan.title) == (True, f"{training.title}: Angkatan I")


def test_a_stranger_opens_and_closes_nothing() -> None:
    course = _course()
    assert course.version is not None
    stranger = make.actor(make.unit(make.agency()), Role.ORGANISER)
    with scoped(own(stranger)):
        with pytest.raises(NotFound):
            close_course(actor=stranger, uuid=course.uuid, reason="", now=NOW)
        with pytest.raises(NotFound):
            open_course(
                actor=stranger,
                training=course.version.training.uuid,
                opening=Opening("agency", NOW),
                now=NOW,
            )


def test_assigning_a_unit_counts_first_and_places_everybody_once() -> None:
    course, unit = _course(), make.unit(make.agency())
    admin = make.actor(unit, Role.UNIT_ADMIN)
    rina = make.actor(unit)
    with scoped(own(rina)):
        register(actor=rina, offering_uuid=course.uuid, now=NOW)

    with scoped(own(admin)):
        seen = foresee_assignment(actor=admin, course=course.uuid, target=Target(unit=unit.uuid))
    made = _assign(admin, course, unit)
    again = _assign(admin, course, unit)

    with scoped(SYSTEM):
        places = {each.person_id: each for each in Enrolment.objects.all()}
    assert (seen.people, seen.already, seen.new) == (2, 1, 1)
    assert (made.people, again.people, len(places)) == (2, 0, 2)
    assert {each.due_on for each in places.values()} == {TODAY}
    assert places[admin.person_id].source == "assigned"
    assert places[rina.person_id].source == "self"
    assert places[admin.person_id].tenant_id == course.tenant_id


def test_a_list_of_nip_reaches_only_the_own_units() -> None:
    course = _course()
    unit, elsewhere = make.unit(make.agency()), make.unit(make.agency())
    admin, stranger = make.actor(unit, Role.UNIT_ADMIN), make.actor(elsewhere)
    with scoped(SYSTEM):
        numbers = [str(Person.objects.get(pk=each.person_id).nip) for each in (admin, stranger)]
    with scoped(own(admin)):
        seen = foresee_assignment(
            actor=admin, course=course.uuid, target=Target(numbers="\n".join(numbers))
        )
        with pytest.raises(NobodyToAssign):
            assign(
                actor=admin, course=course.uuid, target=Target(numbers=numbers[1]), due_on=None,
                reason="", follows=False, now=NOW,
            )  # fmt: skip
        with pytest.raises(NotFound):
            foresee_assignment(actor=admin, course=course.uuid, target=Target(unit=elsewhere.uuid))
    assert (seen.people, seen.unknown) == (1, (numbers[1],))


def test_who_comes_to_the_unit_later_is_taken_in_by_night() -> None:
    course, unit = _course(), make.unit(make.agency())
    admin = make.actor(unit, Role.UNIT_ADMIN)
    _assign(admin, course, unit)
    newcomer = make.actor(unit)

    assert (follow_units(now=NOW), follow_units(now=NOW)) == (1, 0)

    with scoped(SYSTEM):
        assert Enrolment.objects.get(person_id=newcomer.person_id).due_on == TODAY + timedelta(
            days=1
        )
        assert Assignment.objects.get().people == 2


def test_who_is_assigned_does_not_leave() -> None:
    course, unit = _course(), make.unit(make.agency())
    admin = make.actor(unit, Role.UNIT_ADMIN)
    _assign(admin, course, unit)
    with scoped(own(admin)), pytest.raises(CannotCancel):
        cancel_enrolment(actor=admin, offering_uuid=course.uuid, now=NOW)


def test_a_closed_course_takes_nobody_new() -> None:
    home = make.unit(make.agency())
    organiser, rina = make.actor(home, Role.ORGANISER), make.actor(make.unit(make.agency()))
    course = make.course(texts.published(texts.training(home.tenant), {}))
    with scoped(own(organiser)):
        close_course(actor=organiser, uuid=course.uuid, reason="", now=NOW)
        close_course(actor=organiser, uuid=course.uuid, reason="", now=NOW + timedelta(days=1))
    with scoped(own(rina)), pytest.raises(RegistrationClosed):
        register(actor=rina, offering_uuid=course.uuid, now=NOW + timedelta(hours=1))


def test_courses_follow_the_newest_version() -> None:
    course = _course()
    assert course.version is not None
    newer = texts.published(course.version.training, {"minutes": 90})
    with scoped(SYSTEM):
        moved = follow_version(training_id=newer.training_id, now=NOW)
        again = follow_version(training_id=newer.training_id, now=NOW)
        course.refresh_from_db()
    assert (moved, again, course.version_id, course.jp_minor) == (1, 0, newer.pk, 200)


def test_the_daily_limit_is_told_before_it_bites() -> None:
    done = [Effort(90, {}, TODAY), Effort(60, {}, TODAY - timedelta(days=1))]
    half = cap_of(done, total=400, limit=300, today=TODAY)
    full = cap_of([*done, Effort(90, {}, TODAY)], total=400, limit=300, today=TODAY)

    assert (half.days, half.today, half.is_reached) == (3, 200, False)
    assert (full.today, full.is_reached) == (300, True)
    assert cap_of([], total=135, limit=300, today=TODAY).matters is False
    beside = cap_of([Effort(45, {}, TODAY)], total=90, limit=300, today=TODAY, elsewhere=200)
    assert (beside.matters, beside.is_reached, beside.today) == (True, True, 300)


def test_the_pages_of_a_course_from_catalogue_to_certificate(client: Client) -> None:
    course = _course(starts_at=now() - timedelta(days=1))
    learner = people.person(people.unit(people.agency()))
    people.sign_in(client, learner)

    assert course.title in client.get("/belajar/?waktu=kapan-saja").content.decode()
    assert client.get(f"/acara/{course.uuid}/")["Location"] == f"/pelatihan/{course.uuid}/"
    begun = client.post(f"/pelatihan/{course.uuid}/mulai/", follow=True)
    for _turn in range(2):
        url = client.get(f"/pelatihan/{course.uuid}/belajar/")["Location"]
        assert client.get(url).status_code == 200
        early = client.post(url, {"end": "1"}, follow=True).content.decode()
        assert "Baca dengan tenang" in early
        with scoped(SYSTEM):
            Progress.objects.update(opened_at=now() - timedelta(minutes=5))
        client.post(url, {"end": "1"})
        assert "Lanjutkan" in client.get("/").content.decode() or _turn

    with scoped(SYSTEM):
        place = Enrolment.objects.get()
    assert begun.status_code == 200
    assert (place.state, place.progress) == ("completed", 100)
    assert "Lihat sertifikat" in client.get(f"/pelatihan/{course.uuid}/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_of_courses_cost_the_same_for_one_and_three(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    agency = people.agency()
    unit = people.unit(agency)
    organiser = people.person(unit)
    people.grant(organiser, Role.ORGANISER, agency)
    people.sign_in(client, organiser)
    version = texts.published(texts.training(agency), {})
    courses = [make.course(version) for _ in range(count)]
    with scoped(SYSTEM):
        for _turn in range(count):
            person = people.person(unit)
            Enrolment.objects.create(
                tenant=agency, offering=courses[0], person=person, home=agency, name=person.name,
                registered_at=now(),
            )  # fmt: skip
    pages = {
        f"/kelola/pelatihan/{version.training.uuid}/kelas/": 9,
        f"/kelola/kelas/{courses[0].uuid}/": 10,
    }
    for url, queries in pages.items():
        with django_assert_num_queries(queries):
            assert client.get(url).status_code == 200
