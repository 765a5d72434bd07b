"""Rows for tests: agencies, units, people with an account. Tests of higher apps use them too."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.identity.models import Account, Acquaintance, Employment, Person
from suluh.organisation.models import Agency, Unit
from suluh.organisation.types import Actor, Grant, Role

NOW = datetime(2026, 9, 16, 1, 0, tzinfo=UTC)
_numbers = count(1)


def agency(name: str = "Provinsi Contoh") -> Agency:
    number = next(_numbers)
    return Agency.objects.create(
        code=f"a{number}", name=name, short_name=name, kind="pemprov", created_at=NOW
    )


def unit(at: Agency, name: str = "Dinas Kesehatan") -> Unit:
    with scoped(SYSTEM):
        made = Unit.objects.create(tenant=at, name=name, valid_from="2020-01-01")
        made.path = f"{made.pk}/"
        made.save(update_fields=["path"])
    return made


def actor(at: Unit | None, *roles: Role, name: str = "Rina", email: str = "r@contoh.id") -> Actor:
    """A person with an account; employed where a unit is given."""
    number = next(_numbers)
    with scoped(SYSTEM):
        person = Person.objects.create(
            name=name,
            email=email,
            nip=f"19900101202001{number:04d}" if at else None,
            created_at=NOW,
        )
        account = Account.objects.create(person=person, username=f"p{number}", created_at=NOW)
        if at is not None:
            Acquaintance.objects.create(tenant=at.tenant, person=person)
            Employment.objects.create(
                tenant=at.tenant, person=person, unit=at, status="PNS", valid_from="2020-01-01"
            )
    home = at.tenant_id if at else None
    grants = tuple(Grant(role, home) for role in (Role.PARTICIPANT, *roles))
    return Actor(
        account_id=account.pk,
        person_id=person.pk,
        name=name,
        agency_id=home,
        agency_name=at.tenant.short_name if at else "",
        unit_id=at.pk if at else None,
        unit_path=at.path if at else "",
        grants=grants,
    )


def own(actor: Actor) -> Scope:
    """The scope the middleware opens for the actor."""
    return Scope(tenant_id=actor.agency_id, person_id=actor.person_id)
