"""A crowd for load drivers: people who can sign in, an open event and a live one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings

from config.sample import events, people
from config.sample.load import PROVINCE
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Offering, Series
from suluh.identity.models import Acquaintance, Employment, Person
from suluh.organisation.models import Agency, Unit


def nip_of(serial: int) -> str:
    """The crowd's NIP number `serial` (from 0): known beforehand, never one of the sample's."""
    born = date(1961, 1, 1) + timedelta(days=serial // 900)
    return f"{born:%Y%m%d}1990011{serial % 900 + 100:03d}"


def add_crowd(count: int, *, now: datetime) -> Path:
    """Add people up to `count`; register them in the live event; write their NIP to a file."""
    with scoped(SYSTEM):
        agency = Agency.objects.get(code=PROVINCE)
        there = Person.objects.filter(name__startswith="Peserta Uji ").count()
        staff = _add(agency, range(there, count), now=now)
        live = Offering.objects.get(series__name="ASN Belajar", number=events.PAST + 1)
        events.freshen(live, now=now)
        events.enrol(live, staff, at=now)
    path = Path(settings.VAR) / "sample-people.csv"
    path.write_text("nip\n" + "".join(f"{nip_of(serial)}\n" for serial in range(count)))
    return path


def _add(agency: Agency, serials: range, *, now: datetime) -> list[Employment]:
    unit = Unit.objects.get(tenant=agency, code="disdik-2")
    persons = [
        Person(
            nip=nip_of(serial),
            name=f"Peserta Uji {serial:06d}",
            sex="1",
            email=f"peserta{serial}@contoh.go.id",
            phone="081200000000",
            created_at=now,
        )
        for serial in serials
    ]
    Person.objects.bulk_create(persons, batch_size=people.BATCH)
    Acquaintance.objects.bulk_create(
        [Acquaintance(tenant=agency, person=person) for person in persons],
        batch_size=people.BATCH,
    )
    staff = [
        Employment(
            tenant=agency, person=person, unit=unit, status="PNS", rank="III/a",
            valid_from=date(2024, 1, 2),
        )
        for person in persons
    ]  # fmt: skip
    Employment.objects.bulk_create(staff, batch_size=people.BATCH)
    people.make_accounts(persons, now=now)
    record_event("identity.employment.changed", at=now, tenant_id=agency.id)
    return staff


def live_and_open() -> tuple[Offering, Offering]:
    """The event that is live, and the one open for registration."""
    series = Series.objects.get(tenant__code=PROVINCE, name="ASN Belajar")
    rows = Offering.objects.filter(series=series)
    return rows.get(number=events.PAST + 1), rows.get(number=events.PAST + 2)
