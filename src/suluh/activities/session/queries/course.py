"""Live sessions of courses: before a learner, and before who runs the course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.safestring import mark_safe

from suluh.activities.session.models import Gathering, Presence
from suluh.activities.session.rules import course as rules
from suluh.base.errors import NotFound
from suluh.content.models import Activity
from suluh.content.rules import richtext
from suluh.content.types import Lesson, Outcome, Play
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.offerings import HOLDING
from suluh.delivery.types import Held

LINK_OPENS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Planned:
    """A session of the outline, when it is held, and how many came."""

    activity: Activity
    gathering: Gathering | None
    came: int


@dataclass(frozen=True, slots=True)
class Attendee:
    """A learner with what is recorded of them."""

    seat: Enrolment
    moments: frozenset[str]
    is_met: bool


def gathering_of(offering_id: int, key: UUID) -> Gathering | None:
    """When the offering holds that session; None until it is planned."""
    return Gathering.objects.filter(offering_id=offering_id, activity_key=key).first()


def moments_of(lesson: Lesson) -> frozenset[str]:
    """What is recorded of the person; call it inside the lesson."""
    rows = Presence.objects.filter(
        offering_id=lesson.offering_id or 0, activity_key=lesson.key, person_id=lesson.person_id
    )
    return frozenset(rows.values_list("moment", flat=True))


def outcome_of(lesson: Lesson) -> Outcome:
    """What attendance says about the activity."""
    there = frozenset[str]() if lesson.is_preview else moments_of(lesson)
    return rules.judge(rules.read(lesson.settings), there)


def play_session(lesson: Lesson, *, now: datetime) -> Play:
    """The date, the way in, the one button."""
    meeting = rules.read(lesson.settings)
    context: dict[str, object] = {
        "html": mark_safe(richtext.to_html(meeting.text)),  # noqa: S308 - sanitised by nh3
        "outcome": outcome_of(lesson), "now": now, "gathering": None, "zone": "Asia/Jakarta",
    }  # fmt: skip
    gathering = None
    if not lesson.is_preview:
        gathering = gathering_of(lesson.offering_id or 0, lesson.key)
    if gathering is not None:
        times, there = (gathering.starts_at, gathering.ends_at), moments_of(lesson)
        shown = rules.doors(meeting, times, there=there, now=now)
        context |= {
            "gathering": gathering, "doors": shown, "zone": gathering.offering.zone,
            "press": next((one for one in shown if one.is_open and not one.is_recorded), None),
            "link_is_open": times[0] - LINK_OPENS <= now <= times[1],
            "is_over": now > times[1],
        }  # fmt: skip
    return Play("session/lesson.html", context)


def planned_sessions(offering: Offering) -> list[Planned]:
    """Sessions of the outline that is offered now, in its order."""
    parts = Activity.objects.filter(version_id=offering.version_id or 0, kind="session")
    held = {each.activity_key: each for each in Gathering.objects.filter(offering=offering)}
    came = dict(
        Presence.objects.filter(offering=offering)
        .values_list("activity_key")
        .annotate(people=Count("person", distinct=True))
    )
    return [
        Planned(each, held.get(each.key), came.get(each.key, 0))
        for each in parts.order_by("section__order", "order")
    ]


def held_sessions(offering: Offering) -> list[Held]:
    """The same as the timetable of an angkatan looks at them."""
    return [held_of(planned) for planned in planned_sessions(offering)]


def held_of(planned: Planned) -> Held:
    """Its name, and its time where one is set."""
    times = planned.gathering
    title = planned.activity.title
    return Held(title, times.starts_at, times.ends_at) if times else Held(title)


def planned_session(offering: Offering, key: UUID) -> Planned:
    """One of them; absent where the outline has none of that key."""
    found = next((each for each in planned_sessions(offering) if each.activity.key == key), None)
    if found is None:
        raise NotFound
    return found


def seats(offering: Offering, *, search: str = "") -> QuerySet[Enrolment]:
    """Learners of the course by name; the pager orders them."""
    rows = Enrolment.objects.filter(offering=offering, state__in=HOLDING)
    return rows.filter(name__icontains=search) if search else rows


def attendees(planned: Planned, page: list[Enrolment]) -> list[Attendee]:
    """Each learner of the page with what is recorded; one query."""
    rows = Presence.objects.filter(
        activity_key=planned.activity.key, person_id__in=[seat.person_id for seat in page],
        offering_id__in={seat.offering_id for seat in page},
    )  # fmt: skip
    found: dict[int, set[str]] = {}
    for person, moment in rows.values_list("person_id", "moment"):
        found.setdefault(person, set()).add(moment)
    meeting = rules.read(planned.activity.settings)
    return [
        Attendee(seat, there, rules.judge(meeting, there).is_met)
        for seat in page
        for there in [frozenset(found.get(seat.person_id, ()))]
    ]
