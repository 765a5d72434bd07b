"""Taking what a player claims: by the server's clock, once, and never for two players at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from suluh.activities.video.models import Play
from suluh.activities.video.queries.stops import answered
from suluh.activities.video.queries.watching import (
    first_window,
    outcome_of,
    play_of,
    seconds_credited,
    seen_of,
    window_of,
)
from suluh.activities.video.rules import claims, tickets
from suluh.activities.video.rules import setup as setups
from suluh.activities.video.rules.spans import union
from suluh.activities.video.types import Claim, Seen, Setup, Spans, Standing, Window
from suluh.base.events import record_event
from suluh.content.types import Lesson, Report
from suluh.delivery.models import Enrolment

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('suluh.video'), %s::int)"


@dataclass(frozen=True, slots=True)
class Heard:
    """How a claim was taken, what is seen by now, and what delivery is told."""

    standing: Standing
    seen: Seen
    report: Report


def hear(*, lesson: Lesson, claim: Claim, now: datetime) -> Heard:
    """Keep what was played; a repeat changes nothing, a preview keeps nothing.

    Locks the person's place, and the person against a second player in another course. A claim
    that no clock allows refuses its player for good, and writes `video.play.refused`.
    """
    setup = setups.of(lesson.settings)
    if lesson.is_preview or lesson.enrolment_id is None:
        return Heard(Standing.KEPT, Seen(length=setup.length), Report())
    _lock(lesson)
    standing = _take(lesson, claim, now=now)
    seen = seen_of(lesson, setup)
    owed = max(0, seen.seconds - seconds_credited(lesson))
    outcome = setups.outcome(setup, seen, answered(lesson, setup))
    position = _position(lesson, claim, setup) if standing is Standing.KEPT else None
    return Heard(standing, seen, Report(owed, position, outcome, outcome.sentence))


def receive(*, lesson: Lesson, data: Mapping[str, str], now: datetime) -> Report:
    """What the player's form posted: a claim, or only the question whether it is enough."""
    claim = claims.read(data)
    if claim is not None:
        return hear(lesson=lesson, claim=claim, now=now).report
    if lesson.is_preview:
        return Report()
    outcome = outcome_of(lesson)
    return Report(outcome=outcome, sentence=outcome.sentence)


def _lock(lesson: Lesson) -> None:
    Enrolment.objects.select_for_update(of=("self",)).get(pk=lesson.enrolment_id or 0)
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [lesson.person_id % 2**31])


def _take(lesson: Lesson, claim: Claim, *, now: datetime) -> Standing:
    play = play_of(lesson.person_id, claim.play)
    window = _window(lesson, claim, play, now=now)
    if window is None or (play and play.activity_id != lesson.activity_id):
        return Standing.STALE
    if play and play.is_refused:
        return Standing.REFUSED
    kept: Spans = union(play.spans) if play else ()
    standing, spans = claims.judge(claim, kept, window, now=now)
    play = play or _create(lesson, claim, window)
    play.spans = [list(span) for span in spans]
    play.heard_at = max(play.heard_at, min(now, window.end or now))
    play.is_refused = standing is Standing.REFUSED
    play.save(update_fields=["spans", "heard_at", "is_refused"])
    if play.is_refused:
        _tell(lesson, now=now)
    return standing


def _window(lesson: Lesson, claim: Claim, play: Play | None, *, now: datetime) -> Window | None:
    """Where a player belongs on the clock; None for one without a ticket of ours."""
    opened, until = (
        tickets.opened_at(
            ticket, person_id=lesson.person_id, activity_id=lesson.activity_id, now=now
        )
        for ticket in (claim.ticket, claim.until)
    )
    if play:
        return window_of(play, until=until)
    return first_window(lesson.person_id, opened, until=until) if opened else None


def _create(lesson: Lesson, claim: Claim, window: Window) -> Play:
    return Play.objects.create(
        tenant_id=lesson.tenant_id, key=claim.play, activity_id=lesson.activity_id,
        enrolment_id=lesson.enrolment_id or 0, person_id=lesson.person_id,
        opened_at=window.opened, started_at=window.start, heard_at=window.start,
    )  # fmt: skip


def _tell(lesson: Lesson, *, now: datetime) -> None:
    record_event(
        "video.play.refused", at=now, tenant_id=lesson.tenant_id, actor_id=lesson.person_id,
        subject=lesson.key, reason="more than the clock allows",
    )  # fmt: skip


def _position(lesson: Lesson, claim: Claim, setup: Setup) -> dict[str, int] | None:
    """Where to go on, also where skipping is off."""
    if claim.position is None:
        return None
    return lesson.position | {"at": min(claim.position, setup.length) // 1000}
