"""Assigning a path as a whole, once or following transfers; ended, undone. As courses are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.base.errors import NotFound
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.base.text import DEFAULT_ZONE
from suluh.delivery.actions.assigning import (
    FIRST_NAMES,
    Foresight,
    NobodyToAssign,
    Target,
    chosen_staff,
    due_later,
    end_act,
    terms_of,
    undo_act,
)
from suluh.delivery.actions.path_placing import put_on_path
from suluh.delivery.actions.releasing import release_leavers
from suluh.delivery.models import LearningPath, PathAssignment, PathPlace
from suluh.delivery.queries.assignments import first_names
from suluh.delivery.queries.criteria import staff_of_assignment, words_of
from suluh.delivery.queries.path_assignments import get_path_assignment
from suluh.delivery.queries.paths import get_managed_path
from suluh.messaging.actions import Message, notify
from suluh.organisation.types import Actor

_State = LearningPath.State


def foresee_path(*, actor: Actor, uuid: UUID, target: Target) -> Foresight:
    """Count whom assigning the path would concern; who is on it by their own wish gets the duty."""
    path = get_managed_path(actor, uuid)
    unit, staff, unknown = chosen_staff(actor, target)
    there = PathPlace.objects.filter(path=path, person_id__in=staff.values("person_id"))
    settled = Q(state=PathPlace.State.JOINED, assignment__isnull=False)
    return Foresight(
        staff.count(),
        there.filter(settled | Q(state=PathPlace.State.COMPLETED)).count(),
        unknown,
        unit,
        first=first_names(staff, limit=FIRST_NAMES),
        words=words_of(target.criteria, unit) if target.criteria is not None else "",
    )


def assign_path(
    *,
    actor: Actor,
    uuid: UUID,
    target: Target,
    due_on: date | None,
    reason: str,
    follows: bool,
    now: datetime,
) -> PathAssignment:
    """Set people to a path as a whole. Records `delivery.path.assigned`; tells them.

    With `follows`, a nightly job takes in who comes to the unit or fits the rule later, and releases
    who leaves before beginning.
    """
    path = get_managed_path(actor, uuid)
    if path.state != _State.PUBLISHED:
        raise NotFound
    unit, staff, _unknown = chosen_staff(actor, target)
    people = list(staff.values_list("person_id", flat=True))
    if not people and not (target.criteria is not None and follows):
        raise NobodyToAssign
    given = PathAssignment.objects.create(
        tenant_id=path.tenant_id,
        path=path,
        created_at=now,
        **terms_of(actor, target, unit, due_on=due_on, reason=reason, follows=follows),
    )
    with scoped(SYSTEM):
        given.people = _take_in(given, people, due_on=due_on, now=now)
    record_event(
        "delivery.path.assigned",
        at=now,
        tenant_id=path.tenant_id,
        actor_id=actor.person_id,
        subject=path.uuid,
        reason=reason,
        data={"title": path.title, "count": given.people, "rule": given.rule},
    )
    return given


def end_path_assignment(*, actor: Actor, path: UUID, uuid: UUID, now: datetime) -> None:
    """Take in nobody more; who is on the path stays. Repeating is harmless."""
    end_act(get_path_assignment(actor, path, uuid), now=now)


def undo_path_assignment(*, actor: Actor, path: UUID, uuid: UUID, now: datetime) -> int:
    """Take an assignment back: who has not begun is released; gives how many. Repeating releases none.

    Who began stays on the path. Records `delivery.assignment.undone`.
    """
    found = get_path_assignment(actor, path, uuid)
    found = PathAssignment.objects.select_for_update(of=("self",)).get(pk=found.pk)
    return undo_act(found, actor=actor, now=now)


def follow_paths(*, now: datetime) -> int:
    """Take in who fits an assignment since, and release who left it; gives how many came in.

    Who comes after the others gets days of their own.
    """
    taken = 0
    with scoped(SYSTEM):
        rows = PathAssignment.objects.filter(
            follows=True, ended_at=None, path__state=_State.PUBLISHED
        ).select_related("path", "unit")
        for given in rows:
            release_leavers(given, now=now)
            people = list(staff_of_assignment(given).values_list("person_id", flat=True))
            due_on = due_later(given, zone=DEFAULT_ZONE, last=None, now=now)
            taken += _take_in(given, people, due_on=due_on, now=now)
    return taken


def _take_in(
    given: PathAssignment, people: list[int], *, due_on: date | None, now: datetime
) -> int:
    new = put_on_path(given.path, people, given=given, due_on=due_on, now=now)
    if new:
        PathAssignment.objects.filter(pk=given.pk).update(people=F("people") + len(new))
        _tell(given, new, now=now)
    return len(new)


@override("id")  # read by others: not in the language of who acts
def _tell(given: PathAssignment, people: Sequence[int], *, now: datetime) -> None:
    title = _("Anda ditugaskan mengikuti jalur: %(title)s") % {"title": given.title}
    messages = [
        Message(
            person_id=row.person_id,
            key=f"jalur:{given.path.uuid}:tugas",
            kind="registration",
            title=title[:200],
            link=given.link,
            email=row.email,
        )
        for row in PathPlace.objects.filter(assignment=given, person_id__in=people)
    ]
    notify(tenant_id=given.tenant_id, messages=messages, now=now)
