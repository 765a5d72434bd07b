"""A person's own courses: those that go on, by what comes next, and those that are over."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from suluh.delivery.models import Enrolment, Meeting, Offering
from suluh.delivery.rules.standing import State as Stands
from suluh.organisation.types import Actor

_State = Enrolment.State


def own_courses(actor: Actor, *, now: datetime, is_over: bool, text: str) -> QuerySet[Enrolment]:
    """Places in courses with `next_at`, when the next session of the timetable begins.

    What goes on comes in the order in which it wants something: sessions, dates, last seen.
    Who passed under a condition still has something to do.
    """
    following = Meeting.reachable.filter(offering=OuterRef("offering"), ends_at__gt=now)
    rows = (
        Enrolment.reachable.filter(person_id=actor.person_id, offering__kind=Offering.Kind.COURSE)
        .exclude(state=_State.CANCELLED)
        .select_related("offering", "offering__tenant")
        .annotate(next_at=Subquery(following.order_by("starts_at").values("starts_at")[:1]))
    )
    if text:
        rows = rows.filter(offering__title__icontains=text)
    goes_on = Q(
        state__in=(_State.REGISTERED, _State.WAITING), offering__state=Offering.State.PUBLISHED,
        offering__ends_at__gte=now,
    ) | Q(state=_State.NOT_COMPLETED, standing__state=Stands.CONDITIONAL)  # fmt: skip
    if is_over:
        return rows.exclude(pk__in=rows.filter(goes_on).values("pk")).order_by(
            F("completed_at").desc(nulls_last=True), "-offering__starts_at", "-id"
        )
    return rows.filter(goes_on).order_by(
        F("next_at").asc(nulls_last=True), F("due_on").asc(nulls_last=True),
        F("seen_at").desc(nulls_last=True), "-id",
    )  # fmt: skip
