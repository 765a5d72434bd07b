"""Rows for tests of delivery: agencies, people, offerings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.content.models import Version
from suluh.delivery.actions.seats import fit_seats
from suluh.delivery.models import Offering, OfferingAgency
from suluh.delivery.models.offering import NO_END
from suluh.identity.models import Account, Acquaintance, Employment, Person
from suluh.ledger.models import Form
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


def form() -> Form:
    return Form.objects.get_or_create(
        code=9, defaults={"name": "Seminar/konferensi/sarasehan", "path": "klasikal"}
    )[0]


def offering(
    at: Agency, *, quotas: dict[Agency, int | None] | None = None, **more: Any
) -> Offering:
    """A published event from tomorrow 09.00 WIB for two and a half hours."""
    starts = more.pop("starts_at", NOW + timedelta(days=1, hours=1))
    values: dict[str, Any] = {
        "title": "Pelayanan publik yang ramah",
        "form": form(),
        "starts_at": starts,
        "ends_at": starts + timedelta(minutes=150),
        "zone": "Asia/Jakarta",
        "audience": "national",
        "registration_opens_at": NOW - timedelta(days=3),
        "registration_closes_at": starts,
        "join_link": "https://contoh.example/rapat",
        "attendance_rule": {"all": [{"window": "masuk"}, {"window": "pulang"}]},
        "state": "published",
        "created_at": NOW,
    } | more
    with scoped(SYSTEM):
        made = Offering.objects.create(tenant=at, **values)
        for invited, quota in (quotas or {}).items():
            OfferingAgency.objects.create(tenant=at, offering=made, agency=invited, quota=quota)
        fit_seats(offering=made, now=NOW)
    return made


def course(of: Version, **more: Any) -> Offering:
    """A course open to everybody, always."""
    values: dict[str, Any] = {
        "title": of.training.title,
        "form": of.training.form,
        "kind": "course",
        "version": of,
        "starts_at": NOW - timedelta(days=3),
        "ends_at": NO_END,
        "zone": "Asia/Jakarta",
        "audience": "national",
        "registration_opens_at": NOW - timedelta(days=3),
        "registration_closes_at": NO_END,
        "has_evaluation": False,
        "state": "published",
        "created_at": NOW,
    } | more
    with scoped(SYSTEM):
        return Offering.objects.create(tenant=of.tenant, **values)


def own(actor: Actor) -> Scope:
    """The scope the middleware opens for the actor."""
    return Scope(tenant_id=actor.agency_id, person_id=actor.person_id)
