"""Rows for tests of delivery: agencies, people, offerings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Version
from suluh.content.tests import people
from suluh.delivery.actions.seats import fit_seats
from suluh.delivery.models import Offering, OfferingAgency
from suluh.delivery.models.offering import NO_END
from suluh.ledger.models import Form
from suluh.organisation.models import Agency

NOW = people.NOW
agency, unit, actor, own = people.agency, people.unit, people.actor, people.own


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
