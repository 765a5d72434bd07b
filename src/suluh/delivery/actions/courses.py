"""What a completed course is worth: JP by day where a daily cap holds, subjects of the certificate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from suluh.base.clock import local_date
from suluh.content.queries.outline import chapters_of
from suluh.credentials.types import Subject
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.rules.learning_days import DayOfLearning, for_ledger
from suluh.delivery.types import PersonResult
from suluh.ledger.actions import post_credits
from suluh.ledger.queries import Earned, day_cap, earned_from
from suluh.ledger.types import Credit
from suluh.standards.jp import HUNDREDTHS, MINUTES_PER_JP


def activity_key(offering: Offering, *, on: date) -> str:
    """Names the learning for ever: a training counts once, or once a year, whoever offers it."""
    assert offering.version is not None
    training = offering.version.training
    period = f":{on.year}" if training.repeats == training.Repeats.YEARLY else ""
    return f"pelatihan:{training.uuid}{period}"


def post_course(
    offering: Offering,
    new: Sequence[Enrolment],
    by_person: dict[int, PersonResult],
    *,
    actor_id: int | None,
    now: datetime,
) -> dict[int, Earned]:
    """Book the course of these people; who has it already from elsewhere keeps that alone."""
    day = local_date(now, offering.zone)
    key = activity_key(offering, on=day)
    people = [enrolment.person_id for enrolment in new]
    before = earned_from(key, people)
    cap = day_cap(offering.form_id, on=day)
    credits = [
        credit
        for enrolment in new
        if enrolment.person_id not in before
        for credit in _credits(
            offering, enrolment, by_person[enrolment.person_id], day=day, cap=cap
        )
    ]
    if credits:
        post_credits(credits=credits, actor_id=actor_id, now=now)
    return earned_from(key, people) if credits else before


def _credits(
    offering: Offering, enrolment: Enrolment, result: PersonResult, *, day: date, cap: int | None
) -> Iterator[Credit]:
    """One line of the ledger; with a daily cap one for each day of learning."""
    minutes = result.minutes or 0
    lines = [DayOfLearning(day, minutes)]
    if cap is not None:
        spread = dict(result.days) or {day: minutes}
        cap_minutes = cap * MINUTES_PER_JP // HUNDREDTHS
        lines = for_ledger(spread, cap_minutes=cap_minutes, year=day.year)
    assert enrolment.home_id is not None
    for number, line in enumerate(lines, start=1):
        yield Credit(
            person_id=enrolment.person_id,
            home_id=enrolment.home_id,
            unit_id=enrolment.unit_id,
            organiser_id=offering.tenant_id,
            form_code=offering.form_id,
            title=offering.title,
            minutes=line.minutes,
            curriculum_jp_minor=None,
            credit_date=line.day,
            activity_key=activity_key(offering, on=day),
            source_type="pelatihan",
            source_id=str(offering.uuid),
            rule="utama" if number == 1 else f"hari-{number}",
            units=line.units,
            evidence_sha256=result.evidence_sha256,
        )


def subjects_of(offering: Offering) -> tuple[Subject, ...]:
    """The sections with their minutes, for the certificate's reverse side."""
    assert offering.version is not None
    return tuple(
        Subject(name=chapter.title, minutes=sum(part.minutes for part in chapter.parts))
        for chapter in chapters_of(offering.version)
    )
