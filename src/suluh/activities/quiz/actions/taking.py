"""What a player posts: begin, answers, hand in; each is one of these in one form."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from suluh.activities.quiz.actions.attempts import (
    AttemptClosed,
    begin,
    hand_in,
    keep_answers,
)
from suluh.activities.quiz.actions.swift import begin_swiftly, hand_in_swiftly
from suluh.activities.quiz.models import Attempt
from suluh.activities.quiz.queries.allowances import plan_of
from suluh.activities.quiz.queries.attempts import attempts_of
from suluh.activities.quiz.queries.results import outcome_of
from suluh.activities.quiz.rules.posted import LONGEST_PART, MOST_PARTS, MOST_PLACES
from suluh.activities.quiz.rules.timing import takes_answers
from suluh.activities.quiz.types import Answer, fingerprint
from suluh.content.types import Lesson, Report

SAVED = "-"


def receive(*, lesson: Lesson, data: QueryDict, now: datetime) -> Report:
    """Keep what was posted. In a preview nothing is kept."""
    if lesson.is_preview:
        return Report()
    match data.get("aksi", ""):
        case "mulai":
            begin(lesson=lesson, plan=plan_of(lesson), now=now)
            return Report()
        case "simpan" | "kirim" | "yakin" | "habis" as act:
            return _answers(lesson, data, act, now=now)
    return Report()


def receive_swiftly(*, lesson: Lesson, data: dict[str, str], now: datetime) -> Report | None:
    """Begin, and hand in what is saved already, in few statements; None leaves it to `receive`.

    A form that carries answers takes the long way: a browser with our script sends none.
    """
    act = data.get("aksi", "")
    if act == "mulai":
        return begin_swiftly(lesson=lesson, now=now)
    if act not in {"kirim", "yakin"} or "ada" in data:
        return None
    try:
        attempt = UUID(data.get("percobaan", ""))
    except ValueError:
        return None
    return hand_in_swiftly(lesson=lesson, attempt=attempt, asks=act == "kirim", now=now)


def _answers(lesson: Lesson, data: QueryDict, act: str, *, now: datetime) -> Report:
    """Answers of the whole form; then, where asked, once more about gaps, and handing in."""
    attempt = _open_one(lesson, data.get("percobaan", ""))
    if attempt is None:  # handed in from another tab
        return Report(outcome=outcome_of(lesson))
    takes, given = takes_answers(attempt.ends_at, now=now), answers_in(data)
    if given and takes:
        ages = {place: (answer, 0) for place, answer in given.items()}
        keep_answers(attempt=attempt.uuid, person_id=lesson.person_id, given=ages, now=now)
    if act == "simpan":
        return Report(sentence=_("Jawaban tersimpan.") if takes else str(AttemptClosed.sentence))
    if act == "habis" and (attempt.ends_at is None or now < attempt.ends_at):
        return Report()  # the device thought so; more time was given meanwhile
    if act == "kirim" and takes and _has_gaps(attempt):
        return Report(position=lesson.position | {"confirm": str(attempt.uuid)})
    hand_in(attempt=attempt.uuid, person_id=lesson.person_id, now=now)
    position = {key: value for key, value in lesson.position.items() if key != "confirm"}
    outcome = outcome_of(lesson)
    return Report(position=position, outcome=outcome, sentence=_("Tes sudah dikirim."))


def _open_one(lesson: Lesson, text: str) -> Attempt | None:
    """The open attempt, where the form was made for it."""
    try:
        wanted = UUID(text)
    except ValueError:
        return None
    found = [each for each in attempts_of(lesson) if each.state == Attempt.State.OPEN]
    return next((each for each in found if each.uuid == wanted), None)


def _has_gaps(attempt: Attempt) -> bool:
    answered = attempt.responses.exclude(answer=[]).values_list("answer", flat=True)
    return sum(any(part.strip() for part in answer) for answer in answered) < len(attempt.drawn)


def answers_in(data: QueryDict) -> dict[int, Answer]:
    """Answers of a form: `ada` names the questions it shows, `q<place>` what was given to one.

    `w<place>` says what the form showed as answered, or that the script saved it already: what was
    not touched here may have been answered in another window since, and stays.
    """
    places = {int(p) for p in data.getlist("ada")[:MOST_PLACES] if p.isdecimal() and len(p) < 4}
    given = {place: _answer(data, place) for place in sorted(places)}
    return {
        place: answer
        for place, answer in given.items()
        if data.get(f"w{place}", "") not in {SAVED, fingerprint(answer)}
    }


def _answer(data: QueryDict, place: int) -> Answer:
    """Browsers post line ends of their own."""
    parts = data.getlist(f"q{place}")[:MOST_PARTS]
    return tuple(part.replace("\r\n", "\n")[:LONGEST_PART] for part in parts)
