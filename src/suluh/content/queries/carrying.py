"""What trainings raise: the competencies they carry, and what tells the level reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from suluh.competency.models import Competency
from suluh.content.models import CutScore, TrainingCompetency
from suluh.content.ports import DeskKind, activity_kinds
from suluh.content.queries.trainings import Workshop


@dataclass(frozen=True, slots=True)
class Carried:
    """A competency of a training; `cuts` are (level, score from which it is reached), best first.

    Without cuts whoever completes the training reaches `level`.
    """

    training_id: int
    competency_id: int
    uuid: UUID
    code: str
    name: str
    level: int
    test_key: UUID | None = None
    cuts: tuple[tuple[int, int], ...] = ()


def carried_by(training_ids: Sequence[int]) -> list[Carried]:
    """What these trainings carry, by code; two queries."""
    rows = list(
        TrainingCompetency.reachable.filter(training_id__in=training_ids)
        .select_related("competency")
        .order_by("competency__code", "id")
    )
    cuts: dict[int, list[tuple[int, int]]] = {}
    for carried, level, score in (
        CutScore.reachable.filter(carried__in=[row.pk for row in rows])
        .order_by("-level")
        .values_list("carried_id", "level", "from_score")
    ):
        cuts.setdefault(carried, []).append((level, score))
    return [
        Carried(
            row.training_id, row.competency_id, row.competency.uuid, row.competency.code,
            row.competency.name, row.level, row.test_key, tuple(cuts.get(row.pk, ())),
        )
        for row in rows
    ]  # fmt: skip


def usable_competencies(agency_id: int) -> list[Competency]:
    """Competencies that trainings of the agency may carry: the nation's and its own, open ones."""
    rows = Competency.objects.filter(Q(tenant=None) | Q(tenant_id=agency_id), closed_on=None)
    return list(rows.order_by("family", "code", "id"))


def scored_activities(workshop: Workshop) -> list[tuple[UUID, str]]:
    """Activities of the version at hand whose kind gives marks: key and title."""
    marking = {slug for slug, kind in activity_kinds().items() if isinstance(kind, DeskKind)}
    return [
        (part.key, part.title)
        for chapter in workshop.chapters
        for part in chapter.parts
        if part.kind in marking
    ]
