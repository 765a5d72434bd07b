"""Seminar and marks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy, gettext_noop

from suluh.activities.practice.actions.history import By, add, settle
from suluh.activities.practice.actions.news import tell_guides, tell_learner
from suluh.activities.practice.models import Practice
from suluh.activities.practice.queries.access import at_desk
from suluh.activities.practice.queries.sheet import sheet_of
from suluh.activities.practice.types import Act, Role
from suluh.base.errors import DomainError, NotAllowed
from suluh.base.text import moment
from suluh.content.rules.judging import Judgement
from suluh.organisation.types import Actor

_State = Practice.State


class NotReady(DomainError):
    """Marks wait for the milestones, and those of examiners for the seminar."""

    code = "not_ready"
    sentence = gettext_lazy(
        "Belum dapat dinilai: semua tahap harus disetujui dulu, dan seminarnya dijadwalkan."
    )


class ReasonMissing(DomainError):
    """A mark that stood already changes only with a reason."""

    code = "reason_missing"
    status = 422
    sentence = gettext_lazy("Tulis alasan mengubah nilai; alasan itu masuk jejak audit.")


def set_seminar(
    *, actor: Actor, practice: Practice, at: datetime, place: str, now: datetime
) -> None:
    """Who runs the course says when and where; learner and guides are told.

    Call it inside the course's scope, with the practice locked. Repeating changes nothing.
    """
    if (practice.seminar_at, practice.seminar_place) == (at, place):
        return
    practice.seminar_at, practice.seminar_place = at, place
    practice.save(update_fields=["seminar_at", "seminar_place"])
    zone = practice.enrolment.offering.zone
    words = f"{moment(at, zone)}. {place}".strip()
    entry = add(practice, Act.SEMINAR, By(actor.person_id, actor.name), text=words, now=now)
    tell_learner(practice, entry, gettext_noop("Seminar Anda dijadwalkan"), now=now)
    tell_guides(
        practice, sheet_of(practice).guides, gettext_noop("Seminar dijadwalkan"),
        key=f"seminar:{entry.pk}", now=now,
    )  # fmt: skip


def give_score(
    *, actor: Actor, practice: UUID, role: Role, judgement: Judgement, now: datetime
) -> None:
    """Judge the practice as mentor, coach or examiner.

    Once all who must have judged, the practice has its score and the course is judged again. A mark
    that stood changes only with a reason; the earlier ones stay in the history.
    """
    with at_desk(actor, practice, lock=True) as access:
        found, sheet = access.practice, sheet_of(access.practice)
        if role not in access.roles or role not in sheet.brief.scorers:
            raise NotAllowed
        no_seminar = role is Role.EXAMINER and found.seminar_at is None
        if found.state not in {_State.READY, _State.DONE} or no_seminar:
            raise NotReady
        is_change = any(e.by_id == actor.person_id and e.role == role for e in sheet.marks)
        if is_change and not judgement.reason.strip():
            raise ReasonMissing
        words = " ".join(part for part in (judgement.comment, judgement.reason) if part)
        add(
            found, Act.SCORED, By(actor.person_id, actor.name, role), text=words, now=now,
            levels=list(judgement.levels), score=judgement.score(sheet.brief.rubric),
        )  # fmt: skip
        settle(found, now=now)
        if found.state == _State.DONE:
            entry = found.entries.order_by("-id")[0]
            tell_learner(found, entry, gettext_noop("Praktik Anda sudah dinilai"), now=now)
