"""What tests of learning paths begin with: an agency with courses and a path over them."""

from __future__ import annotations

from datetime import date
from typing import Any

from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.actions.assigning import Target
from suluh.delivery.actions.path_assigning import assign_path
from suluh.delivery.actions.paths import Plan, join_path, publish_path, save_path
from suluh.delivery.models import LearningPath, Offering, PathAssignment, PathPlace
from suluh.delivery.tests import make
from suluh.delivery.tests.make import NOW, own
from suluh.organisation.models import Agency, Unit
from suluh.organisation.types import Actor, Role


class Town:
    """An agency with an author and courses; a path over them."""

    def __init__(self, *, courses: int = 2, **plan: Any) -> None:
        self.unit: Unit = make.unit(make.agency())
        self.agency: Agency = self.unit.tenant
        self.author = make.actor(self.unit, Role.ORGANISER)
        self.courses = [_course(self.agency, f"Bagian {n}") for n in range(courses)]
        self.path = self.write(**plan)
        with scoped(own(self.author)):
            publish_path(actor=self.author, uuid=self.path.uuid, now=NOW)

    def write(self, uuid: Any = None, **more: Any) -> LearningPath:
        values: dict[str, Any] = {
            "title": "Pengelola data", "summary": "", "mode": "all", "needed": 0,
            "counts_since": None, "audience": "agency", "has_certificate": True,
            "trainings": [each.version.training.uuid for each in self.courses if each.version],
        } | more  # fmt: skip
        with scoped(own(self.author)):
            return save_path(actor=self.author, uuid=uuid, plan=Plan(**values), now=NOW)

    def join(self, who: Actor) -> None:
        with scoped(own(who)):
            join_path(actor=who, uuid=self.path.uuid, now=NOW)

    def assign(self, *, due_on: date | None = None, **more: Any) -> PathAssignment:
        """Everybody of the town is set to the path."""
        values: dict[str, Any] = {
            "target": Target(unit=self.unit.uuid), "due_on": due_on, "reason": "ST 1",
            "follows": True, "now": NOW,
        } | more  # fmt: skip
        with scoped(own(self.author)):
            return assign_path(actor=self.author, uuid=self.path.uuid, **values)

    def places(self) -> dict[int, PathPlace]:
        """Everybody's place on the path, by person."""
        with scoped(SYSTEM):
            return {each.person_id: each for each in PathPlace.objects.filter(path=self.path)}


def _course(at: Agency, title: str) -> Offering:
    return make.course(texts.published(texts.training(at, title), {"minutes": 90}), jp_minor=200)
