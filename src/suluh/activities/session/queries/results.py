"""A person's own result: which conditions are met, and what mends the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from suluh.activities.session.queries.facts import facts_of, setting_of
from suluh.activities.session.queries.windows import own_check_ins, windows_of
from suluh.activities.session.rules.attendance import is_met, judge
from suluh.delivery.models import Complaint, Enrolment, Offering
from suluh.delivery.queries.review import Seat, get_seat, inside
from suluh.delivery.types import Condition
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class OwnResult:
    """What the page "why is there no certificate" shows."""

    seat: Seat
    conditions: tuple[Condition, ...]
    is_met: bool
    is_complete: bool
    is_over: bool
    complaint: Complaint | None
    check_ins: tuple[tuple[str, datetime], ...]


def conditions_now(offering: Offering, *, person_id: int, now: datetime) -> tuple[Condition, ...]:
    """The event's rule, judged by a person's evidence; in the scope of the organiser's agency."""
    facts = facts_of(offering, people=[person_id])[person_id]
    return judge(offering.attendance_rule, facts, setting_of(offering, now=now))


def get_own_result(actor: Actor, event: UUID, *, now: datetime) -> OwnResult:
    """Judge the actor's evidence as it stands at this moment."""
    seat = get_seat(actor, event)
    offering = seat.offering
    with inside(offering, actor):
        conditions = conditions_now(offering, person_id=actor.person_id, now=now)
        own = own_check_ins(offering, person_id=actor.person_id)
        moments = tuple(
            (window.kind, own[window.pk]) for window in windows_of(offering) if window.pk in own
        )
        complaint = Complaint.objects.filter(enrolment=seat.enrolment).first()
    return OwnResult(
        seat=seat,
        conditions=conditions,
        is_met=is_met(conditions),
        is_complete=seat.enrolment.state == Enrolment.State.COMPLETED,
        is_over=now >= offering.ends_at,
        complaint=complaint,
        check_ins=moments,
    )
