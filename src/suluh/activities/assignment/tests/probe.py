"""How the cross-tenant probe asks for the pages of assignments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile

from suluh.activities.assignment.models import Bundle, File, HandIn, Work
from suluh.activities.assignment.tests.sample import SETTINGS
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.models import Enrolment, Progress
from suluh.delivery.tests import make
from tests.security.routes import Case, Foreign, Own
from tests.security.world import World


def _made(world: World) -> tuple[Work, File]:
    """A work of the other agency that was handed in, with a file."""
    task = {"kind": "assignment", "title": world.canary, "settings": SETTINGS}
    version = texts.published(texts.training(world.other, world.canary), task)
    offering = make.course(version, audience="agency")
    with scoped(SYSTEM):
        activity = version.activities.get()
        place = Enrolment.objects.create(
            tenant=world.other, offering=offering, person=world.other_person, home=world.other,
            name=world.canary, registered_at=now(), version=version,
        )  # fmt: skip
        Progress.objects.create(
            tenant=world.other, enrolment=place, person=world.other_person, activity=activity,
            opened_at=now(), changed_at=now(),
        )  # fmt: skip
        work = Work.objects.create(
            tenant=world.other, activity=activity, enrolment=place, person=world.other_person,
            state="handed_in", needs="first", text=world.canary, number=1, handed_in_at=now(),
            created_at=now(),
        )  # fmt: skip
        file = File.objects.create(
            tenant=world.other, work=work, person=world.other_person, name=f"{world.canary}.pdf",
            file=ContentFile(b"isi", name="a.pdf"), size=3, sha256=b"0" * 32, scan="not_scanned",
            added_at=now(),
        )  # fmt: skip
        HandIn.objects.create(
            tenant=world.other, work=work, number=1, person=world.other_person, text=world.canary,
            files=[file.pk], at=now(),
        )  # fmt: skip
    return work, file


def _work(world: World) -> Mapping[str, Any]:
    return {"work": _made(world)[0].uuid}


def _marked_file(world: World) -> Mapping[str, Any]:
    return {"file": _made(world)[1].uuid}


def _lesson(world: World) -> Mapping[str, Any]:
    work = _made(world)[0]
    with scoped(SYSTEM):
        return {"offering": work.enrolment.offering.uuid, "key": work.activity.key}


def _own_file(world: World) -> Mapping[str, Any]:
    work, file = _made(world)
    with scoped(SYSTEM):
        place = {"offering": work.enrolment.offering.uuid, "key": work.activity.key}
    return place | {"file": file.uuid}


def _bundle(world: World) -> Mapping[str, Any]:
    work = _made(world)[0]
    with scoped(SYSTEM):
        made = Bundle.objects.create(
            tenant=world.other, offering=work.enrolment.offering, key=work.activity.key,
            person=world.other_person, job=uuid4(), created_at=now(),
            file=ContentFile(b"isi", name="a.zip"),
        )  # fmt: skip
    return {"bundle": made.uuid}


CASES: dict[str, Case] = {
    "assignment_save": Foreign(_lesson, {"isi": "Lain", "cap": "0"}),
    "assignment_file": Foreign(_own_file),
    "marking": Own(_work),
    "marking_bundle_ask": Own(_work),
    "marking_bundle": Foreign(_bundle),
    "marking_file": Foreign(_marked_file),
    "marking_work": Foreign(_work, {"comment": "Lain"}),
    "marking_assign": Foreign(_work, {"kepada": ""}),
    "marking_return": Foreign(_work, {"note": "Lain"}),
}
