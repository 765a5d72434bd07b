"""How the cross-tenant probe asks for the pages of the quiz."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile

from suluh.activities.quiz.models import (
    Attempt,
    BankImport,
    BankImportRow,
    Picture,
    Question,
    Regrade,
)
from suluh.activities.quiz.rules.writing import item_from
from suluh.activities.quiz.tests.make import questions
from suluh.activities.quiz.tests.sample import SETTINGS
from suluh.activities.quiz.types import Sort
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.models import Enrolment
from suluh.delivery.tests import make
from tests.security.routes import Case, Foreign, Own
from tests.security.world import World


def _question(world: World) -> Mapping[str, Any]:
    item = item_from(Sort.SHORT, text=f"Soal {world.canary}", lines=world.canary)
    return {"question": questions(world.other, item, category=world.canary)[0].uuid}


def _picture(world: World) -> Mapping[str, Any]:
    with scoped(SYSTEM):
        made = Picture.objects.create(
            tenant=world.other, file=ContentFile(b"gambar", name="a.webp"), sha256="0" * 64,
            width=10, height=10, created_at=now(),
        )  # fmt: skip
    return {"picture": made.uuid}


def _attempt(world: World) -> Mapping[str, Any]:
    test = {"kind": "quiz", "title": world.canary, "settings": SETTINGS}
    version = texts.published(texts.training(world.other, world.canary), test)
    offering = make.course(version, audience="agency")
    with scoped(SYSTEM):
        enrolment = Enrolment.objects.create(
            tenant=world.other, offering=offering, person=world.other_person, home=world.other,
            name=world.canary, registered_at=now(),
        )  # fmt: skip
        attempt = Attempt.objects.create(
            tenant=world.other, activity=version.activities.get(), enrolment=enrolment,
            person=world.other_person, number=1, seed="0", drawn=[], started_at=now(),
        )  # fmt: skip
    return {"attempt": attempt.uuid}


def _sheet(world: World) -> Mapping[str, Any]:
    """An attempt that waits for its marker."""
    uuid = _attempt(world)["attempt"]
    essay = item_from(Sort.ESSAY, text=f"Uraikan {world.canary}", lines="Jelas = 4")
    (question,) = questions(world.other, essay)
    with scoped(SYSTEM):
        version = question.versions.get()
        Attempt.objects.filter(uuid=uuid).update(
            drawn=[[version.pk, []]], state="submitted", submitted_at=now()
        )
    return {"attempt": uuid, "place": 0}


def _key(world: World) -> Mapping[str, Any]:
    with scoped(SYSTEM):
        found = Attempt.objects.select_related("activity").get(uuid=_sheet(world)["attempt"])
        return {"key": found.activity.key}


def _draft(world: World) -> Mapping[str, Any]:
    training = texts.training(world.other, world.canary)
    version = texts.version(training, {"kind": "quiz", "title": world.canary, "settings": SETTINGS})
    with scoped(SYSTEM):
        return {"training": training.uuid, "key": version.activities.get().key}


def _import(world: World) -> Mapping[str, Any]:
    with scoped(SYSTEM):
        run = BankImport.objects.create(
            tenant=world.other, file_name=f"{world.canary}.txt", created_by_id=world.other_person.pk,
            created_at=now(), state="compared", counts={"new": 1, "all": 1},
        )  # fmt: skip
        BankImportRow.objects.create(
            tenant=world.other, run=run, line=1, title=world.canary, change="refused",
        )  # fmt: skip
    return {"run": run.uuid}


def _test(world: World) -> Mapping[str, Any]:
    attempt = _attempt(world)["attempt"]
    with scoped(SYSTEM):
        found = Attempt.objects.select_related("enrolment__offering", "activity").get(uuid=attempt)
    place = found.enrolment
    return {"course": place.offering.uuid, "key": found.activity.key, "enrolment": place.uuid}


def _people(world: World) -> Mapping[str, Any]:
    return {name: value for name, value in _test(world).items() if name != "enrolment"}


def _regrade(world: World) -> Mapping[str, Any]:
    with scoped(SYSTEM):
        question = Question.objects.get(uuid=_question(world)["question"])
        made = Regrade.objects.create(
            tenant=world.other, question=question, version=question.versions.get(), way="void",
            reason=world.canary, by_id=world.other_person.pk, by_name=world.canary,
            created_at=now(),
        )  # fmt: skip
    return {"regrade": made.uuid}


CASES: dict[str, Case] = {
    "quiz_picture": Foreign(_picture),
    "quiz_save": Foreign(_attempt, {"jawaban": '{"0": {"a": ["x"]}}'}),
    "quiz_result": Foreign(_attempt),
    "quiz_tests": Own(_sheet),
    "quiz_queue": Own(_sheet),
    "quiz_test": Foreign(_key),
    "quiz_pick": Foreign(_draft, {"tambah": "x"}),
    "quiz_sheet": Foreign(_sheet, {"points_0": "3", "comment": "x"}),
    "quiz_people": Foreign(_people),
    "quiz_person": Foreign(_test, {"minutes": "5", "attempts": "0", "reason": "Lain"}),
    "bank": Own(_question),
    "bank_new": Own(_question, "?jenis=single"),
    "bank_question": Foreign(_question, {"text": "Lain"}),
    "bank_archive": Foreign(_question),
    "regrade_ask": Foreign(_question, {"reason": "x"}),
    "regrade": Foreign(_regrade),
    "bank_imports": Own(_import),
    "bank_import": Foreign(_import),
    "bank_import_apply": Foreign(_import),
    "bank_import_discard": Foreign(_import),
    "bank_import_undo": Foreign(_import),
    "bank_export": Own(_question, "?unduh=1&bentuk=gift"),
}
