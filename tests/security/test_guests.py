"""A guest who marks in one angkatan of a foreign agency, on every route of marking.

That all other routes show the guest nothing is probed in `test_probe`, where a guest of yet another
angkatan is among the visitors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from suluh.activities.assignment.models import Bundle, Work
from suluh.activities.quiz.models import Attempt
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.delivery.models import BatchTrainer, Enrolment, Offering
from suluh.delivery.tests import teaching
from tests import make
from tests.security.routes import Foreign, cases
from tests.security.world import World, absent, seen_of, text_of

pytestmark = pytest.mark.django_db
CASES = cases()
WORKS = ("marking_work", "marking_file", "marking_assign", "marking_return")
MARKING = (*WORKS, "marking_bundle", "quiz_sheet")
# Pages of the same angkatan that are the organiser's, the participants' or the trainers' with a role.
OTHER = (
    "course_manage", "course_report", "batch_states", "batch_marks", "batch_rolls", "batch_trainers",
    "batch_papers", "course_learn", "course_calendar", "course_card", "discussion", "quiz_people",
    "quiz_test", "practice_desk", "course_survey_results", "batch_tell", "batch_close",
)  # fmt: skip


@pytest.fixture
def world(two_agencies: World) -> World:
    return two_agencies


def made(name: str, world: World) -> tuple[Mapping[str, Any], Offering]:
    """What the probe makes for the route in the foreign agency, and its offering."""
    case = CASES[name]
    assert isinstance(case, Foreign)
    given = dict(case.make(world))
    with scoped(SYSTEM):
        return given, Offering.objects.filter(tenant=world.other).latest("id")


@contextmanager
def guest_of(
    world: World, offering: Offering, **more: Any
) -> Iterator[tuple[Client, BatchTrainer]]:
    """A guest of this very angkatan, signed in with a second factor."""
    who, client = make.person(world.home_unit, "Tamu"), Client(raise_request_exception=False)
    make.second_factor(who)
    trainer = teaching.place(who, offering, **more)
    make.sign_in(client, who)
    yield client, trainer


def asked(client: Client, name: str, given: Mapping[str, Any]) -> list[tuple[int, object]]:
    """What looking and writing answer."""
    path, case = reverse(name, kwargs=dict(given)), CASES[name]
    assert isinstance(case, Foreign)
    answers = [client.get(path), client.post(path, dict(case.data))]
    return [(each.status_code, seen_of(each, given)) for each in answers]


def own_bundle(given: Mapping[str, Any], trainer: BatchTrainer) -> None:
    """The archive was asked for by the guest."""
    if "bundle" in given:
        with scoped(SYSTEM):
            Bundle.objects.filter(uuid=given["bundle"]).update(person_id=trainer.person_id)


@pytest.mark.parametrize("name", MARKING)
def test_a_guest_marks_in_the_angkatan_and_is_refused_from_its_end(name: str, world: World) -> None:
    given, offering = made(name, world)
    with guest_of(world, offering) as (client, trainer):
        own_bundle(given, trainer)
        path = reverse(name, kwargs=dict(given))
        look = client.post if name in {"marking_assign", "marking_return"} else client.get
        assert look(path, {"kepada": "", "note": "Perbaiki"}).status_code in {200, 302}
        client.get("/")  # what was said of it is read
        for gone in ({"ended_at": now()}, {"closes_at": now()}, {"opens_at": now() + HOUR}):
            with scoped(SYSTEM):
                BatchTrainer.objects.filter(pk=trainer.pk).update(**(OPEN | gone))
            assert asked(client, name, given) == asked(client, name, absent(given)), gone


HOUR = timedelta(hours=1)
OPEN = {
    "ended_at": None, "opens_at": now() - timedelta(days=1), "closes_at": now() + timedelta(days=1)
}  # fmt: skip


@pytest.mark.parametrize("name", MARKING)
def test_a_guest_of_one_angkatan_is_nobody_in_another_of_the_same_agency(
    name: str, world: World
) -> None:
    given, _offering = made(name, world)
    with guest_of(world, teaching.batch_at(world.other)) as (client, trainer):
        own_bundle(given, trainer)
        assert asked(client, name, given) == asked(client, name, absent(given))


def test_the_queues_show_one_angkatan_and_close_with_the_place(world: World) -> None:
    given, offering = made("marking_work", world)
    sheet, other = made("quiz_sheet", world)
    with guest_of(world, offering) as (client, trainer):
        queues = [f"{reverse(name)}?tamu={trainer.uuid}" for name in ("marking", "quiz_queue")]
        pages = [client.get(path) for path in queues]
        assert [page.status_code for page in pages] == [200, 200]
        assert str(given["work"]) in text_of(pages[0])
        assert str(sheet["attempt"]) not in text_of(pages[1])
        with scoped(SYSTEM):
            task = Attempt.objects.get(uuid=sheet["attempt"]).activity
        narrowed = f"{queues[0]}&tugas={other.uuid}:{task.key}"
        assert "Kosong" in text_of(client.get(narrowed))
        teaching.end(trainer)
        assert [client.get(path).status_code for path in queues] == [404, 404]
    stranger = world.visitors["participant"]
    assert [stranger.get(path).status_code for path in queues] == [404, 404]
    assert stranger.get(reverse("marking")).status_code == 403


def test_an_archive_is_asked_for_in_ones_angkatan_alone(world: World) -> None:
    given, offering = made("marking_work", world)
    with scoped(SYSTEM):
        key = Work.objects.get(uuid=given["work"]).activity.key
    ask = {"tugas": f"{offering.uuid}:{key}"}
    with guest_of(world, teaching.batch_at(world.other)) as (client, _trainer):
        assert client.post(reverse("marking_bundle_ask"), ask).status_code == 404
    with guest_of(world, offering) as (client, trainer):
        assert client.post(reverse("marking_bundle_ask"), ask).status_code == 302
        with scoped(SYSTEM):
            assert Bundle.objects.get(person_id=trainer.person_id).is_guest
        teaching.end(trainer)
        assert client.post(reverse("marking_bundle_ask"), ask).status_code == 404


@pytest.mark.parametrize("name", OTHER)
def test_the_angkatan_shows_its_guest_nothing_but_what_is_to_be_marked(
    name: str, world: World
) -> None:
    given, offering = made(name, world)
    with guest_of(world, offering) as (client, _trainer):
        assert asked(client, name, given) == asked(client, name, absent(given))


def test_a_guest_without_a_second_factor_marks_nothing(world: World) -> None:
    given, offering = made("marking_work", world)
    who, client = make.person(world.home_unit, "Tamu"), Client()
    trainer = teaching.place(who, offering)
    make.sign_in(client, who)
    for path in (
        reverse("marking_work", kwargs=dict(given)),
        f"/kelola/penilaian/?tamu={trainer.uuid}",
    ):
        answer = client.get(path)
        assert answer.status_code == 403
        assert world.canary not in text_of(answer)


def test_who_takes_part_is_no_guest_whatever_was_written_down(world: World) -> None:
    given, offering = made("marking_work", world)
    with guest_of(world, offering) as (client, trainer):
        with scoped(SYSTEM):
            Enrolment.objects.create(
                tenant=world.other, offering=offering, person_id=trainer.person_id,
                home=world.home, name="Tamu", registered_at=now(),
            )  # fmt: skip
        path = reverse("marking_work", kwargs=dict(given))
        assert client.get(path).status_code == 404


def test_in_a_guests_scope_the_database_shows_one_angkatan(world: World) -> None:
    """The second wall: a query that asks for everything still finds nobody else's place."""
    made("marking_work", world)
    _given, offering = made("marking_work", world)
    with scoped(Scope(tenant_id=world.other.pk, offering_id=offering.pk)):
        assert set(Enrolment.objects.values_list("offering_id", flat=True)) == {offering.pk}
        seen = Work.objects.filter(enrolment__tenant_id=world.other.pk).count()
        with scoped(Scope(tenant_id=world.other.pk)):
            assert Enrolment.objects.exclude(offering=offering).exists()
    assert seen == 1


def test_a_place_is_read_by_its_guest_and_its_organiser_alone(world: World) -> None:
    place = world.place
    assert place is not None

    def seen_by(agency: int | None, person: int | None) -> list[UUID]:
        with scoped(Scope(tenant_id=agency, person_id=person)):
            return list(BatchTrainer.reachable.values_list("uuid", flat=True))

    guest, other = world.people["guest"], world.people["agency_admin"]
    assert seen_by(world.home.pk, guest.pk) == [place.uuid]
    assert place.uuid in seen_by(world.other.pk, None)
    assert seen_by(world.home.pk, other.pk) == []
