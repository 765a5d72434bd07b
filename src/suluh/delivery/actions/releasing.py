"""Letting go of who was assigned: who leaves the rule, and all of an assignment that is undone.

Only who has not begun is released. A place that the person had taken before stays, without the duty;
the others give theirs back. The row keeps its assignment: that is the trace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.seats import give_back_seat
from suluh.delivery.models import Assignment, Enrolment
from suluh.delivery.queries.criteria import serving, staff_of_assignment
from suluh.messaging.actions import notify
from suluh.messaging.types import Message

_State = Enrolment.State
_OPEN = (_State.REGISTERED, _State.WAITING)


def release_leavers(assignment: Assignment, *, now: datetime) -> int:
    """Release who no longer fits the rule; gives how many. Wide scope."""
    fits = staff_of_assignment(assignment).filter(person_id=OuterRef("person_id"))
    reason = _("Anda tidak lagi termasuk yang ditugaskan.")
    return _release(assignment, ~Q(Exists(fits)), reason=reason, actor_id=None, now=now)


def release_all(assignment: Assignment, *, actor_id: int, now: datetime) -> int:
    """Release everybody who has not begun; gives how many."""
    with scoped(SYSTEM), override("id"):  # read by others: not in the language of who acts
        reason = _("Penugasan ini dibatalkan.")
        return _release(assignment, reason=reason, actor_id=actor_id, now=now)


def free_movers(*, now: datetime) -> int:
    """End the duty of who serves at another agency by now; their places stay. Gives how many.

    An agency sets dates to its own people alone: the new superiors neither gave this duty nor see
    it. Wide scope; repeating is harmless.
    """
    rows = Enrolment.objects.select_for_update(of=("self",)).filter(
        ~Q(Exists(serving(OuterRef("person_id"), at=OuterRef("assignment__tenant_id")))),
        assignment__isnull=False, due_on__isnull=False, state__in=_OPEN,
    )  # fmt: skip
    moved: dict[Assignment, list[Enrolment]] = defaultdict(list)
    for each in rows.select_related("assignment__offering").order_by("id"):
        assert each.assignment is not None
        moved[each.assignment].append(each)
    count = 0
    for assignment, places in moved.items():
        Enrolment.objects.filter(pk__in=_ids(places)).update(due_on=None)
        reason = _("Anda tidak lagi bertugas di instansi yang menugaskan.")
        _record(assignment, places, reason=reason, actor_id=None, now=now)
        _tell(assignment, places, reason=reason, keeps=True, now=now)
        count += len(places)
    return count


def _release(
    assignment: Assignment, *conditions: Q, reason: str, actor_id: int | None, now: datetime
) -> int:
    rows = list(
        Enrolment.objects.select_for_update(of=("self",))
        .filter(*conditions, assignment=assignment, state__in=_OPEN, started_at=None)
        .order_by("id")
    )
    if not rows:
        return 0
    taken_before = [each for each in rows if each.source != "assigned"]
    Enrolment.objects.filter(pk__in=_ids(taken_before)).update(assignment=None, due_on=None)
    given = [each for each in rows if each.source == "assigned"]
    Enrolment.objects.filter(pk__in=_ids(given)).update(
        state=_State.CANCELLED, cancelled_at=now, bucket_id=None
    )
    for each in given:
        give_back_seat(offering=assignment.offering, bucket_id=each.bucket_id, now=now)
    Assignment.objects.filter(pk=assignment.pk).update(released=F("released") + len(rows))
    _record(assignment, rows, reason=reason, actor_id=actor_id, now=now)
    _tell(assignment, taken_before, reason=reason, keeps=True, now=now)
    _tell(assignment, given, reason=reason, keeps=False, now=now)
    return len(rows)


def _record(
    assignment: Assignment,
    rows: list[Enrolment],
    *,
    reason: str,
    actor_id: int | None,
    now: datetime,
) -> None:
    record_event(
        "delivery.assignment.released",
        at=now,
        tenant_id=assignment.tenant_id,
        actor_id=actor_id,
        subject=assignment.uuid,
        reason=reason,
        data={
            "count": len(rows),
            "title": assignment.offering.title,
            "people": [each.person_id for each in rows],
        },
    )


@override("id")  # read by others: not in the language of who acts
def _tell(
    assignment: Assignment, rows: list[Enrolment], *, reason: str, keeps: bool, now: datetime
) -> None:
    title = _("Penugasan berakhir: %(title)s") % {"title": assignment.offering.title}
    stays = _("Tempat Anda tetap ada; batas waktunya tidak berlaku lagi.")
    messages = [
        Message(
            person_id=each.person_id,
            key=f"lepas:{assignment.uuid}:{now:%Y%m%d%H%M}",
            kind="registration",
            title=title[:200],
            body=f"{reason} {stays}" if keeps else reason,
            link=f"/pelatihan/{assignment.offering.uuid}/",
            email=each.email,
        )
        for each in rows
    ]
    notify(tenant_id=assignment.offering.tenant_id, messages=messages, now=now)


def _ids(rows: Iterable[Enrolment]) -> list[int]:
    return [each.pk for each in rows]
