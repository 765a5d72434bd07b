"""The audit trail of an agency: who did what, when, why."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from suluh.base.errors import NotAllowed
from suluh.base.models import DomainEvent
from suluh.identity.models import Person
from suluh.organisation.rules.roles import Permission, can
from suluh.organisation.types import Actor


def get_events(
    actor: Actor,
    *,
    agency_id: int,
    search: str = "",
    area: str = "",
    since: date | None = None,
    until: date | None = None,
    with_machine: bool = True,
) -> QuerySet[DomainEvent]:
    """Events of the agency, newest first. Runs in the scope of the agency."""
    if not can(actor, Permission.AUDIT_VIEW, agency_id=agency_id):
        raise NotAllowed
    rows = DomainEvent.objects.filter(tenant_id=agency_id)
    if not with_machine:
        rows = rows.exclude(actor_id=None)
    if area:
        rows = rows.filter(name__startswith=f"{area}.")
    if since:
        rows = rows.filter(at__date__gte=since)
    if until:
        rows = rows.filter(at__date__lte=until)
    if search:
        people = Person.objects.filter(Q(name__icontains=search) | Q(nip=search))
        rows = rows.filter(
            Q(name__icontains=search)
            | Q(reason__icontains=search)
            | Q(actor_id__in=people.values("pk"))
        )
    return rows.order_by("-id")


def names_of(people: Collection[int | None]) -> dict[int, str]:
    """Names by person id, of those whom the scope may see."""
    ids = {person for person in people if person is not None}
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
