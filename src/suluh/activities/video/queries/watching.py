"""What a person has watched, and in which stretch of the clock a player may have played."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Max, Min

from suluh.activities.video.models import Play
from suluh.activities.video.queries.stops import answered
from suluh.activities.video.rules import setup as setups
from suluh.activities.video.rules.spans import cut, prefix, union
from suluh.activities.video.types import Seen, Setup, Window
from suluh.content.types import Lesson, Outcome
from suluh.delivery.models import Progress


def seen_of(lesson: Lesson, setup: Setup) -> Seen:
    """All the person watched of this lesson's video; call it inside the lesson. One query."""
    if lesson.enrolment_id is None:
        return Seen(length=setup.length)
    rows = Play.objects.filter(enrolment_id=lesson.enrolment_id, activity_id=lesson.activity_id)
    plays = list(rows.filter(is_refused=False))
    spans = cut(union(*(play.spans for play in plays)), setup.length)
    clock = sum((play.heard_at - play.started_at).total_seconds() for play in plays)
    return Seen(prefix(spans) if setup.no_skip else spans, int(clock * 1000), setup.length)


def outcome_of(lesson: Lesson) -> Outcome:
    """Whether that is enough."""
    setup = setups.of(lesson.settings)
    return setups.outcome(setup, seen_of(lesson, setup), answered(lesson, setup))


def play_of(person_id: int, key: UUID) -> Play | None:
    """The person's player of that name, as far as it was heard of, in whatever agency."""
    return Play.reachable.filter(person_id=person_id, key=key).first()


def window_of(play: Play, *, until: datetime | None) -> Window:
    """The window of a player: the next one ends it, or the page that told of it later."""
    later = Play.reachable.filter(person_id=play.person_id, started_at__gte=play.started_at)
    if play.pk:
        later = later.exclude(pk=play.pk)
    end = later.aggregate(at=Min("started_at"))["at"]
    return Window(play.opened_at, play.started_at, min(filter(None, (end, until)), default=None))


def first_window(person_id: int, opened: datetime, *, until: datetime | None) -> Window:
    """The window of a player that is heard of for the first time.

    It begins when the players before it were last heard of, and ends where a later one begins.
    """
    before = Play.reachable.filter(person_id=person_id, started_at__lte=opened)
    heard = before.aggregate(at=Max("heard_at"))["at"]
    start = max(opened, heard or opened)
    unborn = Play(person_id=person_id, opened_at=opened, started_at=start)
    return window_of(unborn, until=until)


def seconds_credited(lesson: Lesson) -> int:
    """What delivery has put down for this lesson; read under the lock of the enrolment."""
    rows = Progress.objects.filter(
        enrolment_id=lesson.enrolment_id or 0, activity_id=lesson.activity_id
    ).values_list("seconds", flat=True)
    return rows.first() or 0
