"""What the tests of competency begin with: competencies, standards, results."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from suluh.base.scope import SYSTEM, scoped
from suluh.competency.actions import attain
from suluh.competency.models import Attainment, Competency, Requirement, Standard
from suluh.competency.projections import rebuild_map
from suluh.competency.types import Attained, SourceKind
from suluh.identity.models import Employment, Person
from suluh.organisation.models import Agency, Position

NOW = datetime(2026, 9, 16, 4, 0, tzinfo=UTC)
DAY = date(2026, 9, 16)


def competency(code: str, tenant: Agency | None = None) -> Competency:
    """One of the national dictionary, or a new one of an agency."""
    with scoped(SYSTEM):
        if tenant is None:
            return Competency.objects.get(tenant=None, code=code)
        return Competency.objects.create(
            tenant=tenant, code=code, family="teknis", name=f"Kompetensi {code}"
        )


def standard(tenant: Agency | None, levels: dict[str, int], **more: Any) -> Standard:
    """A standard with its levels by code; of every pelaksana unless told otherwise."""
    values = {
        "jenis": "4", "valid_from": date(2020, 1, 1), "legal_basis": "Uji", "certainty": "high",
    } | more  # fmt: skip
    with scoped(SYSTEM):
        made = Standard.objects.create(tenant=tenant, **values)
        for code, level in levels.items():
            Requirement.objects.create(
                tenant=tenant, standard=made, competency=competency(code), level=level
            )
    return made


def post_of(person: Person, **changes: Any) -> Position:
    """Move the person into another post."""
    with scoped(SYSTEM):
        job = Employment.objects.get(person=person)
        values = {"name": "Penata Layanan", "jenis": "4", "jenjang": "", "eselon": ""} | changes
        post, _ = Position.objects.get_or_create(tenant=job.tenant, **values)
        Employment.objects.filter(pk=job.pk).update(position=post)
    return post


def result(person: Person, code: str = "M.01", **changes: Any) -> Attained:
    """A test passed at level 2 today, unless changed."""
    with scoped(SYSTEM):
        home = Employment.objects.get(person=person).tenant_id
    values: dict[str, Any] = {
        "person_id": person.pk, "home_id": home, "competency_id": competency(code).pk,
        "level": 2, "source": SourceKind.TEST, "reached_on": DAY, "key": f"uji:{code}",
    }  # fmt: skip
    return Attained(**(values | changes))


def reach(person: Person, code: str = "M.01", **changes: Any) -> Attainment:
    """Record it."""
    given = result(person, code, **changes)
    return next(iter(attain(attained=[given], actor_id=None, now=NOW).values()))


def make_map(agency: Agency) -> None:
    """The unit map of an agency as of the day of the tests."""
    rebuild_map(agency=agency, now=NOW)
