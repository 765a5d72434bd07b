"""What an agency sent, and how it went."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from suluh.base.errors import NotAllowed
from suluh.messaging.models import Delivery
from suluh.organisation.rules.roles import Permission, reach
from suluh.organisation.types import Actor


def deliveries_in_reach(actor: Actor) -> QuerySet[Delivery]:
    """Deliveries to the people whom the actor may send messages; NotAllowed where to nobody."""
    paths = reach(actor, Permission.MESSAGES_SEND, agency_id=actor.agency_id or 0)
    if not paths:
        raise NotAllowed
    rows = Delivery.objects.all()
    if "" in paths:
        return rows
    inside = Q()
    for path in paths:
        inside |= Q(
            person__employments__unit__path__startswith=path,
            person__employments__valid_to=None,
        )
    return rows.filter(inside)


def get_deliveries(
    actor: Actor, *, state: str = "", search: str = "", since: date | None = None
) -> QuerySet[Delivery]:
    """Deliveries in reach, newest first, narrowed by state, day and words."""
    rows = deliveries_in_reach(actor).select_related("notice", "person")
    if state in Delivery.State.values:
        rows = rows.filter(state=state)
    if since:
        rows = rows.filter(created_at__date__gte=since)
    if search:
        rows = rows.filter(
            Q(person__name__icontains=search)
            | Q(address__icontains=search)
            | Q(notice__title__icontains=search)
        )
    return rows.order_by("-id")


def delivery_counts(actor: Actor) -> dict[str, int]:
    """How many deliveries in reach are in each state."""
    rows = deliveries_in_reach(actor).order_by().values_list("state")
    return dict(rows.annotate(number=Count("id")))
