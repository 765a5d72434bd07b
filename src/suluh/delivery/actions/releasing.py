"""Letting go of who was assigned: who leaves the rule, and all of an assignment that is undone.

Only who has not begun is released. A place that the person had taken before stays, without the duty;
the others give theirs back, and with a path its classes (`path_releasing.py`). The row keeps its
assignment: that is the trace. Courses and paths alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.path_releasing import Fate, give_back_classes
from suluh.delivery.actions.seats import give_back_seat
from suluh.delivery.models import Assignment, Enrolment, PathAssignment, PathPlace
from suluh.delivery.queries.criteria import serving, staff_of_assignment
from suluh.delivery.queries.paths import begun_on_path
from suluh.messaging.actions import notify
from suluh.messaging.types import Message

Given = Assignment | PathAssignment
Place = Enrolment | PathPlace
_State = Enrolment.State
_OPEN = Q(state__in=(_State.REGISTERED, _State.WAITING))
_ON_PATH = Q(state=PathPlace.State.JOINED)


@dataclass(frozen=True, slots=True)
class Ending:
    """Why a duty ends, who ended it, and when."""

    reason: str
    actor_id: int | None
    now: datetime


def release_leavers(assignment: Given, *, now: datetime) -> int:
    """Release who no longer fits the rule; gives how many. Wide scope."""
    fits = staff_of_assignment(assignment).filter(person_id=OuterRef("person_id"))
    ending = Ending(_("Anda tidak lagi termasuk yang ditugaskan."), None, now)
    return _release(assignment, ~Q(Exists(fits)), ending=ending)


def release_all(assignment: Given, *, actor_id: int, now: datetime) -> int:
    """Release everybody who has not begun; gives how many."""
    with scoped(SYSTEM), override("id"):  # read by others: not in the language of who acts
        ending = Ending(_("Penugasan ini dibatalkan."), actor_id, now)
        return _release(assignment, ending=ending)


def free_movers(*, now: datetime) -> int:
    """End the duty of who serves at another agency by now; their places stay. Gives how many.

    An agency sets dates to its own people alone: the new superiors neither gave this duty nor see
    it. Wide scope; repeating is harmless.
    """
    courses = Enrolment.objects.filter(_OPEN).select_related("assignment__offering")
    paths = PathPlace.objects.filter(_ON_PATH).select_related("assignment__path")
    return _free(courses, now=now) + _free(paths, now=now)


def _free(rows: QuerySet[Any], *, now: datetime) -> int:
    gone = rows.select_for_update(of=("self",)).filter(
        ~Q(Exists(serving(OuterRef("person_id"), at=OuterRef("assignment__tenant_id")))),
        assignment__isnull=False,
        due_on__isnull=False,
    )
    moved: dict[Given, list[Place]] = defaultdict(list)
    for each in gone.order_by("id"):
        moved[each.assignment].append(each)
    ending = Ending(_("Anda tidak lagi bertugas di instansi yang menugaskan."), None, now)
    for assignment, places in moved.items():
        _rows(assignment).filter(pk__in=_ids(places)).update(due_on=None)
        _record(assignment, places, ending=ending)
        _tell(assignment, places, keeps=True, ending=ending)
    return sum(len(places) for places in moved.values())


def _rows(assignment: Given) -> QuerySet[Any]:
    of_path = isinstance(assignment, PathAssignment)
    rows: QuerySet[Any] = PathPlace.objects.all() if of_path else Enrolment.objects.all()
    return rows.filter(assignment=assignment)


def _release(assignment: Given, *conditions: Q, ending: Ending) -> int:
    of_path = isinstance(assignment, PathAssignment)
    idle = _ON_PATH & ~begun_on_path() if of_path else _OPEN & Q(started_at=None)
    locked = _rows(assignment).select_for_update(of=("self",))
    rows: list[Place] = list(locked.filter(idle, *conditions).order_by("id"))
    if not rows:
        return 0
    taken_before = [each for each in rows if each.source != "assigned"]
    _rows(assignment).filter(pk__in=_ids(taken_before)).update(assignment=None, due_on=None)
    given = [each for each in rows if each.source == "assigned"]
    fates = _give_back(assignment, given, ending=ending)
    released = F("released") + len(rows)
    type(assignment).objects.filter(pk=assignment.pk).update(released=released)
    _record(assignment, rows, ending=ending)
    _tell(assignment, taken_before, keeps=True, ending=ending)
    _tell(assignment, given, keeps=False, ending=ending, fates=fates)
    return len(rows)


def _give_back(assignment: Given, given: list[Place], *, ending: Ending) -> dict[int, Fate]:
    """End these places; seats go to who waits. Of a path: what became of its classes, by person."""
    rows = _rows(assignment).filter(pk__in=_ids(given))
    if isinstance(assignment, PathAssignment):
        rows.update(state=PathPlace.State.LEFT)
        people = [each.person_id for each in given]
        return give_back_classes(assignment, people, actor_id=ending.actor_id, now=ending.now)
    rows.update(state=_State.CANCELLED, cancelled_at=ending.now, bucket_id=None)
    for each in given:
        if isinstance(each, Enrolment):
            give_back_seat(offering=assignment.offering, bucket_id=each.bucket_id, now=ending.now)
    return {}


def _record(assignment: Given, rows: list[Place], *, ending: Ending) -> None:
    record_event(
        "delivery.assignment.released",
        at=ending.now,
        tenant_id=assignment.tenant_id,
        actor_id=ending.actor_id,
        subject=assignment.uuid,
        reason=ending.reason,
        data={
            "count": len(rows),
            "title": assignment.title,
            "people": [each.person_id for each in rows],
        },
    )


@override("id")  # read by others: not in the language of who acts
def _tell(
    assignment: Given,
    rows: list[Place],
    *,
    keeps: bool,
    ending: Ending,
    fates: Mapping[int, Fate] = MappingProxyType({}),
) -> None:
    title = _("Penugasan berakhir: %(title)s") % {"title": assignment.title}
    stays = _("Tempat Anda tetap ada; batas waktunya tidak berlaku lagi.") if keeps else ""
    messages = [
        Message(
            person_id=each.person_id,
            key=f"lepas:{assignment.uuid}:{ending.now:%Y%m%d%H%M}",
            kind="registration",
            title=title[:200],
            body=f"{ending.reason} {stays or _fate(fates, each)}".strip(),
            link=assignment.link,
            email=each.email,
        )
        for each in rows
    ]
    notify(tenant_id=assignment.organiser_id, messages=messages, now=ending.now)


def _fate(fates: Mapping[int, Fate], place: Place) -> str:
    return fates[place.person_id].sentence if place.person_id in fates else ""


def _ids(rows: Iterable[Place]) -> list[int]:
    return [each.pk for each in rows]
