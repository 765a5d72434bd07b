"""The dashboard of an agency or unit: a few reads of ready sums, whatever the size."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from suluh.reporting import rules
from suluh.reporting.models import DayRate, RateRefresh
from suluh.reporting.queries.places import Place
from suluh.reporting.types import Point, Sums

PNS, PPPK = "PNS", "PPPK"
KEPT_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Slice:
    """People of one kind, or of one unit, with the query or address that opens them."""

    name: str
    sums: Sums
    query: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One way of dividing the people."""

    title: str
    slices: list[Slice]


@dataclass(frozen=True, slots=True)
class Board:
    """All that a dashboard says about a place and a year."""

    year: int
    today: date
    total: Sums
    status: dict[str, Sums] = field(default_factory=dict)
    classes: list[tuple[str, int]] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    refreshed_at: datetime | None = None
    target: float = 0.8
    only: str = ""

    @property
    def trend(self) -> list[tuple[str, float]]:
        """Month ends and today for the chart."""
        return [(f"{point.day:%d/%m}", point.sums.rate) for point in self.points]

    @property
    def forecast(self) -> float | None:
        """Share at the end of the year at the present pace."""
        return rules.forecast(self.points, self.today) if self.year == self.today.year else None

    @property
    def change(self) -> float | None:
        """Percentage points since the last month end."""
        if len(self.points) < 2:
            return None
        return (self.points[-1].sums.rate - self.points[-2].sums.rate) * 100


_SUMS = """
SELECT dimension, value, people, reached, started, jp_minor FROM reporting_unitrate
WHERE tenant_id = %s AND year = %s AND unit_id = %s
"""
_NATION = """
SELECT dimension, value, sum(people)::bigint, sum(reached)::bigint, sum(started)::bigint,
       sum(jp_minor)::bigint
FROM reporting_unitrate WHERE unit_id = 0 AND year = %s GROUP BY dimension, value
"""


def get_board(place: Place, *, year: int, today: date, only: str = "") -> Board:
    """The board of an agency or unit; `only` PNS or PPPK narrows the people that count."""
    found = _read(_SUMS, [place.agency.pk, year, place.unit_id])
    figures = _figures(found, only)
    points = _points(place.agency.pk, year, today) if not place.unit and not only else []
    refreshed = RateRefresh.objects.filter(tenant_id=place.agency.pk).first()
    return Board(
        refreshed_at=refreshed.at if refreshed else None,
        target=float(place.agency.target_share) / 100,
        points=_with_today(points, figures["total"], year=year, today=today),
        **figures,
        year=year,
        today=today,
        only=only,
    )


def nation_rates(*, year: int, today: date, only: str = "") -> tuple[Board, list[Slice]]:
    """The nation's board and its agencies, best first; wide scope.

    Kept for as long as the sums stand still anyway: they move every 15 seconds.
    """
    key = f"rates.nation:{today}:{year}:{only}:{get_language()}"
    kept: tuple[Board, list[Slice]] | None = cache.get(key)
    if kept is None:
        kept = (
            get_nation_board(year=year, today=today, only=only),
            agency_slices(year=year, only=only),
        )
        cache.set(key, kept, timeout=KEPT_SECONDS)
    return kept


def get_nation_board(*, year: int, today: date, only: str = "") -> Board:
    """The sums of all agencies together; runs in the wide scope."""
    found = _read(_NATION, [year])
    figures = _figures(found, only)
    points = _nation_points(year, today) if not only else []
    latest = RateRefresh.objects.order_by("at").last()  # events of all agencies are read in order
    return Board(
        refreshed_at=latest.at if latest else None,
        points=_with_today(points, figures["total"], year=year, today=today),
        **figures,
        year=year,
        today=today,
        only=only,
    )


def _read(statement: str, values: list[Any]) -> dict[tuple[str, str], Sums]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {(row[0], row[1]): Sums(*map(int, row[2:])) for row in cursor.fetchall()}


def _figures(found: dict[tuple[str, str], Sums], only: str) -> dict[str, Any]:
    status = {name: found.get(("status", name), Sums()) for name in (PNS, PPPK)}
    total = status[only] if only in status else found.get(("", ""), Sums())
    return {
        "total": total,
        "status": status,
        "classes": [
            (name, found.get(("jp", str(first)), Sums()).people) for name, first in rules.CLASSES
        ],
        "groups": [] if only else _groups(found),
    }


def _groups(found: dict[tuple[str, str], Sums]) -> list[Group]:
    titles = {
        "status": _("PNS dan PPPK"),
        "jenis": _("Jenis jabatan"),
        "rank": _("Golongan"),
        "sex": _("Jenis kelamin"),
    }
    groups = []
    for dimension, title in titles.items():
        slices = [
            Slice(value_name(dimension, value), sums, f"{dimension}={value or '-'}")
            for (name, value), sums in sorted(found.items())
            if name == dimension
        ]
        groups.append(Group(title, slices))
    return [group for group in groups if group.slices]


