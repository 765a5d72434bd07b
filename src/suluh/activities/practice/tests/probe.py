"""How the cross-tenant probe asks for the pages of practice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile

from suluh.activities.practice.models import Entry, File, Guide, Milestone, Practice
from suluh.activities.practice.tests.sample import SETTINGS
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.models import Enrolment, Progress
from suluh.delivery.tests import make
from tests.make import person
from tests.security.routes import Case, Foreign, Own
from tests.security.world import World


def _made(world: World) -> tuple[Practice, File]:
    """A running practice of the other agency, with a mentor, a milestone, evidence and a file."""
    task = {"kind": "practice", "title": world.canary, "settings": SETTINGS}
    version = texts.published(texts.training(world.other, world.canary), task)
    offering = make.course(version, audience="agency")
    mentor = person(world.other_unit, f"Mentor {world.canary}")
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
        made = Practice.objects.create(
            tenant=world.other, activity=activity, enrolment=place, person=world.other_person,
            name=world.canary, title=world.canary, course=world.canary, problem=world.canary,
            state="running", since=now(), created_at=now(),
        )  # fmt: skip
        common: dict[str, Any] = {"tenant": world.other, "practice": made}
        Guide.objects.create(
            **common, learner=world.other_person, person=mentor, name=world.canary, role="mentor",
            state="active", created_at=now(),
        )  # fmt: skip
        step = Milestone.objects.create(**common, title=world.canary, due_on=now().date())
        file = File.objects.create(
            **common, person=world.other_person, name=f"{world.canary}.pdf", size=3,
            file=ContentFile(b"isi", name="a.pdf"), sha256=b"0" * 32, scan="not_scanned",
            added_at=now(),
        )  # fmt: skip
        Entry.objects.create(
            **common, milestone=step, act="evidence", by=world.other_person, by_name=world.canary,
            text=world.canary, files=[file.pk], at=now(),
        )  # fmt: skip
    return made, file


def _practice(world: World) -> Mapping[str, Any]:
    return {"practice": _made(world)[0].uuid}


def _role(world: World) -> Mapping[str, Any]:
    return {"practice": _made(world)[0].uuid, "role": "mentor"}


def _file(world: World) -> Mapping[str, Any]:
    made, file = _made(world)
    return {"practice": made.uuid, "file": file.uuid}


def _lesson(world: World) -> dict[str, Any]:
    made = _made(world)[0]
    with scoped(SYSTEM):
        return {"offering": made.enrolment.offering.uuid, "key": made.activity.key}


def _own_file(world: World) -> Mapping[str, Any]:
    made, file = _made(world)
    with scoped(SYSTEM):
        place = {"offering": made.enrolment.offering.uuid, "key": made.activity.key}
    return place | {"file": file.uuid}


def _own_role(world: World) -> Mapping[str, Any]:
    return _lesson(world) | {"role": "mentor"}


def _desk(world: World) -> Mapping[str, Any]:
    found = _lesson(world)
    return {"course": found["offering"], "key": found["key"]}


CASES: dict[str, Case] = {
    "practice_people": Foreign(_own_role, {"orang": ""}),
    "practice_file": Foreign(_own_file),
    "practice_sheet": Foreign(_lesson),
    "practice_save": Foreign(_lesson, {"masalah": "Lain", "cap": "0"}),
    "guiding": Own(_practice),
    "guiding_one": Foreign(_practice, {"aksi": "pesan", "catatan": "Lain"}),
    "guiding_score": Foreign(_role, {"points": "90"}),
    "guiding_file": Foreign(_file),
    "guiding_sheet": Foreign(_practice),
    "guiding_people": Foreign(_role, {"orang": ""}),
    "guiding_seminar": Foreign(_practice, {"at": "2026-12-01T09:00", "place": "Aula"}),
    "practice_desk": Foreign(_desk, {"peserta": "", "orang": ""}),
}
