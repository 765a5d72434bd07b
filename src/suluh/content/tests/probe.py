"""Cases of the cross-tenant probe: the author's workshop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import Competency
from suluh.content.models import Activity, Training, TrainingCompetency
from suluh.content.tests import make
from tests.security.routes import Case, Foreign, Own
from tests.security.world import World


def _training(world: World) -> Mapping[str, Any]:
    training = make.training(world.other, f"Pelatihan {world.canary}")
    make.version(training, {"title": world.canary})
    return {"uuid": training.uuid}


def _activity(world: World) -> Mapping[str, Any]:
    found = _training(world)
    with scoped(SYSTEM):
        key = Activity.objects.get(version__training__uuid=found["uuid"]).key
    return {**found, "key": key}


def _carried(world: World) -> Mapping[str, Any]:
    found = _training(world)
    with scoped(SYSTEM):
        competency = Competency.objects.get(tenant=None, code="M.05")
        TrainingCompetency.objects.create(
            tenant=world.other, competency=competency, level=2,
            training=Training.objects.get(uuid=found["uuid"]),
        )  # fmt: skip
    return {**found, "competency": competency.uuid}


CASES: dict[str, Case] = {
    "training_competencies": Foreign(_training, {"level": "2"}),
    "training_competency_drop": Foreign(_carried, {"x": "1"}),
    "trainings": Own(_training),
    "training_new": Own(_training),
    "training": Foreign(_training),
    "training_outline": Foreign(_training, {"aksi": "tambah-bagian", "judul": "Baru"}),
    "training_draft": Foreign(_training),
    "training_files": Foreign(_training),
    "training_picture_add": Foreign(_training),
    "training_cover": Foreign(_training),
    "training_details": Foreign(_training, {"title": "Lain"}),
    "training_history": Foreign(_training),
    "training_archive": Foreign(_training),
    "training_publish": Foreign(_training, {"note": "Baru"}),
    "training_review": Foreign(_training, {"aksi": "ajukan"}),
    "training_copy": Foreign(_training),
    "training_reuse": Foreign(_training),
    "training_completion": Foreign(_training, {"of": "required"}),
    "activity_edit": Foreign(_activity, {"umum-title": "Lain", "text": "Lain"}),
    "activity_preview": Foreign(_activity, {"end": "1"}),
}
