"""What the learner's first page says: the year's JP, what runs now, what closes the gap.

Everyone opens it, so its rows come as plain values in one statement, and the year's JP in another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils.translation import gettext_noop

from suluh.delivery.models.offering import NO_END
from suluh.ledger.queries import MyYear, my_year
from suluh.organisation.types import Actor

SHOWN = 3
DOORS_OPEN_MINUTES = 30
AHEAD = timedelta(days=7)  # how early a class with dates is announced
WINDOW_WORDS = (gettext_noop("masuk"), gettext_noop("tengah"), gettext_noop("pulang"))
_EVENT = """
o.uuid, o.title, o.number, o.starts_at, o.ends_at, o.zone, o.jp_minor,
COALESCE((SELECT s.name FROM delivery_series s WHERE s.id = o.series_id), '') AS series,
g.name AS agency, g.short_name AS agency_short
"""
_HOME = f"""
WITH mine AS MATERIALIZED (
  SELECT o.id, e.state, {_EVENT}
  FROM delivery_enrolment e JOIN delivery_offering o ON o.id = e.offering_id
  JOIN organisation_agency g ON g.id = o.tenant_id
  WHERE e.person_id = %(me)s AND e.state IN ('registered', 'waiting') AND o.state = 'published'
    AND o.ends_at >= %(now)s AND o.kind = 'event'
  ORDER BY o.starts_at, e.id LIMIT {2 * SHOWN}
), lists AS (
  SELECT w.uuid, w.offering_id, w.kind, w.opens_at, w.closes_at, w.needs_code, w.needs_evaluation,
    EXISTS (SELECT 1 FROM session_checkin c WHERE c.window_id = w.id AND c.person_id = %(me)s)
      AS is_recorded
  FROM session_window w WHERE w.offering_id IN (SELECT id FROM mine WHERE starts_at <= %(soon)s)
), offers AS (
  SELECT {_EVENT} FROM delivery_offering o JOIN organisation_agency g ON g.id = o.tenant_id
  WHERE o.kind = 'event' AND o.state = 'published' AND o.registration_opens_at <= %(now)s
    AND o.registration_closes_at > %(now)s AND o.ends_at > %(now)s
    AND NOT EXISTS (SELECT 1 FROM delivery_enrolment e WHERE e.offering_id = o.id
                    AND e.person_id = %(me)s AND e.state <> 'cancelled')
  ORDER BY o.starts_at, o.id LIMIT {SHOWN}
), courses AS (
  SELECT o.id, o.uuid, o.title, o.jp_minor, o.cover_mark, o.zone, e.progress, e.due_on,
    e.started_at, g.short_name AS agency, o.ends_at < %(no_end)s AS has_dates,
    CASE WHEN o.starts_at > %(now)s THEN o.starts_at END AS opens_at,
    row_number() OVER (ORDER BY e.due_on NULLS LAST, e.seen_at DESC NULLS LAST, e.id DESC) AS rank
  FROM delivery_enrolment e JOIN delivery_offering o ON o.id = e.offering_id
  JOIN organisation_agency g ON g.id = o.tenant_id
  WHERE e.person_id = %(me)s AND e.state = 'registered' AND o.kind = 'course'
    AND o.state = 'published' AND o.ends_at >= %(now)s AND o.starts_at <= %(days)s
), papers AS (
  SELECT uuid, title, number FROM credentials_certificate
  WHERE person_id = %(me)s AND state = 'valid' ORDER BY issued_at DESC, id DESC LIMIT {SHOWN}
)
SELECT (SELECT json_agg(m) FROM mine m), (SELECT json_agg(l ORDER BY l.opens_at) FROM lists l),
  (SELECT json_agg(o) FROM offers o), (SELECT json_agg(p) FROM papers p),
  (SELECT json_agg(c ORDER BY c.rank) FROM courses c WHERE c.has_dates OR c.rank <= {SHOWN})
"""  # noqa: S608 only constants of this module
# Asked only for who is in a class with dates: policies of one more table cost all others a tenth.
_SESSIONS = """
SELECT offering_id, min(starts_at) FROM delivery_meeting
WHERE offering_id = ANY(%s) AND ends_at > %s AND starts_at <= %s GROUP BY offering_id
"""


@dataclass(frozen=True, slots=True)
class Event:
    """An event as the home page shows it; `state` of one's own place, '' where there is none."""

    uuid: str
    title: str
    number: int | None
    starts_at: datetime
    ends_at: datetime
    zone: str
    jp_minor: int
    series: str
    agency: str
    agency_short: str
    state: str
    has_begun: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """One attendance window, and whether the actor's evidence is there."""

    uuid: str
    kind: str
    opens_at: datetime
    closes_at: datetime
    needs_code: bool
    needs_evaluation: bool
    is_recorded: bool


