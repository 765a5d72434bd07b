"""The organiser's monitor: how many are here, how fast they come, who is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from suluh.activities.session.models import CheckIn, Window
from suluh.activities.session.queries.windows import current_code, windows_of
from suluh.activities.session.rules.windows import WINDOW_NAMES
from suluh.base.text import local
from suluh.delivery.models import Enrolment, Offering

MOST_MINUTES = 90
SHARED_DEVICE = 3
_SEATED = (
    Enrolment.State.REGISTERED,
    Enrolment.State.COMPLETED,
    Enrolment.State.NOT_COMPLETED,
)
_PER_MINUTE = """
SELECT date_trunc('minute', at) AS minute, count(*) FROM session_checkin
WHERE window_id = %s GROUP BY 1 ORDER BY 1 DESC LIMIT 90
"""
# One agency is split by its OPD (the second step of a unit's path), several are compared.
_PER_GROUP = """
WITH seats AS (
  SELECT e.person_id, COALESCE(opd.name, u.name, e.unit_name) AS unit_name
    , COALESCE(g.short_name, '') AS agency, count(*) FILTER (
    WHERE e.home_id IS DISTINCT FROM e.tenant_id) OVER () > 0 AS is_mixed
  FROM delivery_enrolment e LEFT JOIN organisation_agency g ON g.id = e.home_id
    LEFT JOIN organisation_unit u ON u.id = e.unit_id
    LEFT JOIN organisation_unit opd ON opd.id = NULLIF(split_part(u.path, '/', 2), '')::bigint
  WHERE e.offering_id = %(offering)s AND e.state IN ('registered', 'completed', 'not_completed'))
SELECT CASE WHEN is_mixed THEN agency ELSE unit_name END AS place, count(*) AS seats,
  count(c.person_id) AS present
FROM seats s LEFT JOIN session_checkin c ON c.window_id = %(window)s AND c.person_id = s.person_id
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100
"""
_DEVICES = """
SELECT device, count(DISTINCT person_id) FROM session_checkin
WHERE offering_id = %s AND device <> '' GROUP BY device HAVING count(DISTINCT person_id) > %s
ORDER BY 2 DESC LIMIT 50
"""


@dataclass(frozen=True, slots=True)
class WindowCount:
    """A window with how many checked in."""

    window: Window
    name: str
    count: int
    share: float
    state: str


@dataclass(frozen=True, slots=True)
class Monitor:
    """Everything that moves on the organiser's page."""

    windows: list[WindowCount]
    chosen: WindowCount | None
    seats: int
    per_minute: list[tuple[str, int]]
    groups: list[dict[str, Any]]
    shared_devices: list[tuple[str, int]]


def get_monitor(offering: Offering, *, kind: str, now: datetime) -> Monitor:
    """Counts of the event; `kind` chooses the window, else the one that is open or was last."""
    seats = Enrolment.objects.filter(offering=offering, state__in=_SEATED).count()
    windows = _counted(offering, seats, now)
    chosen = _choose(windows, kind)
    return Monitor(
        windows=windows,
        chosen=chosen,
        seats=seats,
        per_minute=_per_minute(chosen.window, offering.zone) if chosen else [],
        groups=_groups(offering, chosen.window) if chosen else [],
        shared_devices=shared_devices(offering),
    )


def missing_people(offering: Offering, window: Window, *, search: str) -> QuerySet[Enrolment]:
    """Who has a place and no check-in in this window, by name."""
    here = CheckIn.objects.filter(window=window, person_id=OuterRef("person_id"))
    rows = Enrolment.objects.filter(~Exists(here), offering=offering, state__in=_SEATED)
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(unit_name__icontains=search))
    return rows.order_by("name", "id")


def shared_devices(offering: Offering) -> list[tuple[str, int]]:
    """Devices on which more than three people checked in: worth a question, never a verdict."""
    with connection.cursor() as cursor:
        cursor.execute(_DEVICES, [offering.pk, SHARED_DEVICE])
        return [(str(device)[:8], int(number)) for device, number in cursor.fetchall()]


def screen_of(window: Window) -> dict[str, Any]:
    """What the screen shows: digits, address for the QR code, seconds until both change."""
    if not window.needs_code:
        return {"digits": "", "url": f"{settings.BASE_URL}/hadir/{window.uuid}/", "seconds": 0}
    digits, long, seconds = current_code(window)
    url = f"{settings.BASE_URL}/hadir/k/{window.uuid.hex}.{long}/"
    return {"digits": f"{digits[:3]} {digits[3:]}", "url": url, "seconds": seconds}


def _counted(offering: Offering, seats: int, now: datetime) -> list[WindowCount]:
    counts: dict[int, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT window_id, count(*) FROM session_checkin WHERE offering_id = %s GROUP BY 1",
            [offering.pk],
        )
        counts = dict(cursor.fetchall())
    return [
        WindowCount(
            window=window,
            name=str(WINDOW_NAMES[window.kind]).capitalize(),
            count=counts.get(window.pk, 0),
            share=counts.get(window.pk, 0) / seats if seats else 0.0,
            state=_state(window, now),
        )
        for window in windows_of(offering)
    ]


def _state(window: Window, now: datetime) -> str:
    if now < window.opens_at:
        return "ahead"
    return "open" if now < window.closes_at else "over"


def _choose(windows: list[WindowCount], kind: str) -> WindowCount | None:
    named = [item for item in windows if item.window.kind == kind]
    running = [item for item in windows if item.state == "open"]
    past = [item for item in windows if item.state == "over"]
    return next(iter([*named, *running, *past[-1:], *windows]), None)


def _per_minute(window: Window, zone: str) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_PER_MINUTE, [window.pk])
        rows = dict(cursor.fetchall())
    if not rows:
        return []
    last, first = max(rows), max(min(rows), max(rows) - timedelta(minutes=MOST_MINUTES))
    points = []
    while first <= last:
        points.append((f"{local(first, zone):%H.%M}", rows.get(first, 0)))
        first += timedelta(minutes=1)
    return points


def _groups(offering: Offering, window: Window) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(_PER_GROUP, {"offering": offering.pk, "window": window.pk})
        return [
            {"name": place or "–", "seats": seats, "present": present, "share": present / seats}
            for place, seats, present in cursor.fetchall()
        ]
