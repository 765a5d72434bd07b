"""What many tests begin with: an agency, a unit, a person with an account, a signed-in browser.

Rows are made in the wide scope; the tests' own reads and writes go through the product.
"""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Account, Acquaintance, Employment, Person, RoleGrant
from suluh.identity.queries import get_actor
from suluh.organisation.models import Agency, Position, Unit
from suluh.organisation.rules.roles import SECOND_FACTOR_ROLES
from suluh.organisation.types import Actor, Role

PASSWORD = "kata sandi untuk uji"
_numbers = itertools.count(1)


def agency(name: str = "Provinsi Uji", **more: Any) -> Agency:
    """An agency."""
    number = next(_numbers)
    values = {"short_name": name, "kind": "pemprov", "created_at": now()} | more
    with scoped(SYSTEM):
        return Agency.objects.create(code=f"uji-{number}", name=name, **values)


def unit(tenant: Agency, name: str = "Dinas Uji", parent: Unit | None = None) -> Unit:
    """A unit, below `parent` where one is given."""
    with scoped(SYSTEM):
        made = Unit.objects.create(
            tenant=tenant, name=name, parent=parent, valid_from=date(2020, 1, 1),
            depth=parent.depth + 1 if parent else 0,
        )  # fmt: skip
        made.path = f"{parent.path if parent else ''}{made.pk}/"
        made.save(update_fields=["path"])
    return made


def person(at: Unit | None = None, name: str = "Siti Aminah", **more: Any) -> Person:
    """A person with an account (no password); employed where a unit is given, else a guest."""
    number = next(_numbers)
    nip = f"19800101{number:06d}1{number % 1000:03d}" if at else None
    values = {"nip": nip, "email": f"orang{number}@contoh.go.id", "created_at": now()} | more
    with scoped(SYSTEM):
        made = Person.objects.create(name=name, **values)
        Account.objects.create(
            person=made, username=made.nip or f"tamu-{number}", email=made.email,
            password="!", created_at=now(),
        )  # fmt: skip
        if at:
            _employ(made, at)
    return made


def _employ(made: Person, at: Unit) -> None:
    tenant = at.tenant
    post, _ = Position.objects.get_or_create(tenant=tenant, name="Analis Kebijakan", jenis="2")
    Employment.objects.create(
        tenant=tenant, person=made, unit=at, position=post, status="PNS",
        valid_from=date(2020, 1, 1),
    )  # fmt: skip
    Acquaintance.objects.create(tenant=tenant, person=made)


def grant(to: Person, role: Role, tenant: Agency | None = None, *, at: Unit | None = None) -> None:
    """A role for a person; a second factor too where the role demands one."""
    with scoped(SYSTEM):
        RoleGrant.objects.create(
            tenant=tenant, person=to, role=role, unit=at, reason="uji", created_at=now()
        )
    if role in SECOND_FACTOR_ROLES:
        second_factor(to)


def second_factor(to: Person) -> None:
    """Give the person an authenticator app."""
    Authenticator.objects.get_or_create(
        user=Account.objects.get(person=to), type=Authenticator.Type.TOTP, defaults={"data": {}}
    )


def sign_in(client: Client, who: Person) -> Actor:
    """Sign the person in; gives the actor that the pages will see."""
    client.force_login(Account.objects.get(person=who))
    return actor(client)


def actor(client: Client) -> Actor:
    """The actor behind the client's session."""
    with scoped(SYSTEM):
        found = get_actor(client.cookies[settings.SESSION_COOKIE_NAME].value)
    assert found is not None
    return found
