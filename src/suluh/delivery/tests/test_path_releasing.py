"""Who is released from a path gives back its classes that nobody has begun; the rest stays, with why."""

from __future__ import annotations

from typing import Any

import pytest

from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.assigning import Target
from suluh.delivery.actions.path_assigning import follow_paths, undo_path_assignment
from suluh.delivery.models import (
    Assignment,
    Enrolment,
    Meeting,
    Offering,
    PathAssignment,
    PathPlace,
    Presence,
    SeatBucket,
)
from suluh.delivery.tests import batches, make
from suluh.delivery.tests.assigned import ANALYSTS, give_job
from suluh.delivery.tests.make import NOW, own
from suluh.delivery.tests.paths import Town
from suluh.messaging.models import Notice
from suluh.organisation.types import Actor

pytestmark = pytest.mark.django_db


def _place(who: Actor, course: Offering) -> Enrolment:
    with scoped(SYSTEM):
        return Enrolment.objects.get(person_id=who.person_id, offering=course)


def _change(who: Actor, course: Offering, **values: Any) -> None:
    with scoped(SYSTEM):
        Enrolment.objects.filter(person_id=who.person_id, offering=course).update(**values)


def _undo(town: Town, made: PathAssignment) -> int:
    with scoped(own(town.author)):
        return undo_path_assignment(actor=town.author, path=town.path.uuid, uuid=made.uuid, now=NOW)


def _told(who: Actor) -> str:
    with scoped(SYSTEM):
        found = Notice.objects.get(person_id=who.person_id, title__startswith="Penugasan berakhir")
        return found.body


def test_what_was_not_begun_goes_and_its_seat_is_given_on() -> None:
    town = Town()
    first, second = town.courses
    with scoped(SYSTEM):
        Offering.objects.filter(pk=first.pk).update(seats=3)
        SeatBucket.objects.create(tenant=town.agency, offering=first, free=3)
    rina = make.actor(town.unit)
    made = town.assign()
    waits = make.actor(make.unit(town.agency))
    batches.enrol(first, waits, state="waiting")
    assert _place(rina, first).bucket_id is not None

    assert [_undo(town, made) for _turn in range(2)] == [2, 0]  # the author is of the town

    assert {_place(rina, each).state for each in (first, second)} == {"cancelled"}
    assert _place(waits, first).state == "registered"
    assert _told(rina) == ("Penugasan ini dibatalkan. Kelas yang ikut dilepas: Bagian 0; Bagian 1.")
    events = DomainEvent.objects.filter(name="delivery.enrolment.released")
    assert {each.data["title"] for each in events} == {"Bagian 0", "Bagian 1"}
    assert all(rina.person_id in each.data["people"] for each in events)


def test_what_somebody_did_wished_or_owes_stays_and_is_told_with_why() -> None:
    town = Town(courses=4)
    rina = make.actor(town.unit)
    with scoped(SYSTEM):
        duty = Assignment.objects.create(
            tenant=town.agency, offering=town.courses[2], by_id=1, created_at=NOW
        )
    batches.enrol(town.courses[1], rina)
    made = town.assign()
    came, _wished, owed, given = town.courses
    _change(rina, owed, assignment=duty)
    with scoped(SYSTEM):
        place = _place(rina, came)
        meeting = Meeting.objects.create(
            tenant=town.agency, offering=came, subject="Sesi 1", starts_at=NOW,
            ends_at=NOW.replace(hour=NOW.hour + 1),
        )  # fmt: skip
        Presence.objects.create(
            tenant=town.agency, meeting=meeting, enrolment=place, person_id=rina.person_id,
            status="hadir", method="list", said_at=NOW, by_id=1,
        )  # fmt: skip

    _undo(town, made)

    states = [_place(rina, each).state for each in town.courses]
    assert states == ["registered", "registered", "registered", "cancelled"]
    assert _told(rina) == (
        "Penugasan ini dibatalkan. Kelas yang ikut dilepas: Bagian 3. Kelas yang tetap ada:"
        " Bagian 0 (sudah Anda mulai); Bagian 1 (Anda ikuti atas kemauan sendiri);"
        " Bagian 2 (ditugaskan tersendiri)."
    )
    assert given.title == "Bagian 3"


def test_what_another_path_needs_stays() -> None:
    town = Town(courses=1)
    rina = make.actor(town.unit)
    made = town.assign()
    other = town.write(title="Jalur lain")
    with scoped(SYSTEM):
        PathPlace.objects.create(
            tenant=town.agency, path=other, person_id=rina.person_id, name="Rina", joined_at=NOW
        )

    _undo(town, made)

    assert _place(rina, town.courses[0]).state == "registered"
    assert _told(rina).endswith("Bagian 0 (bagian dari jalur lain yang Anda ikuti).")


def test_who_leaves_the_rule_gives_back_and_who_comes_again_has_the_classes_again() -> None:
    town = Town()
    rina, begun = make.actor(town.unit), make.actor(town.unit)
    for who in (rina, begun):
        give_job(who, "Analis Kebijakan")
    town.assign(target=Target(criteria=ANALYSTS))
    _change(begun, town.courses[0], started_at=NOW)
    for who in (rina, begun):
        give_job(who, "Pengadministrasi", "4")
    for _turn in range(2):
        follow_paths(now=NOW)
    assert {_place(rina, each).state for each in town.courses} == {"cancelled"}
    assert {_place(begun, each).state for each in town.courses} == {"registered"}

    give_job(rina, "Analis Kebijakan")
    follow_paths(now=NOW)

    assert {_place(rina, each).state for each in town.courses} == {"registered"}


@pytest.mark.parametrize("crowd", [1, 3])
def test_releasing_costs_the_same_for_one_and_three(
    crowd: int, django_assert_num_queries: Any
) -> None:
    town = Town()
    for _n in range(crowd):
        make.actor(town.unit)
    made = town.assign()
    with scoped(own(town.author)), django_assert_num_queries(RELEASE):
        undo_path_assignment(actor=town.author, path=town.path.uuid, uuid=made.uuid, now=NOW)


RELEASE = 24
