"""People of two agencies, and credits for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Acquaintance, Employment, Person
from suluh.ledger.types import Credit
from suluh.organisation.models import Agency, Unit

NOW = datetime(2026, 9, 16, 4, 0, tzinfo=UTC)
DAY = date(2026, 9, 16)
SEMINAR, COACHING, E_LEARNING, TECHNICAL = 9, 14, 16, 3

MakePeople = Callable[..., list[Person]]


def make_agency(code: str = "contoh") -> Agency:
    """An agency with one unit."""
    agency = Agency.objects.create(
        code=code, name=f"Provinsi {code}", short_name=code, kind="pemprov", created_at=NOW
    )
    with scoped(SYSTEM):
        unit = Unit.objects.create(tenant=agency, name=f"Dinas {code}", valid_from=date(2020, 1, 1))
        Unit.objects.filter(id=unit.id).update(path=f"{unit.id}/")
    return agency


def make_people(agency: Agency, count: int, *, start: int = 1) -> list[Person]:
    """Employed people of an agency."""
    with scoped(SYSTEM):
        unit = Unit.objects.filter(tenant=agency).order_by("id")[0]
        people = Person.objects.bulk_create(
            Person(
                nip=f"1985031220{agency.id % 100:02d}{start + n:06d}",
                name=f"Pegawai {start + n}",
                created_at=NOW,
            )
            for n in range(count)
        )
        Acquaintance.objects.bulk_create(Acquaintance(tenant=agency, person=p) for p in people)
        Employment.objects.bulk_create(
            Employment(
                tenant=agency, person=p, unit=unit, status="PNS", valid_from=date(2020, 1, 1)
            )
            for p in people
        )
    return people


def credit(person: Person, agency: Agency, **changes: Any) -> Credit:
    """A webinar of 150 minutes (3 JP as a seminar) unless changed."""
    given: dict[str, Any] = {
        "person_id": person.id,
        "home_id": agency.id,
        "unit_id": None,
        "organiser_id": agency.id,
        "form_code": SEMINAR,
        "title": "Webinar Pelayanan Publik",
        "minutes": 150,
        "credit_date": DAY,
        "activity_key": "acara:1",
        "source_type": "delivery.offering",
        "source_id": "1",
    }
    return Credit(**(given | changes))


@pytest.fixture
def agency(db: None) -> Agency:
    """The agency most tests act in."""
    return make_agency()


@pytest.fixture
def person(agency: Agency) -> Person:
    """One employed person."""
    return make_people(agency, 1)[0]
