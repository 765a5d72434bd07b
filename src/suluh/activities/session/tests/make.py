"""Rows for tests of the live session: an agency, people with sessions, a running event."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from suluh.activities.session.actions.windows import plan_windows
from suluh.activities.session.models import Window
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.delivery.models import Enrolment, Offering
from suluh.identity.models import Account, Acquaintance, Employment, Person, Session
from suluh.ledger.models import Form
from suluh.organisation.models import Agency, Unit
from suluh.organisation.types import Actor, Grant, Role

_numbers = count(1)


def agency(name: str = "Provinsi Contoh") -> Agency:
    number = next(_numbers)
    made = Agency.objects.create(
        code=f"hadir{number}", name=name, short_name=name, kind="pemprov", created_at=timezone.now()
    )
    with scoped(SYSTEM):
        unit = Unit.objects.create(tenant=made, name="Dinas Kesehatan", valid_from="2020-01-01")
        Unit.objects.filter(pk=unit.pk).update(path=f"{unit.pk}/")
    return made


def actor(home: Agency, *roles: Role, name: str = "Rina Wulandari", email: str = "") -> Actor:
    """A person with account and session; `client_of` signs in as them."""
    number = next(_numbers)
    now = timezone.now()
    with scoped(SYSTEM):
        unit = Unit.objects.get(tenant=home)
        person = Person.objects.create(
            name=name, nip=f"199001012020{number % 12 + 1:02d}{number % 2 + 1}{number:03d}",
            email=email, created_at=now,
        )  # fmt: skip
        account = Account.objects.create(person=person, username=person.nip or "", created_at=now)
        Acquaintance.objects.create(tenant=home, person=person)
        Employment.objects.create(
            tenant=home, person=person, unit=unit, status="PNS", valid_from="2020-01-01"
        )
        for role in roles:
            person.grants.create(tenant=home, role=role.value, created_at=now)
    if roles:
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    Session.objects.create(
        session_key=key_of(account.pk), account=account, expire_date=now + timedelta(days=1)
    )
    grants = tuple(Grant(role, home.pk) for role in (Role.PARTICIPANT, *roles))
    return Actor(account.pk, person.pk, name, home.pk, unit_id=unit.pk, grants=grants)


def key_of(account_id: int) -> str:
    return f"kunci{account_id:027d}"


def client_of(actor: Actor) -> Client:
    client = Client()
    client.cookies["sessionid"] = key_of(actor.account_id)
    return client


def own(actor: Actor) -> Scope:
    """The scope the middleware opens for the actor."""
    return Scope(tenant_id=actor.agency_id, person_id=actor.person_id)


def offering(at: Agency, **more: Any) -> Offering:
    """A published event that began ten minutes ago and runs for two hours, with its windows."""
    starts = more.pop("starts_at", timezone.now() - timedelta(minutes=10))
    form = Form.objects.get_or_create(code=9, defaults={"name": "Seminar", "path": "klasikal"})[0]
    values: dict[str, Any] = {
        "title": "Pelayanan publik yang ramah", "form": form, "starts_at": starts,
        "ends_at": starts + timedelta(minutes=120), "zone": "Asia/Jakarta", "audience": "agency",
        "registration_opens_at": starts - timedelta(days=3),
        "registration_closes_at": starts + timedelta(minutes=120),
        "attendance_rule": {"all": [{"window": "masuk"}, {"window": "pulang"}]},
        "state": "published", "created_at": starts,
    } | more  # fmt: skip
    with scoped(SYSTEM):
        made = Offering.objects.create(tenant=at, **values)
        plan_windows(made, now=timezone.now())
    return made


def enrol(offering: Offering, *people: Actor, state: str = "registered") -> None:
    with scoped(SYSTEM):
        for person in people:
            Enrolment.objects.create(
                tenant_id=offering.tenant_id, offering=offering, person_id=person.person_id,
                home_id=person.agency_id, unit_id=person.unit_id, name=person.name, state=state,
                unit_name="Dinas Kesehatan", registered_at=timezone.now(),
            )  # fmt: skip


def window(offering: Offering, kind: str = "masuk", **changes: Any) -> Window:
    with scoped(SYSTEM):
        Window.objects.filter(offering=offering, kind=kind).update(**changes)
        return Window.objects.get(offering=offering, kind=kind)


def minutes(number: int) -> datetime:
    """A moment so many minutes from now."""
    return timezone.now() + timedelta(minutes=number)
