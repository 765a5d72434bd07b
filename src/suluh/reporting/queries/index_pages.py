"""The index of professionality on pages: one's own, another's for those who may, a unit's."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from suluh.base.errors import NotAllowed, NotFound
from suluh.base.law import in_force
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Employment
from suluh.organisation.models import Unit
from suluh.organisation.rules.roles import Permission, can, reach
from suluh.organisation.types import Actor
from suluh.reporting.models import IndexRefresh, IndexRule, PersonIndex
from suluh.reporting.queries.ip_asn import Serving, estimates, law_for, rule_versions
from suluh.reporting.queries.places import Place
from suluh.reporting.rules.ip_asn_raises import raises
from suluh.reporting.types import Fact, Group, Raise


@dataclass(frozen=True, slots=True)
class IndexPage:
    """One person's estimate by the chosen version, with what stands beside it."""

    serving: Serving
    rule: IndexRule
    versions: list[IndexRule]
    is_in_force: bool
    raises: list[Raise]

    @property
    def official(self) -> Fact | None:
        """SIASN's value, where known."""
        return self.serving.official

    @property
    def official_score(self) -> int:
        """SIASN's value in hundredths."""
        return int(Decimal(self.official.value) * 100) if self.official else 0


def my_index(actor: Actor, *, day: date, version: int | None = None) -> IndexPage | None:
    """The actor's own estimate; None for who serves nowhere."""
    if actor.agency_id is None:
        return None
    return _page(actor.person_id, actor.agency_id, day=day, version=version)


def person_index(actor: Actor, person: UUID, *, day: date, version: int | None = None) -> IndexPage:
    """Another's estimate, for who keeps their file or is their supervisor; else NotFound."""
    with scoped(SYSTEM):
        job = (
            Employment.objects.filter(person__uuid=person, valid_to=None)
            .select_related("unit")
            .first()
        )
    found = None
    if job is not None and may_open(actor, job):
        found = _page(job.person_id, job.tenant_id, day=day, version=version)
    if found is None:
        raise NotFound(_("Orang ini tidak ada di data yang dapat Anda buka."))
    return found


def may_open(actor: Actor, job: Employment) -> bool:
    """Whether the actor may see the facts behind this person's estimate."""
    if job.person_id == actor.person_id:
        return True
    if job.tenant_id != actor.agency_id:
        return False
    if can(actor, Permission.PEOPLE_VIEW, agency_id=job.tenant_id, unit_path=job.unit.path):
        return True
    leads = reach(actor, Permission.TEAM_VIEW, agency_id=job.tenant_id)
    return bool(leads) and job.supervisor_id == actor.person_id


def _page(person: int, agency: int, *, day: date, version: int | None) -> IndexPage | None:
    versions = rule_versions()
    current = in_force(versions, day)
    rule = next((one for one in versions if one.version == version), current)
    if rule is None:
        return None
    with scoped(SYSTEM):
        found = estimates([person], law=law_for(rule, agency, day), day=day, agency_id=agency)
    if not found:
        return None
    return IndexPage(found[0], rule, versions, rule is current, raises(found[0].estimate))


@dataclass(frozen=True, slots=True)
class IndexSums:
    """People of a place together: how many, and their mean points in hundredths."""

    name: str = ""
    people: int = 0
    score: float = 0.0
    education: float = 0.0
    competency: float = 0.0
    rating: float = 0.0
    discipline: float = 0.0
    full_competency: int = 0
    incomplete: int = 0
    query: str = ""

    @property
    def points(self) -> float:
        """Mean score, out of 100."""
        return self.score / 100

    @property
    def education_points(self) -> float:
        """Mean of kualifikasi."""
        return self.education / 100

    @property
    def competency_points(self) -> float:
        """Mean of kompetensi."""
        return self.competency / 100

    @property
    def rating_points(self) -> float:
        """Mean of kinerja."""
        return self.rating / 100

    @property
    def discipline_points(self) -> float:
        """Mean of disiplin."""
        return self.discipline / 100

    @property
    def full_share(self) -> float:
        """Share of people with every item of competency."""
        return self.full_competency / self.people if self.people else 0.0


@dataclass(frozen=True, slots=True)
class IndexBoard:
    """What a unit's page says."""

    total: IndexSums
    rule: IndexRule
    refreshed_at: datetime | None
    categories: list[tuple[str, int]] = field(default_factory=list)
    groups: list[IndexSums] = field(default_factory=list)
    units: list[IndexSums] = field(default_factory=list)


