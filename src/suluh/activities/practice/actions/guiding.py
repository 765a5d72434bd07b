"""What mentor and coach say: of the plan, of a milestone, in between."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy, gettext_noop

from suluh.activities.practice.actions.history import By, add, settle
from suluh.activities.practice.actions.news import tell_learner
from suluh.activities.practice.models import Milestone, Practice
from suluh.activities.practice.queries.access import Access, at_desk
from suluh.activities.practice.queries.sheet import sheet_of
from suluh.activities.practice.types import Act, Role
from suluh.base.errors import DomainError, NotAllowed, NotFound
from suluh.organisation.types import Actor

_State = Practice.State


class NothingToDecide(DomainError):
    """It was decided, or changed, in the meantime."""

    code = "nothing_to_decide"
    sentence = gettext_lazy("Bagian ini sedang tidak menunggu Anda. Muat ulang halamannya.")


class WordsMissing(DomainError):
    """Sending back says what to mend."""

    code = "words_missing"
    status = 422
    sentence = gettext_lazy("Tulis dulu apa yang perlu diperbaiki.")


def decide_plan(*, actor: Actor, practice: UUID, approves: bool, text: str, now: datetime) -> None:
    """Mentor or coach approves the plan as it was sent, or sends it back to be mended.

    Approving twice changes nothing. A plan that runs already may be sent back too: milestones that
    have evidence stay as they are.
    """
    with at_desk(actor, practice, lock=True) as access:
        found, roles = access.practice, _guiding(access)
        if found.state != _State.PLANNED and (approves or found.state != _State.RUNNING):
            raise NothingToDecide
        if not approves and not text.strip():
            raise WordsMissing
        given = sheet_of(found).plan_given
        for role in [each for each in roles if not approves or each not in given]:
            act = Act.PLAN_APPROVED if approves else Act.PLAN_RETURNED
            entry = add(found, act, By(actor.person_id, actor.name, role), text=text, now=now)
            title = (
                gettext_noop("Rancangan Anda disetujui") if approves
                else gettext_noop("Rancangan Anda dikembalikan untuk diperbaiki")
            )  # fmt: skip
            tell_learner(found, entry, title, now=now)
        if not approves:
            found.state = _State.RETURNED
        settle(found, now=now)


def decide_step(
    *, actor: Actor, practice: UUID, step: UUID, approves: bool, text: str, now: datetime
) -> None:
    """Mentor or coach approves the evidence of a milestone, or asks for more."""
    with at_desk(actor, practice, lock=True) as access:
        found, roles = access.practice, _guiding(access)
        milestone = Milestone.objects.filter(practice=found, uuid=step).first()
        if milestone is None:
            raise NotFound
        if found.state != _State.RUNNING or milestone.state != Milestone.State.SENT:
            raise NothingToDecide
        if not approves and not text.strip():
            raise WordsMissing
        missing = sheet_of(found).missing_for(milestone)
        act = Act.STEP_APPROVED if approves else Act.STEP_RETURNED
        title = (
            gettext_noop("Bukti tahap Anda disetujui") if approves
            else gettext_noop("Bukti tahap Anda perlu dilengkapi")
        )  # fmt: skip
        for role in [each for each in roles if not approves or each in missing]:
            by = By(actor.person_id, actor.name, role)
            entry = add(found, act, by, milestone=milestone, text=text, now=now)
            tell_learner(found, entry, title, now=now)
        if not approves:
            milestone.state = Milestone.State.RETURNED
            milestone.save(update_fields=["state"])
        settle(found, now=now)


def remark(*, actor: Actor, practice: UUID, step: UUID | None, text: str, now: datetime) -> None:
    """A word to the learner, by whoever guides, examines or runs the course."""
    if not text.strip():
        raise WordsMissing
    with at_desk(actor, practice, lock=True) as access:
        found = access.practice
        milestone = Milestone.objects.filter(practice=found, uuid=step).first() if step else None
        role = next(iter(sorted(access.roles)), "")
        by = By(actor.person_id, actor.name, role)
        entry = add(found, Act.COMMENT, by, milestone=milestone, text=text, now=now)
        tell_learner(found, entry, gettext_noop("Pembimbing Anda menulis"), now=now)


def _guiding(access: Access) -> list[Role]:
    """The actor's roles whose word counts; refuses who has none."""
    roles = sorted(access.roles & {Role.MENTOR, Role.COACH})
    if not roles:
        raise NotAllowed
    return roles
