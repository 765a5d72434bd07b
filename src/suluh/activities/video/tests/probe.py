"""How the cross-tenant probe asks for the pages of videos."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from suluh.activities.video.models import Upload
from suluh.activities.video.rules import addresses
from suluh.activities.video.tests.make import clip
from suluh.activities.video.tests.sample import SETTINGS
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.models import Enrolment, Progress
from suluh.delivery.tests import make
from tests.security.routes import Case, Foreign, Own
from tests.security.world import World


def _clip(world: World) -> Mapping[str, Any]:
    return {"clip": clip(world.other, world.canary).uuid}


def _upload(world: World) -> Mapping[str, Any]:
    with scoped(SYSTEM):
        made = Upload.objects.create(
            tenant=world.other, title=world.canary, size=9, created_by_id=world.other_person.pk,
            created_at=now(), expires_at=now(),
        )  # fmt: skip
    return {"upload": made.uuid}


def _stop(world: World) -> Mapping[str, Any]:
    return {**_lesson(world), "number": 1}


def _file(world: World) -> Mapping[str, Any]:
    """An address that was signed for somebody else."""
    found = clip(world.other, world.canary)
    signed = addresses.sign(
        found.uuid, tenant_id=world.other.pk, person_id=world.other_person.pk, now=now()
    )
    return {"signed": signed, "name": "asli.mp4"}


def _lesson(world: World) -> Mapping[str, Any]:
    video = {"kind": "video", "title": world.canary, "settings": SETTINGS}
    version = texts.published(texts.training(world.other, world.canary), video)
    offering = make.course(version, audience="agency")
    with scoped(SYSTEM):
        enrolment = Enrolment.objects.create(
            tenant=world.other, offering=offering, person=world.other_person, home=world.other,
            name=world.canary, registered_at=now(),
        )  # fmt: skip
        activity = version.activities.get()
        Progress.objects.create(
            tenant=world.other, enrolment=enrolment, person=world.other_person, activity=activity,
            opened_at=now(), changed_at=now(),
        )  # fmt: skip
    return {"offering": offering.uuid, "key": activity.key}


CASES: dict[str, Case] = {
    "video_watched": Foreign(_lesson, {"putar": str(uuid4()), "rentang": "0-5000"}),
    "video_file": Foreign(_file),
    "video_stop": Foreign(_stop, {"jawaban": "0"}),
    "upload": Own(_clip),
    "upload_part": Foreign(_upload),
    "clips": Own(_clip),
    "clip_new": Own(_clip),
    "clip": Foreign(_clip, {"title": "Lain"}),
    "clip_captions": Foreign(
        _clip, {"teks-language": "id", "teks-text": "00:00.000 --> 00:01.000\nLain"}
    ),
    "clip_archive": Foreign(_clip),
}
