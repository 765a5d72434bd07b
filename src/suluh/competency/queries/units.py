"""The unit map: how many meet their post's standard, competency by unit, and who stands behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet, Sum

from suluh.base.errors import NotAllowed, NotFound
from suluh.competency.models import Competency, MapCell, MapRefresh, MapRow
from suluh.identity.models import Employment
from suluh.organisation.models import Unit
from suluh.organisation.rules.roles import Permission, home_of, reach
from suluh.organisation.types import Actor

SHORT, UNMEASURED, MET = "kurang", "belum", "terpenuhi"


@dataclass(frozen=True, slots=True)
class Cell:
    """Of `people` whose post asks for the competency: measured, and meeting it."""

    competency: Competency
    people: int = 0
    measured: int = 0
    meeting: int = 0

    @property
    def share(self) -> float | None:
        """0–1; None where nobody is asked."""
        return self.meeting / self.people if self.people else None


@dataclass(frozen=True, slots=True)
class Sums:
    """A competency over a unit and all below: asked of `people`, met by `meeting`, `missing` levels."""

    people: int
    meeting: int
    missing: int


@dataclass(frozen=True, slots=True)
class Line:
    """A unit with what is below it; `unit` None: those of the unit itself."""

    unit: Unit | None
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class UnitMap:
    """A unit's map: columns are competencies, lines its parts; the first line is all of it."""

    unit: Unit
    competencies: list[Competency]
    whole: Line
    lines: list[Line] = field(default_factory=list)
    made_at: datetime | None = None


def tops(actor: Actor) -> list[Unit]:
    """The highest units whose maps the actor may open; raises NotAllowed where there are none."""
    paths = reach(actor, Permission.TEAM_VIEW, agency_id=home_of(actor))
    if not paths:
        raise NotAllowed
    rows = Unit.objects.filter(tenant_id=actor.agency_id, valid_to=None)
    rows = rows.filter(parent=None) if "" in paths else rows.filter(path__in=paths)
    return list(rows.order_by("name", "id"))


def reached_unit(actor: Actor, uuid: UUID) -> Unit:
    """A unit within the actor's reach; raises NotFound for all others."""
    paths = reach(actor, Permission.TEAM_VIEW, agency_id=home_of(actor))
    unit = (
        Unit.objects.filter(tenant_id=actor.agency_id, uuid=uuid).select_related("parent").first()
    )
    if unit is None or not any(unit.path.startswith(path) for path in paths):
        raise NotFound
    return unit


def unit_map(unit: Unit, *, family: str = "") -> UnitMap:
    """The map of a unit and of the units directly below, in one statement over the sums."""
    sums = _sums(unit, family)
    whole: dict[int, list[int]] = {}
    for (_part, competency_id), numbers in sums.items():
        whole[competency_id] = [
            a + b for a, b in zip(whole.get(competency_id, [0, 0, 0]), numbers, strict=True)
        ]
    columns = list(Competency.objects.filter(pk__in=whole).order_by("family", "code", "id"))
    children = {
        row.pk: row
        for row in Unit.objects.filter(
            tenant_id=unit.tenant_id, pk__in={part for part, _ in sums if part}
        )
    }
    parts = sorted({part for part, _ in sums}, key=lambda part: (part != 0, _name(children, part)))
    lines = [
        Line(
            children.get(part),
            [Cell(each, *sums.get((part, each.pk), (0, 0, 0))) for each in columns],
        )
        for part in parts
    ]
    made = MapRefresh.objects.filter(tenant_id=unit.tenant_id).first()
    all_of_it = Line(unit, [Cell(each, *whole[each.pk]) for each in columns])
    return UnitMap(unit, columns, all_of_it, lines, made.at if made else None)


def _name(children: dict[int, Unit], part: int) -> str:
    return children[part].name.lower() if part in children else ""


def _sums(unit: Unit, family: str) -> dict[tuple[int, int], tuple[int, int, int]]:
    """By part (the child's id, 0 for the unit itself) and competency."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(NULLIF(split_part(m.unit_path, '/', %s), ''), '0')::bigint,"
            " m.competency_id, sum(m.people)::int, sum(m.measured)::int, sum(m.meeting)::int"
            " FROM competency_mapcell m JOIN competency_competency c ON c.id = m.competency_id"
            " WHERE m.tenant_id = %s AND m.unit_path >= %s AND m.unit_path < %s"
            " AND (%s = '' OR c.family = %s) GROUP BY 1, 2",
            [unit.depth + 2, unit.tenant_id, *_range(unit), family, family],
        )
        return {(row[0], row[1]): (row[2], row[3], row[4]) for row in cursor.fetchall()}


def _range(unit: Unit) -> tuple[str, str]:
    """From the unit's path to the first path beyond all below it ('0' follows '/')."""
    return unit.path, f"{unit.path[:-1]}0"


def people_behind(
    unit: Unit, competency: Competency, *, text: str = "", state: str = ""
) -> QuerySet[MapRow]:
    """Those of a unit and below whose post asks for the competency, by name: never a ranking."""
    first, beyond = _range(unit)
    rows = MapRow.objects.filter(
        tenant_id=unit.tenant_id, competency=competency, unit_path__gte=first,
        unit_path__lt=beyond,
    )  # fmt: skip
    if text:
        rows = rows.filter(person__name__icontains=text)
    if state == SHORT:
        rows = rows.filter(level__gt=0, level__lt=F("asked"))
    if state == UNMEASURED:
        rows = rows.filter(level=0)
    if state == MET:
        rows = rows.filter(level__gte=F("asked"))
    return rows.select_related("person").order_by("person__name", "person_id")


def cell_of(unit: Unit, competency: Competency) -> Cell:
    """The sums of one cell, with everybody below."""
    first, beyond = _range(unit)
    found = MapCell.objects.filter(
        tenant_id=unit.tenant_id, competency=competency, unit_path__gte=first,
        unit_path__lt=beyond,
    ).aggregate(people=Sum("people"), measured=Sum("measured"), meeting=Sum("meeting"))  # fmt: skip
    return Cell(competency, *(found[name] or 0 for name in ("people", "measured", "meeting")))


def sums_below(unit: Unit) -> dict[int, Sums]:
    """By competency id, of a unit and all below: one statement over the sums, however many serve."""
    first, beyond = _range(unit)
    rows = MapCell.objects.filter(
        tenant_id=unit.tenant_id, unit_path__gte=first, unit_path__lt=beyond
    )
    sums = rows.order_by().values_list("competency_id").annotate(
        people=Sum("people"), meeting=Sum("meeting"), missing=Sum("missing")
    )  # fmt: skip
    return {key: Sums(*numbers) for key, *numbers in sums}


def map_made_at(agency_id: int) -> datetime | None:
    """When the agency's map was last made as a whole; None before the first time."""
    return MapRefresh.objects.filter(tenant_id=agency_id).values_list("at", flat=True).first()


def reached_job(actor: Actor, person: UUID) -> Employment:
    """Today's employment of someone the actor leads; raises NotFound for everybody else."""
    paths = reach(actor, Permission.TEAM_VIEW, agency_id=home_of(actor))
    mine = Q(supervisor_id=actor.person_id)
    for path in paths:
        mine |= Q(unit__path__startswith=path)
    found = (
        Employment.objects.filter(mine, tenant_id=actor.agency_id, valid_to=None)
        .filter(person__uuid=person)
        .select_related("person", "unit", "position")
        .first()
    )
    if found is None:
        raise NotFound
    return found