@dataclass(frozen=True, slots=True)
class Running:
    """An event of mine that is on, the attendance window to use now, and those to come."""

    event: Event
    window: Window | None
    later: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A course of mine that is not done: how far, and by when where somebody assigned it.

    `next_at`: its next session within a week; `opens_at`: its first day where that is to come.
    """

    uuid: str
    title: str
    jp_minor: int
    progress: int
    due_on: date | None
    is_begun: bool
    agency: str
    is_late: bool
    cover_mark: str = ""
    zone: str = ""
    next_at: datetime | None = None
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A certificate's name."""

    uuid: str
    title: str
    number: str


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the page."""

    year: MyYear
    days_left: int
    running: list[Running]
    upcoming: list[Event]
    offers: list[Event]
    certificates: list[Paper]
    courses: list[Course]

    @property
    def offers_jp_minor(self) -> int:
        """JP that the shown offers and registrations would add."""
        events = sum(event.jp_minor for event in [*self.upcoming, *self.offers])
        return events + sum(course.jp_minor for course in self.courses)


def get_home(actor: Actor, *, now: datetime) -> Home:
    """Read the page: two statements, a third for who is in a class with dates."""
    today = now.astimezone(ZoneInfo(actor.zone)).date()
    soon = now + timedelta(minutes=DOORS_OPEN_MINUTES)
    with connection.cursor() as cursor:
        moments = {"now": now, "soon": soon, "days": now + AHEAD, "no_end": NO_END}
        cursor.execute(_HOME, {"me": actor.person_id, **moments})
        found = (rows or [] for rows in cursor.fetchone() or ())
        mine, lists, offers, papers, courses = found
    running = [row for row in mine if _time(row["starts_at"]) <= soon]
    return Home(
        year=my_year(actor, today.year),
        days_left=(date(today.year, 12, 31) - today).days,
        running=[_running(row, lists, now) for row in running],
        upcoming=[_event(row) for row in mine if row not in running][:SHOWN],
        offers=[_event(row, now) for row in offers],
        certificates=[Paper(**row) for row in papers],
        courses=_courses(courses, today, now=now),
    )


def _courses(rows: list[dict[str, Any]], today: date, *, now: datetime) -> list[Course]:
    """First what has a session within a week, then what is due first."""
    sessions = _sessions([row["id"] for row in rows if row["has_dates"]], now=now)
    found = [_course(row, today, sessions.get(row["id"])) for row in rows]
    return sorted(found, key=lambda course: course.next_at or NO_END)[:SHOWN]


def _sessions(offerings: list[int], *, now: datetime) -> dict[int, datetime]:
    """When the next session of each class begins, of those that have one within a week."""
    if not offerings:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SESSIONS, [offerings, now, now + AHEAD])
        return dict(cursor.fetchall())


def _running(row: dict[str, Any], lists: list[dict[str, Any]], now: datetime) -> Running:
    own = [_window(each) for each in lists if each["offering_id"] == row["id"]]
    current = next((each for each in own if each.opens_at <= now < each.closes_at), None)
    return Running(_event(row), current, tuple(each for each in own if each.opens_at > now))


def _event(row: dict[str, Any], now: datetime | None = None) -> Event:
    starts_at = _time(row["starts_at"])
    return Event(
        uuid=row["uuid"],
        title=row["title"],
        number=row["number"],
        starts_at=starts_at,
        ends_at=_time(row["ends_at"]),
        zone=row["zone"],
        jp_minor=row["jp_minor"],
        series=row["series"],
        agency=row["agency"],
        agency_short=row["agency_short"],
        state=row.get("state", ""),
        has_begun=now is not None and starts_at <= now,
    )


def _course(row: dict[str, Any], today: date, next_at: datetime | None) -> Course:
    due = date.fromisoformat(row["due_on"]) if row["due_on"] else None
    return Course(
        uuid=row["uuid"],
        title=row["title"],
        jp_minor=row["jp_minor"],
        progress=row["progress"],
        due_on=due,
        is_begun=row["started_at"] is not None,
        agency=row["agency"],
        is_late=due is not None and due < today,
        cover_mark=row["cover_mark"],
        zone=row["zone"],
        next_at=next_at,
        opens_at=_time(row["opens_at"]) if row["opens_at"] else None,
    )


def _window(row: dict[str, Any]) -> Window:
    return Window(
        uuid=row["uuid"],
        kind=row["kind"],
        opens_at=_time(row["opens_at"]),
        closes_at=_time(row["closes_at"]),
        needs_code=row["needs_code"],
        needs_evaluation=row["needs_evaluation"],
        is_recorded=row["is_recorded"],
    )


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
