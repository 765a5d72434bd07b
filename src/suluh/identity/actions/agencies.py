"""Opening an agency together with its first administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Account, Acquaintance, Employment, Person, RoleGrant
from suluh.organisation.actions.agencies import AgencyData, create_agency
from suluh.organisation.actions.units import add_units
from suluh.organisation.models import Agency
from suluh.organisation.rules.roles import Permission, require
from suluh.organisation.types import Actor, Role
from suluh.standards import nip as nips


class AdminRefused(DomainError):
    """The first administrator cannot be this person; the sentence says why."""

    code = "admin_refused"


@dataclass(frozen=True, slots=True)
class FirstAdmin:
    """Who begins; works in `unit` of the new agency, and activates the account by mail."""

    nip: str
    name: str
    email: str
    unit: str


def open_agency(
    *, actor: Actor | None, now: datetime, data: AgencyData, admin: FirstAdmin, today: date
) -> Agency:
    """Create the agency, a first unit, and its administrator with an account without password.

    `actor` None is the operator at the command line. Raises CodeTaken, AdminRefused.
    """
    if actor is not None:
        require(actor, Permission.AGENCY_CREATE)
    try:
        digits = nips.read(admin.nip).digits
    except nips.NipError as error:
        raise AdminRefused(_(str(error))) from error
    with scoped(SYSTEM):
        agency = create_agency(actor=actor, now=now, data=data)
        person = _person(digits, admin, now)
        unit_ids = add_units(
            tenant_id=agency.pk, units=[("first", "", admin.unit, None)], valid_from=today, at=now
        )
        Employment.objects.create(
            tenant=agency, person=person, unit_id=unit_ids["first"], valid_from=today,
            status="PPPK" if nips.describe(digits).kind is nips.Kind.PPPK else "PNS",
        )  # fmt: skip
        Acquaintance.objects.get_or_create(tenant=agency, person=person)
        RoleGrant.objects.create(
            tenant=agency, person=person, role=Role.AGENCY_ADMIN, created_at=now,
            granted_by_id=actor.person_id if actor else None, reason=str(_("Pengelola pertama")),
        )  # fmt: skip
        record_event(
            "identity.role.granted", at=now, tenant_id=agency.pk, subject=person.uuid,
            actor_id=actor.person_id if actor else None, data={"role": Role.AGENCY_ADMIN},
        )  # fmt: skip
    return agency


def _person(digits: str, admin: FirstAdmin, now: datetime) -> Person:
    person = Person.objects.select_for_update().filter(nip=digits).first()
    if person and Employment.objects.filter(person=person, valid_to=None).exists():
        raise AdminRefused(
            _("Pegawai ini masih bekerja di instansi lain. Pilih orang lain untuk memulai.")
        )
    if person is None:
        told = nips.describe(digits)
        person = Person.objects.create(
            nip=digits, name=admin.name, email=admin.email, created_at=now,
            birth_date=told.birth_date, sex={"L": "1", "P": "2"}.get(told.sex or "", ""),
        )  # fmt: skip
    Account.objects.get_or_create(
        person=person,
        defaults={
            "username": digits, "email": admin.email, "created_at": now,
            "password": make_password(None),
        },
    )  # fmt: skip
    return person
