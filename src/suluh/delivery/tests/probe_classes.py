"""Rows of the other agency for the cross-tenant probe: courses and angkatan with what hangs on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from itertools import count
from typing import Any

from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Activity
from suluh.content.tests import make as texts
from suluh.delivery.models import (
    Assignment,
    Batch,
    BatchTrainer,
    Enrolment,
    Gate,
    JoinRequest,
    Meeting,
    Offering,
    Paper,
    Waiver,
)
from suluh.delivery.tests import make
from tests.security.world import World

_numbers = count(1)
_SIGNER = {"name": "", "post": "", "rank": "", "nip": ""}


def make_course(world: World) -> Offering:
    """A course of the other agency, the other person in it."""
    training = texts.training(world.other, f"Pelatihan {world.canary}")
    course = make.course(texts.published(training, {"title": world.canary}), audience="agency")
    with scoped(SYSTEM):
        Enrolment.objects.create(
            tenant=world.other, offering=course, person=world.other_person, home=world.other,
            name=world.other_person.name, registered_at=make.NOW, version=course.version,
        )  # fmt: skip
    return course


def course(world: World) -> Mapping[str, Any]:
    """The course."""
    return {"uuid": make_course(world).uuid}


def lesson(world: World) -> Mapping[str, Any]:
    """An activity of it."""
    course = make_course(world)
    with scoped(SYSTEM):
        return {"uuid": course.uuid, "key": Activity.objects.get(version=course.version).key}


def training(world: World) -> Mapping[str, Any]:
    """Its training."""
    version = make_course(world).version
    assert version is not None
    return {"uuid": version.training.uuid}


def assignment(world: World) -> Mapping[str, Any]:
    """An assignment to it."""
    course = make_course(world)
    with scoped(SYSTEM):
        made = Assignment.objects.create(
            tenant=world.other, offering=course, unit=world.other_unit, follows=True, by_id=1,
            reason=world.canary, created_at=make.NOW,
        )  # fmt: skip
    return {"uuid": course.uuid, "assignment": made.uuid}


def batch(world: World) -> Mapping[str, Any]:
    """An angkatan of the other agency with a session, and the other person in it."""
    course = make_course(world)
    with scoped(SYSTEM):
        Batch.objects.create(tenant=world.other, offering=course)
    return {"uuid": course.uuid}


def meeting(world: World) -> Mapping[str, Any]:
    """A session of the timetable."""
    given = batch(world)
    with scoped(SYSTEM):
        made = Meeting.objects.create(
            tenant=world.other, offering=Offering.objects.get(uuid=given["uuid"]),
            starts_at=make.NOW, ends_at=make.NOW + timedelta(hours=1), subject=world.canary,
        )  # fmt: skip
    return {**given, "meeting": made.uuid}


def meeting_of(world: World) -> Mapping[str, Any]:
    """The class of a session."""
    return {"uuid": meeting(world)["uuid"]}


def gated(world: World) -> Offering:
    """A course that asks for approval, with a request."""
    course = make_course(world)
    with scoped(SYSTEM):
        Gate.objects.create(
            tenant=world.other, offering=course, approval="office", changed_at=make.NOW
        )
        Offering.objects.filter(pk=course.pk).update(is_gated=True)
        JoinRequest.objects.create(
            tenant=world.other, offering=course, person=world.other_person, home=world.other,
            name=world.canary, stage="office", asked_at=make.NOW, since=make.NOW,
        )  # fmt: skip
    return course


def gate(world: World) -> Mapping[str, Any]:
    """The same, by its address."""
    return {"uuid": gated(world).uuid}


def waiver(world: World) -> Mapping[str, Any]:
    """A waiver in force."""
    course = gated(world)
    with scoped(SYSTEM):
        Waiver.objects.create(
            tenant=world.other, offering=course, person=world.other_person, name=world.canary,
            reason=world.canary, by_id=1, created_at=make.NOW,
        )  # fmt: skip
    return {"uuid": course.uuid, "person": world.other_person.uuid}


def presence(world: World) -> Mapping[str, Any]:
    """A place on a roll."""
    given = meeting(world)
    with scoped(SYSTEM):
        place = Enrolment.objects.get(offering__uuid=given["uuid"])
    return {**given, "place": place.uuid}


def paper(world: World) -> Mapping[str, Any]:
    """A letter of the class."""
    given = batch(world)
    with scoped(SYSTEM):
        made = Paper.objects.create(
            tenant=world.other, offering=Offering.objects.get(uuid=given["uuid"]), kind="tugas",
            number=f"{world.canary} {next(_numbers)}", dated=make.NOW.date(), made_by_id=1,
            made_at=make.NOW, content={"people": [], "signer": _SIGNER, "city": "", "note": ""},
        )  # fmt: skip
    return {**given, "paper": made.uuid}


def trainer(world: World) -> Mapping[str, Any]:
    """A guest with the canary's name in an angkatan of the other agency."""
    given = batch(world)
    with scoped(SYSTEM):
        made = BatchTrainer.objects.create(
            tenant=world.other, offering=Offering.objects.get(uuid=given["uuid"]),
            person=world.other_person, course=world.canary, name=world.canary, zone="Asia/Jakarta",
            opens_at=make.NOW, closes_at=make.NOW + timedelta(days=400), created_at=make.NOW,
        )  # fmt: skip
    return {**given, "trainer": made.uuid}


def taught(world: World) -> Mapping[str, Any]:
    """The class of a guest."""
    return {"uuid": trainer(world)["uuid"]}
