"""Requests as those who decide them see them, and who decides in whose place."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from suluh.delivery.models import Delegate, JoinRequest, Offering, RequestStep
from suluh.organisation.rules.roles import Permission, reach
from suluh.organisation.types import Actor

_Stage, _State = JoinRequest.Stage, JoinRequest.State


def decidable(actor: Actor, *, text: str = "", today: date) -> QuerySet[JoinRequest]:
    """Open requests that lie before the actor, longest waiting first; never the own ones."""
    rows = JoinRequest.reachable.filter(before(actor, today=today), state=_State.OPEN)
    rows = rows.exclude(person_id=actor.person_id).select_related("offering", "offering__tenant")
    if text:
        rows = rows.filter(
            Q(name__icontains=text) | Q(unit_name__icontains=text)
            | Q(offering__title__icontains=text)
        )  # fmt: skip
    return rows.order_by("since", "id")


def before(actor: Actor, *, today: date) -> Q:
    """The condition of lying before the actor: as supervisor, in a supervisor's place, as office."""
    mine = Q(stage=_Stage.SUPERVISOR, approver_id=actor.person_id)
    if actor.agency_id is None:
        return mine
    stood_in_for = Delegate.objects.filter(
        delegate_id=actor.person_id, ended_at=None, first_on__lte=today, last_on__gte=today
    )
    mine |= Q(
        stage=_Stage.SUPERVISOR,
        home_id=actor.agency_id,
        approver_id__in=stood_in_for.values("person_id"),
    )
    for path in reach(actor, Permission.TRAINING_PUBLISH, agency_id=actor.agency_id):
        office = Q(stage=_Stage.OFFICE, tenant_id=actor.agency_id)
        mine |= office & Q(offering__unit__path__startswith=path) if path else office
    return mine


def count_to_decide(actor: Actor, *, today: date) -> int:
    """How many lie before the actor."""
    return decidable(actor, today=today).order_by().count()


def waiting_at(offering: Offering) -> dict[str, int]:
    """How many requests for a course wait at which stage; inside the organiser's scope."""
    rows = JoinRequest.objects.filter(offering=offering, state=_State.OPEN).order_by()
    return dict(rows.values_list("stage").annotate(n=Count("id")))


def decided_by(actor: Actor, *, text: str = "") -> QuerySet[RequestStep]:
    """What the actor decided, newest first."""
    rows = RequestStep.reachable.filter(
        by_id=actor.person_id,
        outcome__in=(RequestStep.Outcome.APPROVED, RequestStep.Outcome.REFUSED),
    ).select_related("request", "request__offering")
    if text:
        rows = rows.filter(
            Q(request__name__icontains=text) | Q(request__offering__title__icontains=text)
        )
    return rows.order_by("-at", "-id")


def own_delegate(actor: Actor, *, today: date) -> Delegate | None:
    """Who stands in for the actor today or later, if somebody does."""
    rows = Delegate.objects.filter(person_id=actor.person_id, ended_at=None, last_on__gte=today)
    return rows.first()


def delegate_of(person_id: int, *, today: date) -> int | None:
    """Who stands in for that person today. Wide scope."""
    rows = Delegate.objects.filter(
        person_id=person_id, ended_at=None, first_on__lte=today, last_on__gte=today
    )
    return rows.values_list("delegate_id", flat=True).first()


def own_request(actor: Actor, offering: UUID) -> JoinRequest | None:
    """The actor's open request for that course."""
    rows = JoinRequest.reachable.filter(person_id=actor.person_id, state=_State.OPEN)
    return rows.filter(offering__uuid=offering).first()


def overdue() -> QuerySet[JoinRequest]:
    """Open requests with a time-out, soonest first. Wide scope."""
    rows = JoinRequest.objects.filter(state=_State.OPEN, waits_until__isnull=False)
    return rows.order_by("waits_until", "id")


def pointless(*, now: datetime) -> QuerySet[JoinRequest]:
    """Open requests for courses that are over or called off. Wide scope."""
    gone = ~Q(offering__state=Offering.State.PUBLISHED) | Q(offering__ends_at__lte=now)
    return JoinRequest.objects.filter(gone, state=_State.OPEN).order_by("id")


def my_requests(actor: Actor, *, text: str = "") -> QuerySet[JoinRequest]:
    """The actor's own requests, newest first."""
    rows = JoinRequest.reachable.filter(person_id=actor.person_id)
    rows = rows.select_related("offering", "offering__gate")
    if text:
        rows = rows.filter(offering__title__icontains=text)
    return rows.order_by("-asked_at", "-id")
