"""How the cross-tenant probe asks for the pages of evaluation forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from suluh.activities.survey.tests.sample import SETTINGS
from suluh.content.tests import make as texts
from suluh.delivery.tests import make
from tests.security.routes import Case, Foreign
from tests.security.world import World


def _event(world: World) -> Mapping[str, Any]:
    """An event for the other agency's own people."""
    event = make.offering(world.other, audience="agency", title=f"Acara {world.canary}")
    return {"event": event.uuid}


def _course(world: World) -> Mapping[str, Any]:
    """A course of the other agency with an evaluation, for its own people."""
    activity = {"kind": "survey", "title": world.canary, "settings": SETTINGS}
    version = texts.published(texts.training(world.other, world.canary), activity)
    return {"offering": make.course(version, audience="agency").uuid}


def _lesson(world: World) -> Mapping[str, Any]:
    return {**_course(world), "key": uuid4()}


def _trainer(world: World) -> Mapping[str, Any]:
    return {**_course(world), "number": 1}


CASES: dict[str, Case] = {
    "course_survey": Foreign(_lesson),
    "course_survey_results": Foreign(_course),
    "course_survey_download": Foreign(_course),
    "course_survey_trainer": Foreign(_trainer),
    **{
        name: Foreign(_event)
        for name in ("survey_answer", "survey_results", "survey_download", "survey_edit")
    },
}
