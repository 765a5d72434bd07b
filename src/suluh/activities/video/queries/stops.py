"""Questions inside a video, and what the person answered. Call it inside the lesson's scope."""

from __future__ import annotations

from dataclasses import dataclass

from suluh.activities.video.models import Answer
from suluh.activities.video.rules import setup as setups
from suluh.activities.video.types import Setup, Stop
from suluh.base.errors import NotFound
from suluh.content.ports import asking_kind
from suluh.content.types import Asked, Judged, Lesson


@dataclass(frozen=True, slots=True)
class Mark:
    """A stop as the page shows it: its number, second, whether it was answered, and rightly."""

    number: int
    at: int
    time: str
    is_answered: bool
    is_right: bool


@dataclass(frozen=True, slots=True)
class Put:
    """A question put to the person; `judged` once they have answered."""

    number: int
    stop: Stop
    asked: Asked
    given: tuple[str, ...] = ()
    judged: Judged | None = None


def answers_of(lesson: Lesson) -> dict[tuple[int, str], Answer]:
    """What the person answered, by second and question."""
    if lesson.enrolment_id is None:
        return {}
    rows = Answer.objects.filter(enrolment_id=lesson.enrolment_id, activity_id=lesson.activity_id)
    return {(row.at, str(row.question)): row for row in rows}


def answered(lesson: Lesson, setup: Setup) -> int:
    """How many of the stops are answered; no query where there are none."""
    if not setup.stops:
        return 0
    known = answers_of(lesson)
    return sum((stop.at, str(stop.question)) in known for stop in setup.stops)


def marks_of(lesson: Lesson, setup: Setup) -> list[Mark]:
    """All stops with what became of them; no query where there are none."""
    if not setup.stops:
        return []
    known = answers_of(lesson)
    found = []
    for number, stop in enumerate(setup.stops, start=1):
        answer = known.get((stop.at, str(stop.question)))
        time = setups.length_in_words(stop.at)
        is_right = bool(answer and answer.is_right)
        found.append(Mark(number, stop.at, time, answer is not None, is_right))
    return found


def put_of(lesson: Lesson, number: int) -> Put:
    """The question of that stop, with the judgement where it was answered; else without a word of it."""
    setup, kind = setups.of(lesson.settings), asking_kind()
    if kind is None or not 1 <= number <= len(setup.stops):
        raise NotFound
    stop = setup.stops[number - 1]
    asked = kind.ask([stop.question]).get(stop.question)
    if asked is None:
        raise NotFound
    answer = answers_of(lesson).get((stop.at, str(stop.question)))
    if answer is None:
        return Put(number, stop, asked)
    given = tuple(answer.given)
    return Put(number, stop, asked, given, kind.judge(answer.ref, given))
