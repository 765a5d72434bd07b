"""Who holds which role in an agency."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from suluh.base.errors import NotAllowed, NotFound
from suluh.identity.models import Employment, Person, RoleGrant
from suluh.identity.rules.names import typed_login
from suluh.organisation.models import Agency, Unit
from suluh.organisation.queries.units import under
from suluh.organisation.rules.roles import Permission, reach
from suluh.organisation.types import Actor, Role


def agency_in_view(actor: Actor, permission: Permission, asked: str = "") -> Agency:
    """The agency that a page is about: one's own, or with the national role the one asked for.

    NotAllowed without the permission there; NotFound for an agency that is not there to see.
    """
    agency = Agency.objects.filter(pk=actor.agency_id or 0).first()
    if asked and actor.holds(Role.NATIONAL):
        agency = Agency.objects.filter(code=asked).first()
    elif asked and (agency is None or agency.code != asked):
        raise NotFound
    if agency is None:
        raise NotFound
    if not reach(actor, permission, agency_id=agency.pk):
        raise NotAllowed
    return agency


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a role, and how to reach them; `tenant_id` is where they hold it."""

    person_id: int
    tenant_id: int
    email: str


def holders(role: Role) -> list[Holder]:
    """Everyone who holds a role over a whole agency or the nation. Wide scope.

    The national role is held nowhere: its holders are reached where they are employed.
    """
    grants = RoleGrant.objects.filter(role=role, unit=None, revoked_at=None)
    rows = grants.values_list("person_id", "tenant_id", "person__email").order_by("person_id")
    homes = dict(
        Employment.objects.filter(person__in=grants.values("person_id"), valid_to=None)
        .order_by("id")
        .values_list("person_id", "tenant_id")
    )
    found = [
        Holder(person, tenant or homes.get(person, 0), email) for person, tenant, email in rows
    ]
    return [holder for holder in found if holder.tenant_id]


def leaders_over(agency_id: int) -> list[tuple[int, str]]:
    """Who leads units of the agency: person and the unit's path ('' for all of it). Wide scope."""
    rows = RoleGrant.objects.filter(role=Role.LEADER, tenant_id=agency_id, revoked_at=None)
    found = rows.values_list("person_id", "unit__path").order_by("person_id")
    return [(person, path or "") for person, path in found]


def get_agencies() -> QuerySet[Agency]:
    """All agencies: their names are public."""
    return Agency.objects.order_by("name", "id")


def nip_of(agency_id: int, person: str) -> str:
    """The NIP of somebody who serves in the agency, by uuid; '' for anybody else."""
    try:
        uuid = UUID(person)
    except ValueError:
        return ""
    rows = Employment.objects.filter(tenant_id=agency_id, valid_to=None, person__uuid=uuid)
    return rows.values_list("person__nip", flat=True).first() or ""


def get_grants(
    actor: Actor, *, agency_id: int, search: str = "", role: str = ""
) -> QuerySet[RoleGrant]:
    """Roles that stand in the agency within the actor's reach, by name.

    The national role sees its own kind too. Runs in the scope of the agency.
    """
    paths = reach(actor, Permission.ROLE_GRANT, agency_id=agency_id)
    if not paths:
        raise NotAllowed
    inside = Q(tenant_id=agency_id) & under(paths)
    if actor.holds(Role.NATIONAL):
        inside |= Q(tenant=None)
    rows = RoleGrant.objects.filter(inside, revoked_at=None)
    rows = rows.select_related("person", "unit", "granted_by")
    if role:
        rows = rows.filter(role=role)
    if search:
        rows = rows.filter(
            Q(person__name__icontains=search)
            | Q(person__nip=typed_login(search))
            | Q(unit__name__icontains=search)
        )
    return rows.order_by("person__name", "id")


def get_grant(actor: Actor, *, agency_id: int, grant: UUID, lock: bool = False) -> RoleGrant:
    """One standing role in reach; NotFound otherwise."""
    rows = get_grants(actor, agency_id=agency_id).filter(uuid=grant)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise NotFound
    return found


def employee_by_nip(agency_id: int, nip: str) -> Person | None:
    """The person with that NIP, where the agency employs them now."""
    return Person.objects.filter(
        nip=typed_login(nip), employments__tenant_id=agency_id, employments__valid_to=None
    ).first()


def unit_in(agency_id: int, unit: UUID) -> Unit:
    """A unit of the agency; NotFound otherwise."""
    found = Unit.objects.filter(tenant_id=agency_id, uuid=unit, valid_to=None).first()
    if found is None:
        raise NotFound
    return found


def units_of(agency_id: int) -> list[Unit]:
    """The agency's present units, each below its parent."""
    return list(Unit.objects.filter(tenant_id=agency_id, valid_to=None).order_by("path"))
