"""Reading agencies: the national list, one's own settings, the public logo."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from suluh.base.errors import NotFound
from suluh.organisation.models import Agency
from suluh.organisation.rules.roles import Permission, home_of, require
from suluh.organisation.types import Actor


def agencies(actor: Actor, text: str = "") -> QuerySet[Agency]:
    """All agencies of the nation, for the national role."""
    require(actor, Permission.AGENCY_CREATE)
    rows = Agency.objects.order_by("name", "id")
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(code__iexact=text))
    return rows


def own_agency(actor: Actor) -> Agency:
    """The agency whose settings the actor may change."""
    agency_id = home_of(actor)
    require(actor, Permission.AGENCY_EDIT, agency_id=agency_id)
    return Agency.objects.get(id=agency_id)


def get_agency(code: str) -> Agency:
    """An agency by its code; raises NotFound."""
    found = Agency.objects.filter(code=code).first()
    if found is None:
        raise NotFound
    return found
