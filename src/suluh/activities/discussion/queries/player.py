"""A discussion inside the player, and whether it is done."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils.safestring import mark_safe

from suluh.activities.discussion.queries.places import lesson_place
from suluh.activities.discussion.queries.threads import (
    has_visited,
    listed,
    own_posts,
    pinned_of,
    threads_of,
)
from suluh.activities.discussion.rules import topic as topics
from suluh.activities.discussion.types import Rule
from suluh.content.rules import richtext
from suluh.content.types import Lesson, Outcome, Play

SHOWN = 10


def play(lesson: Lesson, *, now: datetime) -> Play:
    """The question with the threads that were active last; a preview has none."""
    topic = topics.read(lesson.settings)
    html = mark_safe(richtext.to_html(topic.text))  # noqa: S308 - sanitised by nh3
    context: dict[str, Any] = {
        "html": html, "topic": topic, "now": now, "token": uuid4(),
        "outcome": outcome_of(lesson, has_pressed=lesson.position.get("read") is True),
        "asks_to_read": topic.rule is Rule.READ,
    }  # fmt: skip
    if not lesson.is_preview:
        place = lesson_place(lesson)
        latest = list(threads_of(place).order_by("-last_at", "-id")[: SHOWN + 1])
        threads = [*pinned_of(place), *latest[:SHOWN]]
        context |= {
            "place": place, "has_more": len(latest) > SHOWN,
            "threads": listed(threads, person_id=lesson.person_id),
        }  # fmt: skip
    return Play(
        "discussion/player.html", context, style="discussion/discussion.css",
        script="content/write.js",
    )  # fmt: skip


def outcome_of(lesson: Lesson, *, has_pressed: bool) -> Outcome:
    """What the person's posts, or their reading, say about the activity."""
    topic = topics.read(lesson.settings)
    if lesson.is_preview:
        return topics.judge(topic, posts=0, has_read=False)
    about: Any = {
        "person_id": lesson.person_id, "offering_id": lesson.offering_id or 0, "key": lesson.key
    }  # fmt: skip
    if topic.rule is Rule.READ:
        return topics.judge(topic, posts=0, has_read=has_pressed and has_visited(**about))
    posts = own_posts(**about, least_words=topic.words)
    return topics.judge(topic, posts=posts, has_read=False)
