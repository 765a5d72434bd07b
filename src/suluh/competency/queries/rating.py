"""Whom one may rate or assess, and the texts by which it is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet

from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import Assessment, Competency, LevelText
from suluh.competency.queries.maps import gaps
from suluh.competency.rules.rubric import place
from suluh.identity.models import Employment
from suluh.organisation.queries.units import under
from suluh.organisation.rules.roles import Permission, can, home_of, reach
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class Step:
    """One level of a competency, with its indicators and their names."""

    level: int
    description: str
    indicators: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ratable:
    """A competency that the post asks for, with the texts of its levels."""

    competency: Competency
    asked: int
    held: int
    steps: tuple[Step, ...]


def ratable(person_id: int, on: date) -> list[Ratable]:
    """What the person's post asks for on a day; three queries beside the map's."""
    rows = [row for row in gaps(person_id, on).rows if row.asked]
    texts = steps_of([row.competency.pk for row in rows])
    return [
        Ratable(row.competency, row.asked, row.level, texts.get(row.competency.pk, ()))
        for row in rows
    ]


def steps_of(competency_ids: Collection[int]) -> dict[int, tuple[Step, ...]]:
    """The levels of the newest versions by competency."""
    rows = LevelText.objects.filter(
        version__competency__in=competency_ids, version__version=F("version__competency__version")
    ).order_by("level")
    found: dict[int, list[Step]] = defaultdict(list)
    for row in rows.select_related("version"):
        named = tuple(
            (place(row.level, number), text) for number, text in enumerate(row.behaviours, start=1)
        )
        found[row.version.competency_id].append(Step(row.level, row.description, named))
    return {key: tuple(steps) for key, steps in found.items()}


def led_person(actor: Actor, person: UUID) -> Employment:
    """Somebody of the actor's team, never oneself; every other looks absent."""
    job = _job(actor, person)
    leads = reach(actor, Permission.TEAM_VIEW, agency_id=job.tenant_id)
    direct = bool(leads) and job.supervisor_id == actor.person_id
    if job.person_id == actor.person_id or not (
        direct or any(job.unit.path.startswith(path) for path in leads)
    ):
        raise NotFound
    return job


def assessed_person(actor: Actor, person: UUID) -> Employment:
    """Somebody within the assessor's units, never oneself; every other looks absent."""
    job = _job(actor, person)
    if job.person_id == actor.person_id or not can(
        actor, Permission.COMPETENCY_ASSESS, agency_id=job.tenant_id, unit_path=job.unit.path
    ):
        raise NotFound
    return job


def assessable_people(actor: Actor, text: str) -> QuerySet[Employment]:
    """People within the assessor's units, by name."""
    paths = reach(actor, Permission.COMPETENCY_ASSESS, agency_id=home_of(actor))
    if not paths:
        raise NotAllowed
    rows = Employment.objects.filter(tenant_id=actor.agency_id, valid_to=None)
    rows = rows.exclude(person_id=actor.person_id).select_related("person", "unit", "position")
    rows = rows.filter(under(paths))
    if text:
        rows = rows.filter(person__name__icontains=text)
    return rows.order_by("person__name", "person_id")


def assessments_of(person_id: int) -> QuerySet[Assessment]:
    """What assessors wrote of a person, newest first."""
    rows = Assessment.reachable.filter(person_id=person_id).select_related("competency")
    return rows.order_by("-id")


def _job(actor: Actor, person: UUID) -> Employment:
    with scoped(SYSTEM):
        rows = Employment.objects.filter(person__uuid=person, valid_to=None)
        job = rows.select_related("person", "unit", "position").first()
    if job is None or job.tenant_id != actor.agency_id:
        raise NotFound
    return job
