"""Live sessions of courses: planned by who runs the course, attended by one press."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from suluh.activities.session.models import Gathering, Presence
from suluh.activities.session.queries.course import (
    gathering_of,
    held_of,
    moments_of,
    outcome_of,
    planned_session,
)
from suluh.activities.session.rules import course as rules
from suluh.base.errors import NotFound
from suluh.base.events import record_event
from suluh.content.types import Lesson, Report
from suluh.delivery.actions import evaluate_again
from suluh.delivery.actions.once import refuse_timetable_twin
from suluh.delivery.models import Enrolment
from suluh.delivery.queries.courses import get_managed_course
from suluh.delivery.queries.learning import marked_lesson
from suluh.delivery.queries.offerings import HOLDING
from suluh.delivery.types import Held
from suluh.organisation.types import Actor


def plan_session(
    *, actor: Actor, offering: UUID, key: UUID, starts_at: datetime, ends_at: datetime,
    link: str, place: str, now: datetime,
) -> Gathering:  # fmt: skip
    """Say when and where the course holds a session; saying it again moves it.

    Refused where the timetable of an angkatan counts it already.
    """
    course = get_managed_course(actor, offering)
    planned = planned_session(course, key)
    refuse_timetable_twin(course, Held(planned.activity.title, starts_at, ends_at))
    held, _is_new = Gathering.objects.update_or_create(
        offering=course, activity_key=planned.activity.key,
        defaults={
            "tenant_id": course.tenant_id, "starts_at": starts_at, "ends_at": ends_at,
            "link": link, "place": place, "changed_at": now,
        },
    )  # fmt: skip
    record_event(
        "session.gathering.planned", at=now, tenant_id=course.tenant_id,
        actor_id=actor.person_id, subject=held.uuid,
    )  # fmt: skip
    return held


def attend(lesson: Lesson, *, moment: str, now: datetime) -> Report:
    """The press of the button: evidence while that check-in is open; a repeat changes nothing."""
    if lesson.is_preview:
        return Report()
    held = gathering_of(lesson.offering_id or 0, lesson.key)
    if held is None:
        return Report(sentence=_("Jadwal sesi ini belum ditetapkan."))
    times, there = (held.starts_at, held.ends_at), moments_of(lesson)
    shown = rules.doors(rules.read(lesson.settings), times, there=there, now=now)
    door = next((each for each in shown if each.moment == moment), None)
    if door is not None and not door.is_recorded:
        if not door.is_open:
            return Report(sentence=_("Kehadiran ini sedang tidak dibuka."))
        Presence.objects.get_or_create(
            offering_id=held.offering_id, activity_key=lesson.key, person_id=lesson.person_id,
            moment=moment, defaults={"tenant_id": lesson.tenant_id, "at": now},
        )  # fmt: skip
    outcome = outcome_of(lesson)
    return Report(outcome=outcome, sentence=outcome.sentence)


def state_attendance(
    *, actor: Actor, offering: UUID, key: UUID, enrolment: UUID, reason: str, now: datetime
) -> None:
    """Take the organiser's word, with the reason, that a learner was there; judged at once.

    A learner who has not opened the lesson is judged when they do. Refused where the timetable of
    an angkatan counts the session already.
    """
    course = get_managed_course(actor, offering)
    planned = planned_session(course, key)
    refuse_timetable_twin(course, held_of(planned))
    rows = Enrolment.objects.filter(offering=course, state__in=HOLDING)
    seat = rows.filter(uuid=enrolment).first()
    if seat is None or not reason.strip():
        raise NotFound
    _row, is_new = Presence.objects.get_or_create(
        offering=course, activity_key=planned.activity.key, person_id=seat.person_id,
        moment=Presence.Moment.STATED,
        defaults={
            "tenant_id": course.tenant_id, "at": now, "stated_by_id": actor.person_id,
            "reason": reason.strip()[:300],
        },
    )  # fmt: skip
    if not is_new:
        return
    record_event(
        "session.presence.stated", at=now, tenant_id=course.tenant_id, actor_id=actor.person_id,
        subject=seat.uuid, reason=reason.strip()[:300],
    )  # fmt: skip
    try:
        lesson = marked_lesson(actor=actor, enrolment=enrolment, key=key)
    except NotFound:
        return
    evaluate_again(lesson=lesson, now=now)
