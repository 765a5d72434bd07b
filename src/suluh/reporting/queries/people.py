"""The people behind a figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from suluh.base.errors import NotFound
from suluh.identity.models import Person
from suluh.organisation.models import Unit
from suluh.organisation.rules.roles import Permission, can
from suluh.organisation.types import Actor
from suluh.reporting.models import PersonIndex, PersonRate
from suluh.reporting.queries.places import Place
from suluh.reporting.rules import class_range

STANDINGS = ("belum", "tertinggal", "tercapai", "mulai")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which people of a place: their standing, kind, JP class, and words of the name."""

    standing: str = ""
    status: str = ""
    jenis: str = ""
    rank: str = ""
    sex: str = ""
    jp: str = ""
    search: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Chosen:
        """Read the address."""
        standing = query.get("saring", "")
        return cls(
            standing=standing if standing in STANDINGS else "",
            status=query.get("status", "")[:4],
            jenis=query.get("jenis", "")[:1],
            rank=query.get("rank", "")[:6],
            sex=query.get("sex", "")[:1],
            jp=query.get("jp", "")[:5],
            search=query.get("q", "").strip()[:80],
        )

    def without_search(self) -> Chosen:
        """The same without words."""
        return replace(self, search="")


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list."""

    uuid: UUID
    name: str
    unit: str
    status: str
    jp_minor: int
    floor_jp_minor: int

    @property
    def missing_jp_minor(self) -> int:
        """What is missing to the target."""
        return max(0, self.floor_jp_minor - self.jp_minor)


def people_of(place: Place, year: int, chosen: Chosen) -> QuerySet[PersonRate]:
    """The people of a place that were chosen, fewest JP first."""
    rows = PersonRate.objects.filter(tenant_id=place.agency.pk, year=year)
    if place.path:
        rows = rows.filter(unit_path__startswith=place.path)
    rows = _of_kind(_standing(rows, chosen.standing), chosen)
    if chosen.search:
        rows = rows.filter(name__icontains=chosen.search)
    return rows.order_by("jp_minor", "id")


def _standing(rows: QuerySet[PersonRate], standing: str) -> QuerySet[PersonRate]:
    if standing == "belum":
        return rows.filter(jp_minor=0)
    if standing == "mulai":
        return rows.filter(jp_minor__gt=0)
    if standing == "tertinggal":
        return rows.filter(jp_minor__lt=F("floor_jp_minor"))
    if standing == "tercapai":
        return rows.filter(jp_minor__gte=F("floor_jp_minor"))
    return rows


def _of_kind(rows: QuerySet[PersonRate], chosen: Chosen) -> QuerySet[PersonRate]:
    kinds = {
        "status": chosen.status, "jenis": chosen.jenis, "rank_group": chosen.rank,
        "sex": chosen.sex,
    }  # fmt: skip
    rows = rows.filter(**{name: value.strip("-") for name, value in kinds.items() if value})
    if chosen.jp:
        low, high = class_range(chosen.jp)
        rows = rows.filter(jp_minor__gte=low)
        rows = rows if high is None else rows.filter(jp_minor__lt=high)
    return rows


def as_lines(rows: list[PersonRate]) -> list[Line]:
    """The rows of a page with names of units and addresses of people: two queries."""
    units = dict(
        Unit.reachable.filter(pk__in={row.unit_id for row in rows}).values_list("pk", "name")
    )
    people = dict(
        Person.objects.filter(pk__in={row.person_id for row in rows}).values_list("pk", "uuid")
    )
    return [
        Line(
            people[row.person_id], row.name, units.get(row.unit_id, ""), row.status,
            row.jp_minor, row.floor_jp_minor,
        )
        for row in rows
        if row.person_id in people
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One person with the estimate of IP ASN."""

    uuid: UUID
    name: str
    unit: str
    row: PersonIndex


def index_lines(rows: list[PersonIndex]) -> list[IndexLine]:
    """The rows of a page with names of units and addresses of people: two queries."""
    units = dict(
        Unit.reachable.filter(pk__in={row.unit_id for row in rows}).values_list("pk", "name")
    )
    people = dict(
        Person.objects.filter(pk__in={row.person_id for row in rows}).values_list("pk", "uuid")
    )
    return [
        IndexLine(people[row.person_id], row.name, units.get(row.unit_id, ""), row)
        for row in rows
        if row.person_id in people
    ]


def find_person(actor: Actor, person: UUID, year: int) -> PersonRate:
    """One person's rate if the actor may see it; runs in the wide scope. NotFound else."""
    row = PersonRate.objects.select_related("tenant").filter(
        year=year, person_id__in=Person.objects.filter(uuid=person).values("pk")
    ).first()  # fmt: skip
    if row is None or not can(
        actor, Permission.RATE_VIEW, agency_id=row.tenant_id, unit_path=row.unit_path
    ):
        raise NotFound(_("Orang ini tidak ada di capaian yang dapat Anda lihat."))
    return row
