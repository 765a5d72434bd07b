"""What writing means for the course: the topic's rule is judged again, delivery keeps the outcome."""

from __future__ import annotations

from datetime import datetime

from suluh.activities.discussion.queries.player import outcome_of
from suluh.activities.discussion.types import Place
from suluh.base.errors import NotFound
from suluh.delivery.actions import record_result
from suluh.delivery.queries.learning import get_lesson, inside_lesson
from suluh.organisation.types import Actor


def weigh(*, actor: Actor, place: Place, now: datetime) -> None:
    """Judge the topic for who just wrote in it; nothing happens outside a topic.

    Trainers and organisers have no lesson here, nor have learners who came by a link before they
    opened it: they are judged once they do.
    """
    if place.offering is None or place.activity_key is None:
        return
    try:
        lesson = get_lesson(actor, place.offering, place.activity_key, now=now)
    except NotFound:
        return
    if lesson.is_done:
        return
    with inside_lesson(lesson):
        outcome = outcome_of(lesson, has_pressed=lesson.position.get("read") is True)
    if outcome.is_met:
        record_result(lesson=lesson, outcome=outcome, now=now)
