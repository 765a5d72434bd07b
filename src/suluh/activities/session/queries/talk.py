"""What is said on the live page, as one person sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from suluh.activities.session.models import (
    Announcement,
    Poll,
    PollVote,
    Question,
    QuestionVote,
)
from suluh.delivery.models import Offering

SHOWN_QUESTIONS = 30
SHOWN_ANNOUNCEMENTS = 10


@dataclass(frozen=True, slots=True)
class PollView:
    """A poll with its counts, and what the person chose."""

    poll: Poll
    options: list[dict[str, Any]]
    total: int
    chosen: int | None


@dataclass(frozen=True, slots=True)
class Talk:
    """Announcements, questions and polls of an event."""

    announcements: list[Announcement]
    questions: list[Question]
    voted: frozenset[int]
    polls: list[PollView]


def talk_of(offering: Offering, *, person_id: int, only_open: bool = True) -> Talk:
    """What is said at the event; the organiser sees hidden and answered questions too."""
    said = Announcement.reachable.filter(offering=offering)[:SHOWN_ANNOUNCEMENTS]
    asked = list(questions_of(offering, only_open=only_open)[:SHOWN_QUESTIONS])
    votes = QuestionVote.reachable.filter(
        question__in=[question.pk for question in asked], person_id=person_id
    )
    return Talk(
        announcements=list(said),
        questions=asked,
        voted=frozenset(votes.values_list("question_id", flat=True)),
        polls=polls_of(offering, person_id=person_id, only_open=only_open),
    )


def questions_of(offering: Offering, *, only_open: bool = True) -> QuerySet[Question]:
    """Questions, those with most votes first."""
    rows = Question.reachable.filter(offering=offering).order_by("-votes", "id")
    return rows.filter(hidden_at=None, answered_at=None) if only_open else rows


def polls_of(offering: Offering, *, person_id: int, only_open: bool = True) -> list[PollView]:
    """Polls with their counts, newest first, in three statements whatever their number."""
    rows = Poll.reachable.filter(offering=offering)
    polls = list(rows.filter(closed_at=None) if only_open else rows)[:5]
    counts = _counts([poll.pk for poll in polls])
    own = dict(
        PollVote.reachable.filter(poll__in=polls, person_id=person_id).values_list(
            "poll_id", "option"
        )
    )
    return [_view(poll, counts.get(poll.pk, {}), own.get(poll.pk)) for poll in polls]


def _counts(polls: list[int]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {}
    rows = PollVote.reachable.filter(poll__in=polls).values("poll_id", "option")
    for row in rows.annotate(number=Count("id")).order_by():
        found.setdefault(row["poll_id"], {})[row["option"]] = row["number"]
    return found


def _view(poll: Poll, counts: dict[int, int], chosen: int | None) -> PollView:
    total = sum(counts.values())
    options = [
        {
            "number": number, "text": text, "count": counts.get(number, 0),
            "share": counts.get(number, 0) / total if total else 0.0, "is_own": chosen == number,
        }
        for number, text in enumerate(poll.options)
    ]  # fmt: skip
    return PollView(poll, options, total, chosen)


def search_questions(offering: Offering, search: str) -> QuerySet[Question]:
    """Questions for moderation: by text or by who asked."""
    rows = questions_of(offering, only_open=False)
    if not search:
        return rows
    return rows.filter(Q(text__icontains=search) | Q(name__icontains=search))