def value_name(dimension: str, value: str) -> str:
    """A dimension's value in words."""
    names = {
        ("jenis", "1"): _("Struktural"),
        ("jenis", "2"): _("Fungsional"),
        ("jenis", "4"): _("Pelaksana"),
        ("sex", "1"): _("Laki-laki"),
        ("sex", "2"): _("Perempuan"),
    }
    if not value or value == "-":
        return _("Belum diketahui")
    return names.get((dimension, value), value)


def _points(tenant_id: int, year: int, today: date) -> list[Point]:
    rows = DayRate.objects.filter(tenant_id=tenant_id, date__year=year).order_by("date")
    return _month_ends([Point(row.date, _day_sums(row)) for row in rows], today)


def _nation_points(year: int, today: date) -> list[Point]:
    with connection.cursor() as cursor:
        cursor.execute(_NATION_DAYS, {"first": date(year, 1, 1), "last": date(year, 12, 31),
                                      "today": today})  # fmt: skip
        return [Point(row[0], Sums(*map(int, row[1:]))) for row in cursor.fetchall()]


_NATION_DAYS = """
SELECT date, sum(people), sum(reached), sum(started), sum(jp_minor) FROM reporting_dayrate
WHERE date = ANY (SELECT (m + interval '1 month - 1 day')::date
                  FROM generate_series(%(first)s::date, %(last)s::date, interval '1 month') m
                  WHERE m + interval '1 month - 1 day' < %(today)s::date)
GROUP BY date ORDER BY date
"""


def _month_ends(points: list[Point], today: date) -> list[Point]:
    """The last known day of each month."""
    last = {(point.day.year, point.day.month): point for point in points if point.day < today}
    return list(last.values())


def _with_today(points: list[Point], total: Sums, *, year: int, today: date) -> list[Point]:
    """The past, and how things stand now: the month's own row gives way to it."""
    if not points or year != today.year:
        return points
    past = [point for point in points if (point.day.year, point.day.month) != (year, today.month)]
    return [*past, Point(today, total)]


def _day_sums(row: DayRate) -> Sums:
    return Sums(row.people, row.reached, row.started, row.jp_minor)


_CHILDREN = """
SELECT u.uuid, u.name, r.people, r.reached, r.started, r.jp_minor
FROM reporting_unitrate r JOIN organisation_unit u ON u.id = r.unit_id
WHERE r.tenant_id = %s AND r.year = %s AND r.dimension = %s AND r.value = %s
  AND u.tenant_id = r.tenant_id AND {parent}
"""


def unit_slices(place: Place, *, year: int, only: str = "") -> list[Slice]:
    """The units right below the place, best first; a single one gives way to its own units."""
    found = _children(place, year, only=only)
    if len(found) == 1 and not place.unit:
        lower = _children(place, year, only=only, parent=found[0].query)
        found = lower or found
    return ranked(found)


def _children(place: Place, year: int, *, only: str, parent: str = "") -> list[Slice]:
    values: list[Any] = [place.agency.pk, year, "status" if only else "", only]
    if parent:
        where = "u.parent_id = (SELECT id FROM organisation_unit WHERE uuid = %s)"
        values.append(parent)
    elif place.unit:
        where, values = "u.parent_id = %s", [*values, place.unit.pk]
    else:
        where = "u.parent_id IS NULL"
    with connection.cursor() as cursor:
        cursor.execute(_CHILDREN.format(parent=where), values)
        return [
            Slice(row[1], Sums(*row[2:]), str(row[0]), f"/capaian/unit/{row[0]}/")
            for row in cursor.fetchall()
        ]


_AGENCIES = """
SELECT a.code, a.name, r.people, r.reached, r.started, r.jp_minor
FROM reporting_unitrate r JOIN organisation_agency a ON a.id = r.tenant_id
WHERE r.unit_id = 0 AND r.year = %s AND r.dimension = %s AND r.value = %s
"""


def agency_slices(*, year: int, only: str = "") -> list[Slice]:
    """All agencies, best first; runs in the wide scope."""
    with connection.cursor() as cursor:
        cursor.execute(_AGENCIES, [year, "status" if only else "", only])
        rows = cursor.fetchall()
    return ranked([Slice(row[1], Sums(*row[2:]), row[0], f"/capaian/{row[0]}/") for row in rows])


def ranked(slices: list[Slice]) -> list[Slice]:
    """Best rate first, larger first among equals."""
    return sorted(slices, key=lambda one: (-one.sums.rate, -one.sums.people, one.name))
