"""Who marks a test gives more time to one person; tests whose time is up close by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from suluh.activities.quiz.actions.allowances import Extra, NothingAllowed, allow
from suluh.activities.quiz.actions.attempts import NoAttemptLeft, keep_answers
from suluh.activities.quiz.actions.closing import close_expired
from suluh.activities.quiz.models import Allowance, Attempt
from suluh.activities.quiz.queries.desk import get_test, people_at, seats_of
from suluh.activities.quiz.tests import make
from suluh.activities.quiz.tests.make import Desk
from suluh.activities.quiz.tests.test_attempts import post
from suluh.activities.quiz.types import Draw, Plan
from suluh.base.errors import NotFound
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.settling import settle_places
from suluh.delivery.models import Enrolment, Progress
from suluh.delivery.queries.learning import inside_lesson
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW
from suluh.identity.actions.acquaintances import introduce
from suluh.identity.models import Account
from suluh.organisation.types import Actor, Role
from tests import make as world

pytestmark = pytest.mark.django_db
HALF_HOUR = timedelta(minutes=30)
POWER_CUT = Extra(minutes=10, attempts=0, reason="Listrik padam di ruang tes")


def trainer(desk: Desk, role: Role = Role.TRAINER) -> Actor:
    return rows.actor(rows.unit(desk.agency), role)


def give(desk: Desk, extra: Extra = POWER_CUT, *, by: Actor | None = None, at: Any = NOW) -> None:
    actor = by or trainer(desk)
    with scoped(rows.own(actor)):
        allow(
            actor=actor, course=desk.offering.uuid, key=desk.lesson.key,
            enrolment=make.place(desk).uuid, extra=extra, now=at,
        )  # fmt: skip


def test_more_time_extends_the_running_attempt_and_every_later_one() -> None:
    desk = make.desk()
    post(desk, "mulai")
    give(desk)
    (attempt,) = make.attempts(desk)
    assert attempt.ends_at == NOW + HALF_HOUR + timedelta(minutes=10)
    late = NOW + HALF_HOUR + timedelta(minutes=9)
    with inside_lesson(desk.lesson):
        keep_answers(
            attempt=attempt.uuid, person_id=desk.learner.person_id, given={0: (("x",), 0)}, now=late
        )
    post(desk, "yakin", late)
    post(desk, "mulai", late)
    assert make.attempts(desk)[-1].ends_at == late + HALF_HOUR + timedelta(minutes=10)


def test_it_can_be_given_before_the_first_attempt_and_adds_up() -> None:
    desk = make.desk()
    give(desk)
    give(desk)
    post(desk, "mulai")
    assert make.attempts(desk)[0].ends_at == NOW + HALF_HOUR + timedelta(minutes=20)


def test_time_that_just_ran_out_goes_on_from_now() -> None:
    desk = make.desk()
    post(desk, "mulai")
    after = NOW + timedelta(hours=1)
    give(desk, at=after)
    assert make.attempts(desk)[0].ends_at == after + timedelta(minutes=10)


def test_one_more_attempt_waits_for_nothing() -> None:
    plan = Plan(draws=(Draw(1),), attempts=1, remedial_attempts=1, remedial_hours=24)
    desk = make.desk(plan=plan)
    post(desk, "mulai")
    post(desk, "yakin")
    with pytest.raises(NoAttemptLeft):
        post(desk, "mulai", NOW + timedelta(hours=23))
    later = NOW + timedelta(hours=24)
    post(desk, "mulai", later)
    post(desk, "yakin", later)
    with pytest.raises(NoAttemptLeft):
        post(desk, "mulai", later + timedelta(days=9))
    give(desk, Extra(0, 1, "Sakit saat remedial"))
    post(desk, "mulai", later)
    assert [each.number for each in make.attempts(desk)] == [1, 2, 3]


def test_the_reason_stays_in_the_audit_trail_and_nothing_is_taken_back() -> None:
    desk = make.desk()
    by = trainer(desk)
    give(desk, by=by)
    event = DomainEvent.objects.get(name="quiz.allowance.given")
    assert (event.reason, event.actor_id) == (POWER_CUT.reason, by.person_id)
    assert event.data == {"test": str(desk.lesson.key), "minutes": 10, "attempts": 0}
    with scoped(SYSTEM), pytest.raises(DatabaseError), transaction.atomic():
        Allowance.objects.update(minutes=99)


@pytest.mark.parametrize(
    "extra", [Extra(0, 0, "x"), Extra(10, 0, "  "), Extra(-5, 6, "x"), Extra(241, 0, "x")]
)
def test_it_must_give_something_and_say_why(extra: Extra) -> None:
    desk = make.desk()
    with pytest.raises(NothingAllowed):
        give(desk, extra)


def test_only_who_marks_there_gives_time() -> None:
    desk = make.desk()
    elsewhere = rows.actor(rows.unit(rows.agency("Lain")), Role.TRAINER)
    for nobody in (trainer(desk, Role.AUTHOR), elsewhere, desk.learner):
        with pytest.raises(NotFound):
            give(desk, by=nobody)


def test_a_test_whose_time_is_up_is_closed_marked_and_told_to_the_course() -> None:
    desk = make.desk()
    post(desk, "mulai")
    post(desk, "simpan", ada=["0"], q0="Bandung")
    for seconds in (-60, 0, 10):
        assert close_expired(now=NOW + HALF_HOUR + timedelta(seconds=seconds)) == 0
    later = NOW + timedelta(hours=2)
    assert close_expired(now=later) == 1
    assert close_expired(now=later) == 0

    (attempt,) = make.attempts(desk)
    assert (attempt.state, attempt.score) == ("marked", 10_000)
    assert attempt.submitted_at == NOW + HALF_HOUR + timedelta(seconds=10)
    with scoped(SYSTEM):
        assert Progress.objects.get().state == "done"
    settle_places(now=later)
    assert make.place(desk).state == "completed"


def test_tests_without_a_limit_and_extended_ones_stay_open() -> None:
    free, extended = make.desk(plan=Plan(draws=(Draw(1),))), make.desk()
    post(free, "mulai")
    post(extended, "mulai")
    give(extended, Extra(120, 0, "Gangguan jaringan"))
    assert close_expired(now=NOW + timedelta(hours=2)) == 0
    assert make.attempts(free)[0].state == make.attempts(extended)[0].state == "open"


def test_one_that_cannot_be_closed_holds_up_nobody() -> None:
    bad, good = make.desk(), make.desk()
    post(bad, "mulai")
    post(good, "mulai", NOW + timedelta(seconds=1))
    with scoped(SYSTEM):
        Attempt.objects.filter(activity_id=bad.lesson.activity_id).update(drawn=[[0, [0]]])
    with pytest.raises(KeyError):
        close_expired(now=NOW + timedelta(hours=2))
    assert make.attempts(good)[0].state == "marked"
    assert make.attempts(bad)[0].state == "open"


def fill(desk: Desk, count: int) -> None:
    """So many people in the course, each with one attempt."""
    with scoped(SYSTEM):
        for number in range(count):
            person = world.person(name=f"Peserta {number}")
            introduce(tenant_id=desk.agency.pk, person_ids=[person.pk])
            place = Enrolment.objects.create(
                tenant=desk.agency, offering=desk.offering, person=person, home=desk.agency,
                name=person.full_name, registered_at=NOW,
            )  # fmt: skip
            Attempt.objects.create(
                tenant=desk.agency, activity_id=desk.lesson.activity_id, enrolment=place,
                person=person, number=1, seed="0", drawn=[], started_at=NOW,
            )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    count: int, django_assert_num_queries: Any
) -> None:
    desk = make.desk()
    fill(desk, count)
    actor = trainer(desk)
    with scoped(rows.own(actor)):
        test = get_test(actor, course=desk.offering.uuid, key=desk.lesson.key)
        with django_assert_num_queries(3):
            seats = seats_of(test, people_at(test))
    assert len(seats) == count + 1
    with scoped(rows.own(actor)):
        assert people_at(test, state="berjalan").count() == count
        assert people_at(test, state="belum").count() == 1
        assert people_at(test, text="peserta 0", state="berjalan").count() == 1


def test_the_pages_work_for_the_trainer_and_are_absent_for_others() -> None:
    desk = make.desk()
    url = f"/kelola/kelas/{desk.offering.uuid}/tes/{desk.lesson.key}/"
    one = f"{url}{make.place(desk).uuid}/"
    client, stranger, organiser = Client(), Client(), world.person(rows.unit(desk.agency))
    world.grant(organiser, Role.ORGANISER, desk.agency)
    world.sign_in(client, organiser)
    introduce(tenant_id=desk.agency.pk, person_ids=[desk.learner.person_id])
    stranger.force_login(Account.objects.get(pk=desk.learner.account_id))
    assert one in client.get(url).content.decode()
    assert client.get(f"{url}{uuid4()}/").status_code == 404
    refused = client.post(one, {"minutes": "0", "attempts": "0", "reason": "x"})
    assert refused.status_code == 200
    given = client.post(one, {"minutes": "15", "attempts": "0", "reason": "Tunanetra"})
    assert given.status_code == 302
    assert "Tunanetra" in client.get(one).content.decode()
    assert [stranger.get(address).status_code for address in (url, one)] == [404, 404]
