"""What a completed course is worth: JP by day where a daily cap holds, subjects of the certificate."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from suluh.base.clock import local_date
from suluh.content.models import Version
from suluh.content.queries.outline import outline_of
from suluh.credentials.types import Subject
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.batches import meetings_of
from suluh.delivery.rules.learning_days import DayOfLearning, for_ledger, with_sessions
from suluh.delivery.types import PersonResult
from suluh.ledger.actions import post_credits
from suluh.ledger.queries import Earned, day_cap, earned_from
from suluh.ledger.types import DISTANCE_LEARNING, E_LEARNING, Credit
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
    assert enrolment.home_id is not None
    for number, (form, line) in enumerate(_lines(offering, result, day=day, cap=cap), start=1):
        yield Credit(
            person_id=enrolment.person_id,
            home_id=enrolment.home_id,
            unit_id=enrolment.unit_id,
            organiser_id=offering.tenant_id,
            form_code=form,
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


def _lines(
    offering: Offering, result: PersonResult, *, day: date, cap: int | None
) -> list[tuple[int, DayOfLearning]]:
    """Form and minutes of each line.

    The cap of e-learning is one of *online access* a day (guide to Perlan 10/2018). A session of a
    timetable is none: led by the organiser, it is distance learning, which follows the curriculum
    and has no cap. Other forms' caps are of hours held, so that sessions count towards them.
    """
    form, minutes = offering.form_id, result.minutes or 0
    if cap is None:
        return [(form, DayOfLearning(day, minutes))]
    days, led = Counter(dict(result.days)), 0
    if form == E_LEARNING:
        led = sum(minutes for _day, minutes in result.sessions)
    else:
        days.update(dict(result.sessions))
    spread = days or ({} if led else {day: minutes})
    cap_minutes = cap * MINUTES_PER_JP // HUNDREDTHS
    lines = for_ledger(spread, cap_minutes=cap_minutes, year=day.year)
    lines, led = with_sessions(lines, led, cap_minutes=cap_minutes)
    more = [(DISTANCE_LEARNING, DayOfLearning(day, led))] if led else []
    return [*((form, line) for line in lines), *more]


def subjects_of(offering: Offering, places: Sequence[Enrolment]) -> dict[int, tuple[Subject, ...]]:
    """For the certificate's reverse side, by place: what the person learnt, with its minutes.

    Sections of the version that they learnt, then the subjects of the timetable in its order.
    """
    versions = Version.objects.in_bulk(
        {place.version_id or offering.version_id for place in places}
    )
    timetable = _timetable_subjects(offering) if offering.has_end else ()
    known = {pk: (*_section_subjects(version), *timetable) for pk, version in versions.items()}
    return {place.pk: known[place.version_id or offering.version_id] for place in places}


def _section_subjects(version: Version) -> Iterator[Subject]:
    counts_all = isinstance(version.completion.get("of"), int)
    for chapter in outline_of(version).chapters:
        minutes = sum(part.minutes for part in chapter.parts if part.is_required or counts_all)
        if minutes:
            yield Subject(name=chapter.title, minutes=minutes)


def _timetable_subjects(offering: Offering) -> tuple[Subject, ...]:
    """One line for each subject, however many sessions it has."""
    minutes: Counter[str] = Counter()
    trainers: dict[str, dict[str, None]] = defaultdict(dict)
    for meeting in meetings_of(offering):
        minutes[meeting.subject] += meeting.minutes
        trainers[meeting.subject] |= dict.fromkeys(meeting.trainers)
    return tuple(
        Subject(name=name, minutes=total, speaker=", ".join(trainers[name]))
        for name, total in minutes.items()
    )
