"""Every act becomes a line of the history; afterwards the practice stands where its lines say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from suluh.activities.practice.models import Entry, Milestone, Practice
from suluh.activities.practice.queries.sheet import Sheet, lesson_of_practice, sheet_of
from suluh.activities.practice.rules import scoring
from suluh.activities.practice.types import Act, Role
from suluh.base.events import record_event
from suluh.delivery.actions import evaluate_again

LONGEST_WORDS = 5_000
_State = Practice.State


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, as the history names them; `role` '' for the learner and who runs the course."""

    person_id: int
    name: str
    role: str = ""


def add(
    practice: Practice, act: Act, by: By, *, now: datetime, milestone: Milestone | None = None,
    text: str = "", **more: object,
) -> Entry:  # fmt: skip
    """Write a line, and the event of it."""
    number = milestone.round if milestone else practice.number
    made = Entry.objects.create(
        tenant_id=practice.tenant_id, practice=practice, milestone=milestone, act=act.value,
        role=by.role, by_id=by.person_id, by_name=by.name[:250], number=number,
        text=text.replace("\0", "")[:LONGEST_WORDS], at=now, **more,
    )  # fmt: skip
    record_event(
        _event(act), at=now, tenant_id=practice.tenant_id, actor_id=by.person_id,
        subject=practice.uuid, data={"as": by.role, "number": number},
    )  # fmt: skip
    return made


_EVENTS = {
    Act.EVIDENCE: "evidence.sent", Act.COMMENT: "comment.written", Act.SEMINAR: "seminar.set",
    Act.SCORED: "mark.given",
}  # fmt: skip


def _event(act: Act) -> str:
    """`practice.plan.approved` and the like."""
    return f"practice.{_EVENTS.get(act, act.value.replace('_', '.'))}"


def settle(practice: Practice, *, now: datetime) -> Sheet:
    """Bring state, score and whose turn it is up to date with the history, and judge the course.

    A milestone with every word it needs is approved; a plan likewise; all milestones approved make
    the practice ready for its marks, or done where nobody scores.
    """
    sheet = sheet_of(practice)
    for step in sheet.steps:
        if step.milestone.state == Milestone.State.SENT and not step.missing:
            step.milestone.state = Milestone.State.APPROVED
            step.milestone.save(update_fields=["state"])
    before = practice.state
    practice.state = _state(sheet)
    practice.score = None
    if practice.state == _State.DONE and sheet.brief.scorers:
        practice.score = scoring.total(sheet.brief, sheet.scores)
    waits = [role.value for role in _waits_for(sheet)]
    if before != practice.state or waits != practice.waits_for:
        practice.since = now
    practice.waits_for = waits
    practice.save(update_fields=["state", "score", "waits_for", "since"])
    lesson = lesson_of_practice(practice)
    if lesson is not None and _State.DONE in {before, practice.state}:
        evaluate_again(lesson=lesson, now=now)
    return sheet


def _state(sheet: Sheet) -> str:
    """Where the practice stands, by its plan, its milestones and its marks."""
    state = sheet.practice.state
    if state in {_State.PLANNING, _State.RETURNED}:
        return state
    if state == _State.PLANNED and sheet.plan_missing:
        return state
    if not sheet.milestones or sheet.approved < len(sheet.milestones):
        return _State.RUNNING
    return _State.READY if sheet.marks_missing else _State.DONE


def _waits_for(sheet: Sheet) -> list[Role]:
    match sheet.practice.state:
        case _State.PLANNED:
            return list(sheet.plan_missing)
        case _State.RUNNING:
            return sorted({role for step in sheet.steps for role in step.missing})
        case _State.READY:
            return list(sheet.marks_missing)
    return []