_MEANS = """
count(*), COALESCE(avg(score), 0), COALESCE(avg(education), 0), COALESCE(avg(competency), 0),
COALESCE(avg(rating), 0), COALESCE(avg(discipline), 0),
count(*) FILTER (WHERE competency >= %(full)s), count(*) FILTER (WHERE NOT is_complete)
"""
# One reading of the place's people gives all: everybody, groups, categories, units right below.
_BOARD = f"""
SELECT GROUPING(post_group, category, below), COALESCE(post_group, category, below, ''), {_MEANS}
FROM (SELECT *, split_part(unit_path, '/', %(depth)s) AS below FROM reporting_personindex
      WHERE tenant_id = %(tenant)s AND unit_path LIKE %(path)s) p
GROUP BY GROUPING SETS ((), (post_group), (category), (below))
"""  # noqa: S608 - our own names
_ALL, _GROUP, _CATEGORY, _UNIT = 7, 3, 5, 6


def index_board(place: Place, *, day: date) -> IndexBoard | None:
    """Means, categories and units of a place; None without a law. Runs inside the agency."""
    rule = in_force(rule_versions(), day)
    if rule is None:
        return None
    law = law_for(rule, place.agency.pk, day)
    found = _sums(place, full=max(sum(items.values()) for items in law.competency.values()))
    counts = {row.name: row.people for row in found[_CATEGORY]}
    groups = {row.name: row for row in found[_GROUP]}
    refreshed = IndexRefresh.objects.filter(tenant_id=place.agency.pk).first()
    return IndexBoard(
        total=found[_ALL][0] if found[_ALL] else IndexSums(),
        rule=rule,
        refreshed_at=refreshed.at if refreshed else None,
        categories=[(name, counts.get(name, 0)) for name, _above in law.categories],
        groups=[groups[group] for group in Group if group in groups],
        units=_named(found[_UNIT]),
    )


def _sums(place: Place, *, full: int) -> dict[int, list[IndexSums]]:
    depth = (place.unit.depth if place.unit else _root_depth(place)) + 2
    values: dict[str, Any] = {
        "tenant": place.agency.pk, "path": f"{place.path}%", "depth": depth, "full": full,
    }  # fmt: skip
    found: dict[int, list[IndexSums]] = {_ALL: [], _GROUP: [], _CATEGORY: [], _UNIT: []}
    with connection.cursor() as cursor:
        cursor.execute(_BOARD, values)
        for kind, *row in cursor.fetchall():
            if row[1]:
                found[kind].append(_as_sums(*row))
    return found


def _as_sums(name: str, people: int, *figures: Any) -> IndexSums:
    score, education, competency, rating, discipline, full, incomplete = figures
    return IndexSums(
        name, people, score=float(score), education=float(education),
        competency=float(competency), rating=float(rating), discipline=float(discipline),
        full_competency=full, incomplete=incomplete,
    )  # fmt: skip


def _root_depth(place: Place) -> int:
    """An agency whose people all serve below one root unit is divided by the units below that."""
    roots = Unit.objects.filter(tenant_id=place.agency.pk, parent=None, valid_to=None).count()
    return 0 if roots == 1 else -1


def _named(rows: list[IndexSums]) -> list[IndexSums]:
    """The sums of units by name; people right at the place stand in no unit below it."""
    ids = [int(row.name) for row in rows if row.name]
    units = {unit.pk: unit for unit in Unit.reachable.filter(pk__in=ids)}
    named = [
        replace(row, name=unit.name, query=str(unit.uuid))
        for row in rows
        if row.name and (unit := units.get(int(row.name)))
    ]
    return sorted(named, key=lambda one: (-one.score, one.name))


def index_people(
    actor: Actor, place: Place, *, category: str = "", search: str = ""
) -> QuerySet[PersonIndex]:
    """The people of a place by name, never by score; for who may open their files."""
    if not can(actor, Permission.PEOPLE_VIEW, agency_id=place.agency.pk, unit_path=place.path):
        raise NotAllowed
    rows = PersonIndex.objects.filter(tenant_id=place.agency.pk, unit_path__startswith=place.path)
    if category:
        rows = rows.filter(category=category)
    if search:
        rows = rows.filter(name__icontains=search)
    return rows.order_by("name", "id")
