"""Who guides: proposed by the learner and accepted, or named by who runs the course."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy, gettext_noop

from suluh.activities.practice.actions.history import By, add, settle
from suluh.activities.practice.actions.news import tell_guides, tell_learner
from suluh.activities.practice.actions.planning import begin
from suluh.activities.practice.models import Guide, Practice
from suluh.activities.practice.queries.access import at_desk
from suluh.activities.practice.types import Act, Role
from suluh.base.errors import DomainError, NotAllowed
from suluh.content.types import Lesson
from suluh.identity.actions.acquaintances import introduce
from suluh.identity.actions.doors import open_door
from suluh.identity.queries.people import Face
from suluh.organisation.types import Actor

DOOR = "bimbingan"
_State = Guide.State


class GuideThere(DomainError):
    """The place is taken by somebody who accepted."""

    code = "guide_there"
    sentence = gettext_lazy(
        "Pembimbing untuk peran itu sudah ada. Penyelenggara dapat menggantinya."
    )


class NobodyThere(DomainError):
    """The proposal is gone: taken, declined or ended in the meantime."""

    code = "nobody_there"
    sentence = gettext_lazy("Usulan ini sudah tidak berlaku. Muat ulang halamannya.")


def propose(*, lesson: Lesson, by: By, role: Role, face: Face, now: datetime) -> None:
    """The learner asks somebody to be mentor or coach; whoever was asked before is asked no more."""
    practice = begin(lesson=lesson, now=now)
    current = Guide.objects.filter(practice=practice, role=role, ended_at=None).first()
    if role is Role.EXAMINER or (current is not None and current.state == _State.ACTIVE):
        raise GuideThere
    if current is not None and current.person_id == face.person_id:
        return
    if current is not None:
        _end(current, _State.ENDED, now=now)
    made = _place(practice, role, face, _State.PROPOSED, now=now)
    add(practice, Act.GUIDE_PROPOSED, By(by.person_id, by.name), text=face.full_name, now=now)
    tell_guides(
        practice, [made], gettext_noop("Anda diusulkan menjadi pembimbing"), key=f"usul:{made.pk}",
        now=now,
    )  # fmt: skip


def _place(
    practice: Practice, role: Role, face: Face, state: Guide.State, *, now: datetime
) -> Guide:
    introduce(tenant_id=practice.tenant_id, person_ids=[face.person_id])
    open_door(person_ids=[face.person_id], door=DOOR)
    return Guide.objects.create(
        tenant_id=practice.tenant_id, practice=practice, learner_id=practice.person_id,
        person_id=face.person_id, name=face.full_name[:250], role=role.value, state=state,
        created_at=now,
    )  # fmt: skip


def _end(guide: Guide, state: Guide.State, *, now: datetime) -> None:
    guide.state, guide.ended_at = state, now
    guide.save(update_fields=["state", "ended_at"])


def answer(*, actor: Actor, practice: UUID, accepts: bool, text: str, now: datetime) -> None:
    """Somebody who was proposed takes the place, or declines it with a word."""
    with at_desk(actor, practice, lock=True) as access:
        if not access.proposed:
            raise NobodyThere
        for guide in access.proposed:
            by = By(actor.person_id, actor.name, guide.role)
            if accepts:
                guide.state = _State.ACTIVE
                guide.save(update_fields=["state"])
            else:
                _end(guide, _State.DECLINED, now=now)
            act = Act.GUIDE_ACCEPTED if accepts else Act.GUIDE_DECLINED
            entry = add(access.practice, act, by, text=text, now=now)
            title = (
                gettext_noop("Pembimbing Anda menerima usulan") if accepts
                else gettext_noop("Calon pembimbing Anda tidak dapat menerima")
            )  # fmt: skip
            tell_learner(access.practice, entry, title, now=now)
        settle(access.practice, now=now)


def name_guide(
    *, actor: Actor, practice: Practice, role: Role, face: Face, now: datetime
) -> Guide | None:
    """Who runs the course names a guide, in the place of who was there; examiners are added.

    Call it inside the course's scope, with the practice locked. None where they are there already.
    """
    there = list(Guide.objects.filter(practice=practice, role=role, ended_at=None))
    same = next((g for g in there if g.person_id == face.person_id), None)
    if same is not None and same.state == _State.ACTIVE:
        return None
    if face.person_id == practice.person_id:
        return None
    for guide in there:
        if role is not Role.EXAMINER or guide is same:
            _end(guide, _State.ENDED, now=now)
    made = _place(practice, role, face, _State.ACTIVE, now=now)
    by = By(actor.person_id, actor.name)
    entry = add(practice, Act.GUIDE_SET, by, text=face.full_name, now=now)
    tell_guides(
        practice, [made], gettext_noop("Anda ditunjuk membimbing atau menguji"),
        key=f"tunjuk:{made.pk}", now=now,
    )  # fmt: skip
    tell_learner(practice, entry, gettext_noop("Pembimbing atau penguji Anda ditetapkan"), now=now)
    settle(practice, now=now)
    return made


def set_guide(*, actor: Actor, practice: UUID, role: Role, face: Face, now: datetime) -> None:
    """The same for one practice that is there already."""
    with at_desk(actor, practice, lock=True) as access:
        if not access.is_manager:
            raise NotAllowed
        name_guide(actor=actor, practice=access.practice, role=role, face=face, now=now)


def end_guide(*, actor: Actor, practice: UUID, guide: UUID, now: datetime) -> None:
    """Who runs the course takes a guide away; what they said and scored stays in the history."""
    with at_desk(actor, practice, lock=True) as access:
        if not access.is_manager:
            raise NotAllowed
        found = Guide.objects.filter(practice=access.practice, uuid=guide, ended_at=None).first()
        if found is None:
            return
        _end(found, _State.ENDED, now=now)
        by = By(actor.person_id, actor.name)
        add(access.practice, Act.GUIDE_ENDED, by, text=found.name, now=now)
        settle(access.practice, now=now)
